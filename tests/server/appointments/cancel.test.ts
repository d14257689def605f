import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { Actor } from '../../../server/trpc/context.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, lastAudit, newRequestId, rowOf, wall } from '../../support/visits.ts';

let clinic: TestClinic;
let visit: AppointmentDto;
beforeEach(async () => {
  clinic = await startClinic();
  visit = await book(clinic);
});
afterEach(() => clinic.close());

type Input = Parameters<ReturnType<TestClinic['call']>['appointments']['cancel']>[0];
const cancel = (over: Partial<Input> = {}, actor: Actor | null = clinic.actors.reception) =>
  clinic.call(actor).appointments.cancel({ id: visit.id, code: 'prov', expectedVersion: 1, ...over });
const cancelOwn = (over: object = {}, actor: Actor | null = clinic.actors.patient) =>
  clinic.call(actor).appointments.cancelOwn({ id: visit.id, expectedVersion: 1, ...over });

describe('cancelling', () => {
  it('keeps the coded reason and the note, and frees the time at once', async () => {
    const cancelled = await cancel({ note: 'Doctor is ill' });

    expect(cancelled).toMatchObject({
      status: 'cancelled',
      version: 2,
      cancel: { code: 'prov', note: 'Doctor is ill', isLate: false },
      can: { move: false, cancel: false },
    });
    expect(await rowOf(clinic, visit.id)).toMatchObject({
      sequence: 1,
      endedAt: clinic.clock.now(),
      statusSince: clinic.clock.now(),
    });
    expect((await book(clinic)).startsAt).toBe(wall('10:00'));
    const own = await clinic.call(clinic.actors.patient).appointments.listOwn({ when: 'past' });
    expect(own.items.map((item) => item.status)).toEqual(['cancelled']);
  });

  it('keeps the visit on the board, out of the way', async () => {
    await cancel();
    const { columns } = await clinic.call(clinic.actors.reception).appointments.dayBoard({
      day: '2026-03-03',
      doctorIds: [clinic.cast.doctor],
    });

    expect(columns[0]?.appointments.map((shown) => shown.status)).toEqual(['cancelled']);
  });

  it.each([
    [wall('09:59', '2026-03-02'), false],
    [wall('10:00', '2026-03-02'), false],
    [wall('10:01', '2026-03-02'), true],
    [wall('09:00'), true],
  ])('at %s counts as late: %s', async (now, isLate) => {
    clinic.clock.set(now);

    expect((await cancelOwn()).status).toBe('cancelled');
    expect(await rowOf(clinic, visit.id)).toMatchObject({ isLateCancel: isLate ? 1 : 0 });
  });

  it('says beforehand whether it would be late', async () => {
    const own = clinic.call(clinic.actors.patient).appointments;
    expect((await own.getOwn({ id: visit.id })).isLateToCancel).toBe(false);
    clinic.clock.set(wall('12:00', '2026-03-02'));

    expect((await own.getOwn({ id: visit.id })).isLateToCancel).toBe(true);
  });

  it.each([
    ['prov', true],
    ['prov-pers', true],
    ['maint', true],
    ['other', true],
    ['pat', false],
    ['pat-fb', false],
  ] as const)('for the reason %s is news to the patient: %s', async (code, isNews) => {
    await cancel({ code });
    const own = clinic.call(clinic.actors.patient).appointments;
    expect((await own.listOwn({ when: 'past' })).items.map(({ isCalledOff }) => isCalledOff)).toEqual([
      isNews,
    ]);
  });

  it('is not for somebody who has come, nor for a visit that is over', async () => {
    clinic.clock.set(wall('09:50'));
    const desk = clinic.call(clinic.actors.reception).appointments;
    await desk.setStatus({ id: visit.id, status: 'arrived', expectedVersion: 1 });

    expect(await refusal(cancel({ expectedVersion: 2 }))).toMatchObject({
      reason: 'illegal_transition',
      status: 409,
      details: { from: 'arrived', to: 'cancelled' },
    });
    await desk.setStatus({ id: visit.id, status: 'completed', expectedVersion: 2 });
    expect(await reasonOf(cancel({ expectedVersion: 3 }))).toBe('illegal_transition');
  });

  it('happens once: the second cancellation meets a visit that has moved on', async () => {
    await cancel();

    expect(await reasonOf(cancel())).toBe('stale_version');
    expect(await reasonOf(cancel({ expectedVersion: 2 }))).toBe('illegal_transition');
  });

  it('is in the history and the audit, its note only in the history', async () => {
    await cancel({ note: 'Very private' });
    const { history } = await clinic.call(clinic.actors.doctor).appointments.get({ id: visit.id });

    expect(history.at(-1)).toMatchObject({
      fromStatus: 'booked',
      toStatus: 'cancelled',
      reason: 'Very private',
    });
    const lines = await clinic.db.read((q) => q.selectFrom('auditEvent').selectAll().execute());
    expect(lines.some((line) => line.subtype === 'appointment.cancel' && line.outcome === 'success')).toBe(
      true,
    );
    expect(JSON.stringify(lines)).not.toContain('Very private');
    expect((await lastAudit(clinic)).action).toBe('R');
  });
});

describe('a patient’s own cancellation', () => {
  it('takes the patient’s codes, by default the plain one', async () => {
    await cancelOwn({ note: 'Feeling better' });

    expect(await rowOf(clinic, visit.id)).toMatchObject({ cancelCode: 'pat', cancelNote: 'Feeling better' });
    expect((await refusal(cancelOwn({ code: 'prov' }))).fields).toEqual(['code']);
  });

  it('ends with the begin of the visit; the desk may still do it', async () => {
    clinic.clock.set(wall('10:00'));

    expect(await reasonOf(cancelOwn())).toBe('in_the_past');
    expect((await cancel()).status).toBe('cancelled');
  });

  it('is for one’s own visits', async () => {
    expect(await reasonOf(cancelOwn({}, clinic.actors.otherPatient))).toBe('not_found');
    expect(await reasonOf(cancelOwn({ id: newRequestId() }))).toBe('not_found');
    expect(await reasonOf(cancelOwn({}, null))).toBe('unauthenticated');
  });
});

describe('who may cancel', () => {
  it('is the desk and the visit’s own doctor', async () => {
    expect(await reasonOf(cancel({}, clinic.actors.otherDoctor))).toBe('not_found');
    expect(await reasonOf(cancel({}, clinic.actors.admin))).toBe('forbidden');
    expect(await reasonOf(cancel({}, clinic.actors.patient))).toBe('forbidden');
    expect((await cancel({}, clinic.actors.doctor)).status).toBe('cancelled');
  });
});
