import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DoctorId } from '../../../shared/ids.ts';
import { addMinutes } from '../../../shared/time/instant.ts';
import type { ActorName } from '../../support/actors.ts';
import { insertPatient } from '../../support/factories.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { newRequestId } from '../../support/visits.ts';

const DAY_MIN = 24 * 60;

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const as = (name: ActorName) => clinic.call(clinic.actors[name]);
const assign = (doctors: readonly { doctorId: DoctorId; endsOn?: string | null }[], expectedVersion = 1) =>
  as('reception').profiles.edit({
    id: clinic.cast.patient,
    expectedVersion,
    changes: { assignedDoctors: doctors.map(({ doctorId, endsOn = null }) => ({ doctorId, endsOn })) },
  });
const mayRead = async () => (await as('otherDoctor').patients.find({ query: 'lopez' })).items.length === 1;
const trail = () =>
  clinic.db.read((q) =>
    q
      .selectFrom('auditEvent')
      .select(['action', 'objectId', 'patientId'])
      .where('subtype', '=', 'patient.assignDoctor')
      .orderBy('id')
      .execute(),
  );

describe('a doctor assigned to a patient', () => {
  it('reads, finds and edits the chart as one who treats, without a visit between them', async () => {
    const { patient, otherDoctor } = clinic.cast;
    const [found] = (await as('reception').patients.find({ query: 'lopez' })).items;
    expect(await reasonOf(as('otherDoctor').patients.get({ id: patient }))).toBe('not_found');
    expect((await as('otherDoctor').patients.find({ query: 'lopez' })).items).toEqual([]);

    const edited = await assign([{ doctorId: otherDoctor }]);

    expect(edited.assignedDoctors).toEqual([{ doctorId: otherDoctor, name: 'Dr. Ben Osei', endsOn: null }]);
    expect((await as('otherDoctor').patients.get({ id: patient })).id).toBe(patient);
    expect((await as('otherDoctor').patients.find({ query: 'lopez' })).items).toEqual([found]);
    const clinical = { id: patient, expectedVersion: 2, changes: { allergies: 'Latex' } };
    expect(await as('otherDoctor').profiles.editClinical(clinical)).toMatchObject({ allergies: 'Latex' });
    expect((await as('patient').profiles.own({})).assignedDoctors).toMatchObject([{ name: 'Dr. Ben Osei' }]);
    expect(await trail()).toEqual([{ action: 'C', objectId: otherDoctor, patientId: patient }]);
  });

  it('reads it no longer once left out, and its earlier reads stay those of a doctor with a relation', async () => {
    const { patient, otherDoctor } = clinic.cast;
    await assign([{ doctorId: otherDoctor }]);
    clinic.clock.advance({ minutes: 5 });
    await as('otherDoctor').patients.get({ id: patient });
    clinic.clock.advance({ minutes: 5 });
    await assign([], 2);

    expect(await mayRead()).toBe(false);
    expect(await trail()).toMatchObject([{ action: 'C' }, { action: 'D', objectId: otherDoctor }]);
    expect((await as('admin').audit.withoutRelation({})).items).toEqual([]);
  });

  it('reads it up to the end of the last day and not after', async () => {
    await assign([{ doctorId: clinic.cast.otherDoctor, endsOn: '2026-03-02' }]);
    const { holdsUntil } = await clinic.db.read((q) =>
      q.selectFrom('assignedDoctor').select('holdsUntil').executeTakeFirstOrThrow(),
    );
    if (holdsUntil === null) throw new Error('it has an end');

    clinic.clock.set(addMinutes(holdsUntil, -1));
    expect(await mayRead()).toBe(true);
    clinic.clock.set(holdsUntil);
    expect(await mayRead()).toBe(false);
    const { assignedDoctors } = await as('reception').profiles.get({ id: clinic.cast.patient });
    expect(assignedDoctors).toEqual([]);
  });

  it('keeps the right when only the end changes, and the trail says so', async () => {
    const { otherDoctor } = clinic.cast;
    await assign([{ doctorId: otherDoctor, endsOn: '2026-03-09' }]);
    await assign([{ doctorId: otherDoctor }], 2);
    await assign([{ doctorId: otherDoctor }], 3);

    clinic.clock.set(addMinutes(clinic.clock.now(), 30 * DAY_MIN));
    expect(await mayRead()).toBe(true);
    expect((await trail()).map(({ action }) => action)).toEqual(['C', 'U']);
  });

  it('follows the person to the chart that stays', async () => {
    const { patient, otherDoctor } = clinic.cast;
    const kept = await clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Lopez' }));
    await assign([{ doctorId: otherDoctor }]);
    const joined = await as('reception').profiles.attachAccount({
      id: kept,
      expectedVersion: 1,
      fromId: patient,
      document: 'passport',
      requestId: newRequestId(),
    });

    expect(joined.assignedDoctors).toMatchObject([{ doctorId: otherDoctor }]);
    expect((await as('otherDoctor').patients.get({ id: kept })).id).toBe(kept);
  });
});

describe('assigning is refused', () => {
  it('for a doctor nobody knows or who works here no more, twice, and for a day that is over', async () => {
    const { otherDoctor, patient } = clinic.cast;
    const unknown = '018f0000-0000-7000-8000-000000000000' as DoctorId;
    expect(await refusedFields(assign([{ doctorId: unknown }]))).toEqual(['assignedDoctors.0.doctorId']);
    expect(await refusedFields(assign([{ doctorId: otherDoctor, endsOn: '2026-02-01' }]))).toEqual([
      'assignedDoctors.0.endsOn',
    ]);
    expect(await refusedFields(assign([{ doctorId: otherDoctor }, { doctorId: otherDoctor }]))).toEqual([
      'assignedDoctors',
    ]);
    await clinic.db.transact(({ q }) =>
      q.updateTable('doctor').set({ isActive: 0 }).where('id', '=', otherDoctor).execute(),
    );
    expect(await refusedFields(assign([{ doctorId: otherDoctor }]))).toEqual(['assignedDoctors.0.doctorId']);
    expect((await as('reception').profiles.get({ id: patient })).assignedDoctors).toEqual([]);
    expect(await trail()).toEqual([]);
  });

  it('to doctors and to patients themselves', async () => {
    const { patient: id, otherDoctor: doctorId } = clinic.cast;
    const assignedDoctors = [{ doctorId, endsOn: null }];
    const change = { id, expectedVersion: 1, changes: { assignedDoctors } };
    expect(await reasonOf(as('doctor').profiles.edit(change))).toBe('forbidden');
    const own = { expectedVersion: 1, assignedDoctors } as never;
    expect(await refusedFields(as('patient').profiles.changeOwn(own))).toEqual(['assignedDoctors']);
    expect(await mayRead()).toBe(false);
  });
});
