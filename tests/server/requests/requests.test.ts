import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../server/trpc/context.ts';
import type { RequestDto } from '../../../shared/contracts/requests.ts';
import { insertDoctor, insertPatient } from '../../support/factories.ts';
import { DAY_PARTS } from '../../../shared/domain/clinic-settings.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestApi, type TestClinic } from '../../support/start-clinic.ts';
import { book, DAY, lastAudit, newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

type CreateInput = Parameters<TestApi['requests']['create']>[0];
const asking = (over: Partial<CreateInput> = {}): CreateInput => ({
  doctorId: clinic.cast.doctor,
  date: DAY,
  dayPart: 'morning',
  reason: 'Cough',
  requestId: newRequestId(),
  ...over,
});
const ask = (over: Partial<CreateInput> = {}, actor: Actor | null = clinic.actors.patient) =>
  clinic.call(actor).requests.create(asking(over));
const desk = () => clinic.call(clinic.actors.reception).requests;
const reject = (request: RequestDto, actor: Actor = clinic.actors.reception) =>
  clinic.call(actor).requests.reject({ id: request.id, reason: 'No time', expectedVersion: request.version });
const cancel = (request: RequestDto, actor: Actor = clinic.actors.patient) =>
  clinic.call(actor).requests.cancel({ id: request.id, expectedVersion: request.version });

describe('asking for a visit', () => {
  it('makes a pending request that blocks nothing', async () => {
    const request = await ask({ urgency: 'high' });

    expect(request).toMatchObject({
      version: 1,
      patient: { id: clinic.cast.patient },
      doctorName: 'Dr. Ana Ruiz',
      date: DAY,
      dayPart: 'morning',
      urgency: 'high',
      status: 'pending',
      reason: 'Cough',
      createdAt: clinic.clock.now(),
      decidedAt: null,
      appointmentId: null,
      can: { decide: false, cancel: true },
    });
    expect((await book(clinic)).startsAt).toBe(wall('10:00'));
    expect(
      (await clinic.call(clinic.actors.reception).appointments.dayBoard({ day: DAY })).pendingRequestCount,
    ).toBe(1);
  });

  it('is of medium urgency unless told', async () => {
    expect((await ask()).urgency).toBe('medium');
  });

  it('is refused twice for one doctor, date and part of the day, while the first is pending', async () => {
    const first = await ask();

    expect(await refusal(ask())).toMatchObject({ reason: 'duplicate_request', status: 409 });
    expect((await ask({ dayPart: 'evening' })).status).toBe('pending');
    expect((await ask({ doctorId: clinic.cast.otherDoctor })).status).toBe('pending');
    expect((await ask({}, clinic.actors.otherPatient)).status).toBe('pending');
    await reject(first);
    const second = await ask();
    await cancel(second);
    expect((await ask()).status).toBe('pending');
  });

  it('is one of at most fifty that wait; what the desk writes down is not counted against anybody', async () => {
    const dates = Array.from({ length: 17 }, (_, n) => `2026-03-${String(n + 9).padStart(2, '0')}`);
    const wishes = dates.flatMap((date) => DAY_PARTS.map((dayPart) => ({ date, dayPart })));
    const [last = {}, ...others] = wishes;
    const [first] = await Promise.all(others.map((wish) => ask(wish)));

    expect(await reasonOf(ask(last))).toBe('too_many_requests_open');
    const { patient } = clinic.cast;
    const input = {
      patientId: patient,
      doctorId: clinic.cast.doctor,
      date: '2026-03-30',
      dayPart: 'evening',
      reason: 'Cough',
    } as const;
    const noted = await clinic
      .call(clinic.actors.reception)
      .requests.createFor({ ...input, urgency: 'high', requestId: newRequestId() });
    expect(noted.status).toBe('pending');
    expect((await ask(last, clinic.actors.otherPatient)).status).toBe('pending');
    await reject(noted);
    if (first !== undefined) await cancel(first);
    expect((await ask(last)).status).toBe('pending');
  });

  it('happens once for one request id', async () => {
    const requestId = newRequestId();
    const first = await ask({ requestId });

    expect(await ask({ requestId })).toEqual(first);
    expect(await reasonOf(ask({ requestId, dayPart: 'evening' }))).toBe('request_id_reused');
  });

  it('is for a day that can come, inside the horizon, with a doctor who works here', async () => {
    const retired = await clinic.db.transact(({ q }) => insertDoctor(q, { isActive: 0 }));

    expect((await refusal(ask({ date: '2026-03-01' }))).fields).toEqual(['date']);
    expect((await ask({ date: '2026-03-02' })).date).toBe('2026-03-02');
    // Noon at the clinic: the morning is over, the afternoon begins.
    clinic.clock.set('2026-03-02T11:00:00Z');
    const today = { date: '2026-03-02', dayPart: 'afternoon' } as const;
    expect((await refusal(ask({ ...today, dayPart: 'morning' }))).fields).toEqual(['dayPart']);
    expect((await ask(today)).dayPart).toBe('afternoon');
    expect((await ask({ dayPart: 'morning' })).date).toBe(DAY);
    expect(await reasonOf(ask({ date: '2026-06-15' }))).toBe('beyond_horizon');
    expect(await reasonOf(ask({ doctorId: retired }))).toBe('doctor_inactive');
    expect(await reasonOf(ask({ doctorId: newRequestId() }))).toBe('not_found');
  });

  it('can be done by the desk for a caller', async () => {
    const request = await desk().createFor({ ...asking(), patientId: clinic.cast.otherPatient });

    expect(request).toMatchObject({
      patient: { id: clinic.cast.otherPatient },
      can: { decide: true, cancel: true },
    });
    expect(await reasonOf(desk().createFor({ ...asking(), patientId: newRequestId() }))).toBe('not_found');
  });

  it.each(['reception', 'doctor', 'admin'] as const)('is not for the %s: only patients ask', async (name) => {
    expect(await reasonOf(ask({}, clinic.actors[name]))).toBe('forbidden');
  });

  it('tells the desk, the doctor and the patient', async () => {
    clinic.events.length = 0;
    const { id } = await ask();

    expect(clinic.events).toEqual([
      {
        type: 'request.changed',
        id,
        version: 1,
        doctorId: clinic.cast.doctor,
        patientId: clinic.cast.patient,
      },
    ]);
  });
});

describe('the inbox', () => {
  it('has the most urgent first, and among equals who waits longest', async () => {
    const patients = await clinic.db.transact(async ({ q }) => {
      const ids = [];
      for (let n = 0; n < 5; n++) ids.push(await insertPatient(q, { familyName: `No ${n}` }));
      return ids;
    });
    const urgencies = ['low', 'medium', 'emergency', 'medium', 'high'] as const;
    for (const [n, patientId] of patients.entries()) {
      await desk().createFor({ ...asking({ urgency: urgencies[n] }), patientId });
      clinic.clock.advance({ minutes: 1 });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await desk().list({ limit: 2, ...(cursor !== undefined && { cursor }) });
      seen.push(...page.items.map((item) => `${item.urgency} ${item.patient.familyName}`));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);

    expect(seen).toEqual(['emergency No 2', 'high No 4', 'medium No 1', 'medium No 3', 'low No 0']);
  });

  it('shows a doctor the own requests, and each status apart', async () => {
    const mine = await ask();
    await ask({ doctorId: clinic.cast.otherDoctor });
    const doctor = clinic.call(clinic.actors.doctor).requests;

    expect((await doctor.list({})).items.map((item) => item.id)).toEqual([mine.id]);
    await reject(mine);
    expect((await doctor.list({})).items).toEqual([]);
    expect((await doctor.list({ status: 'rejected' })).items.map((item) => item.decisionReason)).toEqual([
      'No time',
    ]);
  });

  it('lists one’s own newest first, page by page', async () => {
    for (const dayPart of ['morning', 'afternoon', 'evening'] as const) {
      await ask({ dayPart });
      clinic.clock.advance({ minutes: 1 });
    }
    const own = clinic.call(clinic.actors.patient).requests;
    const first = await own.listOwn({ limit: 2 });
    const rest = await own.listOwn({ limit: 2, cursor: first.nextCursor ?? '' });

    expect([...first.items, ...rest.items].map((item) => item.dayPart)).toEqual([
      'evening',
      'afternoon',
      'morning',
    ]);
    expect((await clinic.call(clinic.actors.otherPatient).requests.listOwn({})).items).toEqual([]);
  });
});

describe('a no that was just said', () => {
  const reopen = ({ id, version: expectedVersion }: RequestDto, actor: Actor = clinic.actors.reception) =>
    clinic.call(actor).requests.reopen({ id, expectedVersion });

  it('is taken back by who said it, as if it never was, and everybody concerned hears of it', async () => {
    const request = await ask();
    const declined = await reject(request);
    const reopened = await reopen(declined);

    const asItWas = { status: 'pending', decidedAt: null, decisionReason: null, can: { decide: true } };
    expect(reopened).toMatchObject({ ...asItWas, id: request.id, version: 3 });
    expect(clinic.events.at(-1)).toMatchObject({ type: 'request.changed', id: request.id, version: 3 });
    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'request.reopened',
      changedFields: '["status","decidedAt","decidedBy","decisionReason"]',
    });
    expect((await desk().list({})).items).toMatchObject([{ id: request.id, status: 'pending' }]);
    expect((await reject(reopened)).status).toBe('rejected');
  });

  it('stays where it was said by somebody else, or too long ago, or what is there is another by now', async () => {
    const own = await reject(await ask());
    const others = await reject(await ask(), clinic.actors.doctor);
    const pending = await ask();
    expect(await reasonOf(reopen(others))).toBe('nothing_to_undo');
    expect(await reasonOf(reopen(pending))).toBe('nothing_to_undo');
    expect(await reasonOf(reopen({ ...own, version: 1 }))).toBe('stale_version');
    expect(await reasonOf(reopen(own, clinic.actors.patient))).toBe('forbidden');
    expect(await reasonOf(reopen(own, clinic.actors.otherDoctor))).toBe('not_found');
    clinic.clock.advance({ minutes: 10 });
    expect(await reasonOf(reopen(own))).toBe('nothing_to_undo');
    expect((await desk().list({ status: 'rejected' })).items).toHaveLength(2);
  });

  it('stays where its day is over', async () => {
    const asked = await ask();
    clinic.clock.set(wall('23:55'));
    const declined = await reject(asked);
    clinic.clock.advance({ minutes: 6 });
    expect(await reasonOf(reopen(declined))).toBe('nothing_to_undo');
  });
});

describe('rejecting', () => {
  it('needs a reason, is final and is told to the patient', async () => {
    const request = await ask();
    clinic.clock.advance({ hours: 1 });
    const rejected = await reject(request);

    expect(rejected).toMatchObject({
      status: 'rejected',
      version: 2,
      decisionReason: 'No time',
      decidedAt: clinic.clock.now(),
      can: { decide: false, cancel: false },
    });
    expect(await refusal(reject(rejected))).toMatchObject({
      reason: 'request_not_pending',
      status: 409,
      details: { status: 'rejected' },
    });
    const nothing = desk().reject({ id: request.id, reason: ' ', expectedVersion: 2 });
    expect((await refusal(nothing)).fields).toEqual(['reason']);
  });

  it('is for the desk and the asked doctor', async () => {
    const request = await ask();

    expect(await reasonOf(reject(request, clinic.actors.otherDoctor))).toBe('not_found');
    expect(await reasonOf(reject(request, clinic.actors.admin))).toBe('forbidden');
    expect(await reasonOf(reject(request, clinic.actors.patient))).toBe('forbidden');
    expect((await reject(request, clinic.actors.doctor)).status).toBe('rejected');
  });

  it('asks for the version seen', async () => {
    const request = await ask();
    const stale = desk().reject({ id: request.id, reason: 'Full', expectedVersion: 7 });

    expect(await refusal(stale)).toMatchObject({
      reason: 'stale_version',
      details: { current: { id: request.id, version: 1, status: 'pending' } },
    });
  });
});

describe('cancelling a request', () => {
  it('is for its patient and the desk, while it is pending', async () => {
    const request = await ask();
    expect(await reasonOf(cancel(request, clinic.actors.otherPatient))).toBe('not_found');
    expect(await reasonOf(cancel(request, clinic.actors.doctor))).toBe('forbidden');
    const cancelled = await cancel(request);
    expect(cancelled.status).toBe('cancelled');
    expect(await reasonOf(cancel(cancelled))).toBe('request_not_pending');

    const second = await ask();
    expect((await cancel(second, clinic.actors.reception)).status).toBe('cancelled');
  });
});

describe('requests whose day has gone by', () => {
  it('expire, and may be asked again for another day', async () => {
    const today = await ask({ date: '2026-03-02' });
    await ask({ date: '2026-03-04' });
    expect(await clinic.services.requests.expireOverdue()).toBe(0);
    clinic.clock.set(wall('00:01'));
    clinic.events.length = 0;

    expect(await clinic.services.requests.expireOverdue()).toBe(1);
    expect(await clinic.call(clinic.actors.patient).requests.get({ id: today.id })).toMatchObject({
      status: 'expired',
      version: 2,
      can: { decide: false, cancel: false },
    });
    expect(clinic.events).toMatchObject([{ type: 'request.changed', id: today.id, version: 2 }]);
    expect(await reasonOf(reject({ ...today, version: 2 }))).toBe('request_not_pending');
  });
});
