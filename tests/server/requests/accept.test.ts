import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../server/trpc/context.ts';
import type { RequestDto } from '../../../shared/contracts/requests.ts';
import { PASSWORD } from '../../support/actors.ts';
import { insertPatient } from '../../support/factories.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestApi, type TestClinic } from '../../support/start-clinic.ts';
import { unguarded } from '../../support/unguarded.ts';
import { book, countVisits, DAY, newRequestId, rowOf, wall } from '../../support/visits.ts';

let clinic: TestClinic;
let request: RequestDto;
beforeEach(async () => {
  clinic = await startClinic();
  request = await askFor(clinic.cast.patient);
});
afterEach(() => clinic.close());

function askFor(patientId: string): Promise<RequestDto> {
  return clinic.call(clinic.actors.reception).requests.createFor({
    patientId,
    doctorId: clinic.cast.doctor,
    date: DAY,
    dayPart: 'morning',
    urgency: 'high',
    reason: 'Strong cough',
    requestId: newRequestId(),
  });
}

type AcceptInput = Parameters<TestApi['requests']['accept']>[0];
function accept(over: Partial<AcceptInput> = {}, actor: Actor | null = clinic.actors.reception) {
  return clinic.call(actor).requests.accept({
    id: request.id,
    appointmentTypeId: clinic.cast.type,
    startsAt: wall('10:00'),
    expectedVersion: 1,
    requestId: newRequestId(),
    ...over,
  });
}

const stored = (id = request.id) => clinic.call(clinic.actors.reception).requests.get({ id });

describe('accepting a request', () => {
  it('makes the visit it asked for and answers the patient, in one', async () => {
    clinic.events.length = 0;
    const { request: accepted, appointment } = await accept();

    expect(accepted).toMatchObject({
      status: 'accepted',
      version: 2,
      appointmentId: appointment.id,
      decidedAt: clinic.clock.now(),
      can: { decide: false, cancel: false },
    });
    expect(appointment).toMatchObject({
      patient: { id: clinic.cast.patient },
      startsAt: wall('10:00'),
      urgency: 'high',
      reason: 'Strong cough',
      source: 'request',
    });
    expect(clinic.events.map((event) => event.type)).toEqual([
      'appointment.changed',
      'occupancy.changed',
      'request.changed',
    ]);
    const own = await clinic.call(clinic.actors.patient).appointments.listOwn({});
    expect(own.items.map((visit) => visit.id)).toEqual([appointment.id]);
  });

  it('can be into another time than asked for: the patient sees which', async () => {
    const { appointment } = await accept({ startsAt: wall('15:00', '2026-03-05') });

    expect(appointment.startsAt).toBe(wall('15:00', '2026-03-05'));
  });

  it('is taken back as a whole: no visit, and the request waits for an answer again', async () => {
    const { appointment } = await accept();
    clinic.events.length = 0;
    await clinic.call(clinic.actors.reception).undo.take({ visit: { id: appointment.id, version: 1 } });

    expect(await rowOf(clinic, appointment.id)).toMatchObject({ status: 'entered_in_error' });
    expect(await stored()).toMatchObject({
      status: 'pending',
      version: 3,
      appointmentId: null,
      decidedAt: null,
    });
    expect(clinic.events.map(({ type }) => type)).toContain('request.changed');
    // And it is accepted again as if nothing had been.
    expect((await accept({ expectedVersion: 3 })).request.status).toBe('accepted');
  });

  it('is refused where a booking would be, and then nothing of it stays', async () => {
    await book(clinic, { patientId: clinic.cast.otherPatient });
    await book(clinic, { doctorId: clinic.cast.otherDoctor, startsAt: wall('12:00') });
    const visits = await countVisits(clinic);
    clinic.events.length = 0;

    const refused = await refusal(accept());
    expect(refused).toMatchObject({ reason: 'slot_taken', status: 409, details: { takenBy: 'Rita Desk' } });
    expect(refused.details.nearest).not.toEqual([]);
    expect(await reasonOf(accept({ startsAt: wall('12:00') }))).toBe('patient_busy');
    expect(await reasonOf(accept({ startsAt: wall('20:00') }))).toBe('outside_hours');
    expect(await reasonOf(accept({ startsAt: wall('10:02') }))).toBe('off_grid');
    expect(await reasonOf(accept({ appointmentTypeId: newRequestId() }))).toBe('not_found');
    expect(await stored()).toMatchObject({ status: 'pending', version: 1, appointmentId: null });
    expect(await countVisits(clinic)).toBe(visits);
    expect(clinic.events).toEqual([]);
    // And it can still be accepted into a time that is free.
    expect((await accept({ startsAt: wall('10:30') })).request.status).toBe('accepted');
  });

  it('leaves no visit behind when the request itself cannot be written', async () => {
    expect(await refusal(accept({ expectedVersion: 2 }))).toMatchObject({
      reason: 'stale_version',
      details: { current: { version: 1 } },
    });
    expect(await countVisits(clinic)).toBe(0);
    unguarded(clinic.db.file).exec(
      `CREATE TRIGGER planted BEFORE UPDATE ON appointment_request BEGIN SELECT RAISE(ABORT, 'planted'); END`,
    );
    await expect(accept()).rejects.toThrow('planted');
    expect(await countVisits(clinic)).toBe(0);
  });

  it('happens once: two desks at the same moment make one visit', async () => {
    const answers = await Promise.allSettled([accept(), accept({ startsAt: wall('11:00') })]);
    const lost = answers.find((answer) => answer.status === 'rejected');

    expect(await countVisits(clinic)).toBe(1);
    expect(await reasonOf(Promise.reject(lost?.reason))).toBe('request_not_pending');
  });

  it('of two requests into one time lets one in', async () => {
    const other = await askFor(clinic.cast.otherPatient);
    const answers = await Promise.allSettled([accept(), accept({ id: other.id })]);

    expect(answers.map((answer) => answer.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const statuses = [(await stored()).status, (await stored(other.id)).status];
    expect(statuses.toSorted()).toEqual(['accepted', 'pending']);
  });

  it('answers a retry as the first time', async () => {
    const requestId = newRequestId();
    const first = await accept({ requestId });

    expect(await accept({ requestId })).toEqual(first);
    expect(await countVisits(clinic)).toBe(1);
    expect(await reasonOf(accept({ requestId, startsAt: wall('11:00') }))).toBe('request_id_reused');
  });

  it('is over when the patient has cancelled', async () => {
    await clinic.call(clinic.actors.patient).requests.cancel({ id: request.id, expectedVersion: 1 });

    expect(await refusal(accept({ expectedVersion: 2 }))).toMatchObject({
      reason: 'request_not_pending',
      details: { status: 'cancelled' },
    });
  });

  it('cancelling the visit later frees its time and leaves the request answered', async () => {
    const { appointment } = await accept();
    await clinic
      .call(clinic.actors.reception)
      .appointments.cancel({ id: appointment.id, code: 'prov', expectedVersion: 1 });

    expect((await stored()).status).toBe('accepted');
    expect((await book(clinic, { patientId: clinic.cast.otherPatient })).startsAt).toBe(wall('10:00'));
    expect((await askFor(clinic.cast.patient)).status).toBe('pending');
  });

  it('over a taken time needs a reason and the clinic’s leave', async () => {
    const admin = clinic.call(clinic.actors.admin).clinic;
    const { revision } = await admin.overview({});
    await admin.updateSettings({
      changes: { isOverbookingAllowed: true },
      expectedRevision: revision,
      password: PASSWORD,
    });
    const third = await clinic.db.transact(({ q }) => insertPatient(q, { givenName: 'Ida' }));
    await book(clinic, { patientId: third });
    const { appointment } = await accept({ overrideReason: 'Acute' });

    expect(appointment.isOverride).toBe(true);
    expect(await rowOf(clinic, appointment.id)).toMatchObject({ isOverride: 1, overrideReason: 'Acute' });
  });
});

describe('who may accept', () => {
  it('is the desk and the asked doctor', async () => {
    expect(await reasonOf(accept({}, clinic.actors.otherDoctor))).toBe('not_found');
    expect(await reasonOf(accept({}, clinic.actors.admin))).toBe('forbidden');
    expect(await reasonOf(accept({}, clinic.actors.patient))).toBe('forbidden');
    expect(await reasonOf(accept({}, null))).toBe('unauthenticated');
    expect((await accept({}, clinic.actors.doctor)).request.status).toBe('accepted');
  });
});
