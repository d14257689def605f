import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPOINTMENT_STATUSES } from '../../../shared/domain/appointment-status.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { addMinutes, toInstant } from '../../../shared/time/instant.ts';
import { PASSWORD } from '../../support/actors.ts';
import { insertPatient, insertVisit } from '../../support/factories.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic({ now: wall('09:30') });
});
afterEach(() => clinic.close());

const desk = () => clinic.call(clinic.actors.reception);
const attendance = async (id: PatientId = clinic.cast.patient) =>
  (await desk().profiles.get({ id })).attendance;

const anyVisit = fc.record({
  daysAgo: fc.integer({ min: 0, max: 500 }),
  status: fc.constantFrom(...APPOINTMENT_STATUSES),
  isLateCancel: fc.constantFrom(0 as const, 1 as const),
  lateMin: fc.option(fc.integer({ min: -20, max: 40 })),
  source: fc.constantFrom('desk' as const, 'walk_in' as const, 'online' as const),
});
const manyVisits = fc.uniqueArray(anyVisit, { selector: ({ daysAgo }) => daysAgo, maxLength: 25 });
type AnyVisit = typeof anyVisit extends fc.Arbitrary<infer T> ? T : never;

/** A chart of its own, with these visits at eight in the morning. */
function chartWith(visits: readonly AnyVisit[]): Promise<PatientId> {
  return clinic.db.transact(async ({ q }) => {
    const patientId = await insertPatient(q, {});
    const who = { patientId, doctorId: clinic.cast.otherDoctor, appointmentTypeId: clinic.cast.type };
    for (const { daysAgo, lateMin, ...row } of visits) {
      const startsAt = addMinutes(toInstant(wall('08:00')), -daysAgo * 1440);
      const arrivedAt = lateMin === null ? null : addMinutes(startsAt, lateMin);
      const cancelCode = row.status === 'cancelled' ? ('pat' as const) : null;
      const isLateCancel = cancelCode === null ? 0 : row.isLateCancel;
      await insertVisit(q, { ...who, ...row, startsAt, arrivedAt, cancelCode, isLateCancel });
    }
    return patientId;
  });
}

function recount(visits: readonly AnyVisit[], alertMin: number) {
  const ofYear = visits.filter(({ daysAgo }) => daysAgo < 366);
  const count = (is: (visit: AnyVisit) => boolean) => ofYear.filter(is).length;
  return {
    noShows: count(({ status }) => status === 'no_show'),
    lateCancels: count(({ status, isLateCancel }) => status === 'cancelled' && isLateCancel === 1),
    lates: count(
      ({ status, source, lateMin }) =>
        status !== 'entered_in_error' && source !== 'walk_in' && lateMin !== null && lateMin >= alertMin,
    ),
  };
}

describe('how often somebody kept the clinic waiting', () => {
  it('is what one counts by hand over the last twelve months', async () => {
    await fc.assert(
      fc.asyncProperty(manyVisits, async (visits) => {
        await clinic.db.transact(({ q }) => q.deleteFrom('appointment').execute());
        expect(await attendance(await chartWith(visits))).toEqual(recount(visits, 10));
      }),
      { numRuns: 30 },
    );
  });

  it('counts a cancellation inside the clinic’s window and none before it, whoever cancels', async () => {
    const soon = await book(clinic);
    const later = await book(clinic, { startsAt: wall('10:00', '2026-03-05') });
    for (const { id } of [soon, later]) {
      await desk().appointments.cancel({ id, code: 'pat', expectedVersion: 1 });
    }
    expect(await attendance()).toEqual({ noShows: 0, lateCancels: 1, lates: 0 });

    const own = await book(clinic, { startsAt: wall('11:00') });
    const patient = clinic.call(clinic.actors.patient).appointments;
    await patient.cancelOwn({ id: own.id, expectedVersion: 1 });
    expect(await attendance()).toMatchObject({ lateCancels: 2 });
  });

  it('follows an act and its being taken back', async () => {
    const { id } = await book(clinic);
    clinic.clock.set(wall('10:15'));
    const { version } = await desk().appointments.setStatus({ id, status: 'no_show', expectedVersion: 1 });
    expect(await attendance()).toMatchObject({ noShows: 1 });
    await desk().undo.take({ visit: { id, version } });
    expect(await attendance()).toMatchObject({ noShows: 0 });
    await desk().appointments.setStatus({ id, status: 'arrived', expectedVersion: version + 1 });
    expect(await attendance()).toEqual({ noShows: 0, lateCancels: 0, lates: 1 });
  });

  it('is told to staff, on the card and while they book, and never to patients themselves', async () => {
    const { id } = await book(clinic);
    await desk().appointments.cancel({ id, code: 'pat', expectedVersion: 1 });
    const found = await desk().booking.suggest({ patient: 'Lopez' });
    expect(found.attendance).toMatchObject({ lateCancels: 1 });
    expect((await desk().booking.suggest({ patient: 'Nobody' })).attendance).toBeNull();
    expect((await clinic.call(clinic.actors.patient).profiles.own({})).attendance).toBeNull();
  });

  it('takes the clinic’s own limits', async () => {
    const admin = clinic.call(clinic.actors.admin).clinic;
    const { revision: expectedRevision } = await admin.overview({});
    const changes = { lateAlertMin: 5, noShowGraceMin: 0 };
    await admin.updateSettings({ changes, expectedRevision, password: PASSWORD });
    const first = await book(clinic);
    clinic.clock.set(wall('10:05'));
    await desk().appointments.setStatus({ id: first.id, status: 'arrived', expectedVersion: 1 });
    const second = await book(clinic, { doctorId: clinic.cast.otherDoctor, startsAt: wall('10:30') });
    clinic.clock.set(wall('10:30'));
    await desk().appointments.setStatus({ id: second.id, status: 'no_show', expectedVersion: 1 });

    expect(await attendance()).toEqual({ noShows: 1, lateCancels: 0, lates: 1 });
  });
});
