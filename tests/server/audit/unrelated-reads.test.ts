import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordAudit } from '../../../server/features/audit/audit.repo.ts';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { DoctorId, PatientId } from '../../../shared/ids.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { type ActorName, PASSWORD } from '../../support/actors.ts';
import { insertPatient } from '../../support/factories.ts';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const as = (name: ActorName) => clinic.call(clinic.actors[name]);
const named = async () =>
  (await as('admin').audit.withoutRelation({})).items.map(({ person, patientId }) => [
    person?.name,
    patientId,
  ]);
/** A look as old lines have it: they do not say by which rule it was let through. */
const look = (name: ActorName, patientId: PatientId) =>
  clinic.db.transact(({ q }) =>
    recordAudit(
      q,
      { who: clinic.actors[name], at: clinic.clock.now() },
      { action: 'R', subtype: 'patient.get', patientId },
    ),
  );
const newChart = () =>
  clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Lopez', createdAt: clinic.clock.now() }));
const join = async (id: PatientId, fromId = clinic.cast.patient) => {
  const { version: expectedVersion } = await as('reception').patients.get({ id });
  return as('reception').profiles.attachAccount({
    id,
    expectedVersion,
    fromId,
    document: 'passport',
    requestId: newRequestId(),
  });
};
const move = (visit: AppointmentDto, to: { startsAt: string } | { doctorId: DoctorId }) => {
  clinic.clock.advance({ minutes: 5 });
  return as('reception').appointments.move({
    id: visit.id,
    startsAt: visit.startsAt,
    reason: '',
    expectedVersion: visit.version,
    requestId: newRequestId(),
    ...to,
  });
};
const toOtherDoctor = (visit: AppointmentDto) => move(visit, { doctorId: clinic.cast.otherDoctor });

describe('the report of charts viewed without relation', () => {
  it('does not name a doctor whose visit went to another doctor after the look', async () => {
    const { patient } = clinic.cast;
    const visit = await book(clinic);
    await as('doctor').patients.get({ id: patient });
    await look('doctor', patient);
    await toOtherDoctor(visit);
    expect(await reasonOf(as('doctor').patients.get({ id: patient }))).toBe('not_found');

    expect(await named()).toEqual([]);
  });

  it('names a doctor who looked before the visit came to them', async () => {
    const { patient } = clinic.cast;
    const visit = await book(clinic);
    const { birthDate, chartNumber } = await as('reception').patients.get({ id: patient });
    await as('otherDoctor').breakGlass.open({
      person: String(chartNumber),
      birthDate,
      reason: 'Unconscious in the waiting room',
      password: PASSWORD,
      requestId: newRequestId(),
    });
    await as('otherDoctor').patients.get({ id: patient });
    await look('otherDoctor', patient);
    await toOtherDoctor(visit);

    const others = ['Dr. Ben Osei', patient];
    // Its first use has a line of its own.
    expect(await named()).toEqual([others, others, others]);
  });

  it('does not name a doctor whose visit was called off or moved far away after the look', async () => {
    const { patient } = clinic.cast;
    const visit = await book(clinic);
    await look('doctor', patient);
    clinic.clock.advance({ minutes: 5 });
    const { id } = visit;
    await as('reception').appointments.cancel({ id, code: 'pat', note: '', expectedVersion: 1 });
    clinic.clock.advance({ days: 1 });

    expect(await named()).toEqual([]);
    await look('doctor', patient);
    expect(await named()).toEqual([['Dr. Ana Ruiz', patient]]);
  });

  it('does not name anybody for looks at a chart that was closed into another since', async () => {
    const { patient } = clinic.cast;
    await book(clinic);
    const kept = await newChart();
    await as('doctor').patients.get({ id: patient });
    for (const name of ['doctor', 'reception'] as const) await look(name, patient);
    clinic.clock.advance({ minutes: 5 });
    await join(kept);
    clinic.clock.advance({ minutes: 5 });
    for (const id of [patient, kept]) {
      for (const name of ['doctor', 'reception'] as const) await look(name, id);
    }

    expect(await named()).toEqual([]);
    await look('otherDoctor', patient);
    expect(await named()).toEqual([['Dr. Ben Osei', patient]]);
  });

  it('does not name a doctor who was assigned by a chart that was closed since', async () => {
    const { patient, otherDoctor: doctorId } = clinic.cast;
    const assignedDoctors = [{ doctorId, endsOn: null }];
    await as('reception').profiles.edit({ id: patient, expectedVersion: 1, changes: { assignedDoctors } });
    await look('otherDoctor', patient);
    clinic.clock.advance({ minutes: 5 });
    await join(await newChart());

    expect(await named()).toEqual([]);
  });

  it('judges the desk by where the visit stood at the look', async () => {
    const { patient } = clinic.cast;
    const visit = await book(clinic);
    await clinic.db.transact(async ({ q }) => {
      // Booked long ago, so that the time of the visit is the only reason to look.
      const createdAt = toInstant('2025-06-02T07:00:00Z');
      await q.updateTable('appointment').set({ createdAt }).where('id', '=', visit.id).execute();
      await q.deleteFrom('appointmentChange').where('appointmentId', '=', visit.id).execute();
    });
    await look('reception', patient);
    clinic.clock.advance({ days: 40 });
    await move(visit, { startsAt: wall('10:00', '2026-08-04') });
    expect(await named()).toEqual([]);

    clinic.clock.advance({ days: 40 });
    await look('reception', patient);
    expect(await named()).toEqual([['Rita Desk', patient]]);
  });
});

describe('the admin’s trail of a patient with two charts that were joined', () => {
  it('has the looks at either, by whichever of the two numbers is asked', async () => {
    const { patient } = clinic.cast;
    const kept = await newChart();
    await look('reception', patient);
    await look('reception', kept);
    await look('reception', clinic.cast.otherPatient);
    const numbers = [];
    for (const id of [patient, kept]) {
      numbers.push((await as('reception').patients.get({ id })).chartNumber);
    }
    await join(kept);

    for (const chartNumber of numbers) {
      const { items } = await as('admin').audit.list({ chartNumber, limit: 100, action: 'R' });
      expect(new Set(items.map(({ patientId }) => patientId))).toEqual(new Set([patient, kept]));
      const times = items.map(({ recordedAt }) => recordedAt);
      expect(times).toEqual(times.toSorted().toReversed());
      const first = await as('admin').audit.list({ chartNumber, limit: 2, action: 'R' });
      const second = await as('admin').audit.list({
        chartNumber,
        limit: 2,
        action: 'R',
        cursor: first.nextCursor ?? '',
      });
      expect([...first.items, ...second.items]).toEqual(items.slice(0, 4));
    }
  });
});
