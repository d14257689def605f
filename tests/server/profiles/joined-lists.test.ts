import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Guardian } from '../../../shared/contracts/profiles.ts';
import type { DoctorId, PatientId } from '../../../shared/ids.ts';
import type { ActorName } from '../../support/actors.ts';
import { insertDoctor, insertPatient } from '../../support/factories.ts';
import { refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { newRequestId } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const as = (name: ActorName) => clinic.call(clinic.actors[name]);
const guardian = (name: string): Guardian => ({
  kind: 'proxy',
  name,
  relationship: 'Aunt',
  phone: null,
  endsOn: null,
});
const tenOf = (prefix: string) => Array.from({ length: 10 }, (_, at) => guardian(`${prefix} ${at}`));
const assigned = (ids: readonly DoctorId[], endsOn: string | null = null) =>
  ids.map((doctorId) => ({ doctorId, endsOn }));
const edit = (
  id: PatientId,
  changes: Parameters<ReturnType<TestClinic['call']>['profiles']['edit']>[0]['changes'],
  expectedVersion = 1,
) => as('reception').profiles.edit({ id, expectedVersion, changes });
const join = (id: PatientId, expectedVersion: number) =>
  as('reception').profiles.attachAccount({
    id,
    expectedVersion,
    fromId: clinic.cast.patient,
    document: 'passport',
    requestId: newRequestId(),
  });
const newChart = () => clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Lopez' }));

/** Two charts of one person, each with all it may name. */
async function joinedWithTwenty() {
  const doctors: DoctorId[] = [];
  for (let at = 0; at < 20; at++) {
    doctors.push(await clinic.db.transact(({ q }) => insertDoctor(q, { name: `Dr. No ${at}` })));
  }
  const kept = await newChart();
  const changes = { guardians: tenOf('Kept'), assignedDoctors: assigned(doctors.slice(0, 10)) };
  await edit(kept, changes);
  await edit(clinic.cast.patient, {
    guardians: tenOf('Closed'),
    assignedDoctors: assigned(doctors.slice(10)),
  });
  return { kept, doctors, joined: await join(kept, 2) };
}

describe('a chart that another with as many people was joined to', () => {
  it('shows everybody who acts for the patient and everybody who may open it', async () => {
    const { kept, doctors } = await joinedWithTwenty();
    const seen = await as('reception').profiles.get({ id: kept });
    expect(seen.assignedDoctors.map(({ doctorId }) => doctorId).toSorted()).toEqual(doctors.toSorted());
    expect(seen.guardians.map(({ name }) => name)).toEqual(
      [...tenOf('Kept'), ...tenOf('Closed')].map(({ name }) => name),
    );
  });

  it('may be shortened one by one, and named more than ten only of those it had', async () => {
    const { kept, doctors, joined } = await joinedWithTwenty();
    const nineteen = await edit(
      kept,
      { guardians: joined.guardians.slice(1).map(asWritten), assignedDoctors: assigned(doctors.slice(1)) },
      joined.version,
    );
    expect(nineteen.guardians).toHaveLength(19);
    expect(nineteen.assignedDoctors).toHaveLength(19);

    const more = [...joined.guardians.map(asWritten), guardian('One more')];
    expect(await refusedFields(edit(kept, { guardians: more }, nineteen.version))).toEqual(['guardians']);
    expect(
      await refusedFields(
        edit(kept, { assignedDoctors: assigned([...doctors, clinic.cast.otherDoctor]) }, nineteen.version),
      ),
    ).toEqual(['assignedDoctors']);
    expect((await as('reception').profiles.get({ id: kept })).guardians).toHaveLength(19);
  });

  it('loses nobody when one line of it is changed', async () => {
    const { kept, joined } = await joinedWithTwenty();
    const [first, ...others] = joined.guardians.map(asWritten);
    const changed = { ...(first ?? guardian('nobody')), relationship: 'Sister' };
    const after = await edit(kept, { guardians: [changed, ...others] }, joined.version);
    expect(after.guardians.map(({ name }) => name)).toEqual(
      [...tenOf('Kept'), ...tenOf('Closed')].map(({ name }) => name),
    );
  });
});

describe('a chart nothing was joined to', () => {
  it('names at most ten of a kind', async () => {
    const guardians = [...tenOf('Known'), guardian('One more')];
    expect(await refusedFields(edit(clinic.cast.patient, { guardians }))).toEqual(['guardians']);
    const { version } = await edit(clinic.cast.patient, { guardians: tenOf('Known') });
    expect(version).toBe(2);
  });
});

describe('a doctor assigned by both charts', () => {
  it('is assigned for as long as either says, and by the one that stays alone', async () => {
    const { patient, otherDoctor } = clinic.cast;
    const kept = await newChart();
    await edit(kept, { assignedDoctors: assigned([otherDoctor], '2026-03-09') });
    await edit(patient, { assignedDoctors: assigned([otherDoctor]) });
    const joined = await join(kept, 2);
    expect(joined.assignedDoctors).toMatchObject([{ doctorId: otherDoctor, endsOn: null }]);

    clinic.clock.advance({ minutes: 1 });
    await edit(kept, { assignedDoctors: [] }, joined.version);
    for (const id of [kept, patient]) {
      await expect(as('otherDoctor').patients.get({ id })).rejects.toMatchObject({ message: 'not_found' });
    }
  });
});

function asWritten({ kind, name, relationship, phone, endsOn }: Guardian): Guardian {
  return { kind, name, relationship, phone, endsOn };
}
