import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findGrant } from '../../../server/policy/decide.ts';
import { scopeFor } from '../../../server/policy/scope.ts';
import type { Subject, SubjectColumns } from '../../../server/policy/ties.ts';
import { mayEver, POLICY_ACTIONS } from '../../../shared/domain/policy.ts';
import type { BreakGlassId, PatientId } from '../../../shared/ids.ts';
import { addMinutes } from '../../../shared/time/instant.ts';
import { ACTOR_NAMES } from '../../support/actors.ts';
import { insertAssignedDoctor, insertDoctor, insertPatient, insertVisit } from '../../support/factories.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

const DAY_MIN = 24 * 60;
const STATUSES = [
  { status: 'booked' },
  { status: 'completed' },
  { status: 'cancelled', cancelCode: 'pat' },
  { status: 'entered_in_error' },
  { status: 'no_show' },
] as const;

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await startClinic();
  await fillAtRandom();
});
afterAll(() => clinic.close());

/** Visits from two years back to one ahead; doctors assigned, a part of them no longer; charts opened with a reason, half of them closed again. */
async function fillAtRandom(): Promise<void> {
  const random = createSeededRandom(20_260_302);
  const { doctor, otherDoctor, patient, otherPatient, type } = clinic.cast;
  const now = clinic.clock.now();
  await clinic.db.transact(async ({ q }) => {
    const patients: PatientId[] = [patient, otherPatient];
    for (let at = 0; at < 30; at++) patients.push(await insertPatient(q, { familyName: `Family ${at}` }));
    const doctors = [doctor, otherDoctor, await insertDoctor(q, { name: 'Dr. Third' })];
    for (let at = 0; at < 120; at++) {
      await insertVisit(q, {
        doctorId: random.pick(doctors),
        patientId: random.pick(patients),
        appointmentTypeId: type,
        // Each at minutes of its own, so that the overlap rules have nothing to say.
        startsAt: addMinutes(now, (random.below(1100) - 730) * DAY_MIN + at * 3),
        minutes: 2,
        ...random.pick(STATUSES),
      });
    }
    for (let at = 0; at < 20; at++) {
      await insertAssignedDoctor(q, {
        patientId: random.pick(patients),
        doctorId: random.pick(doctors),
        holdsUntil: random.pick([null, now, addMinutes(now, 1), addMinutes(now, -1)]),
      });
    }
    for (let at = 0; at < 20; at++) {
      const openedAt = addMinutes(now, -random.below(60));
      const review = { firstReadAt: null, reviewedAt: null, reviewedBy: null, reviewNote: null };
      const { userId } = random.pick([clinic.actors.doctor, clinic.actors.otherDoctor]);
      await q
        .insertInto('breakGlass')
        .values({
          id: v7() as BreakGlassId,
          userId,
          patientId: random.pick(patients),
          reason: 'Covering for a colleague',
          openedAt,
          expiresAt: addMinutes(openedAt, 30),
          ...review,
          version: 1,
        })
        .execute();
    }
  });
}

type Thing = { readonly id: string } & Subject;
const KINDS: readonly { things: string; table: string; columns: SubjectColumns }[] = [
  {
    things: 'SELECT id, doctor_id AS doctorId, patient_id AS patientId FROM appointment',
    table: 'appointment',
    columns: { doctor: 'appointment.doctor_id', patient: 'appointment.patient_id' },
  },
  { things: 'SELECT id, id AS patientId FROM patient', table: 'patient', columns: { patient: 'patient.id' } },
];

it('shows in a list exactly what may be opened one by one, for each person, act and kind of thing', async () => {
  let compared = 0;
  let shown = 0;
  await clinic.db.read(async (q) => {
    for (const { things, table, columns } of KINDS) {
      const all = clinic.db.file.prepare(things).all() as Thing[];
      for (const name of ACTOR_NAMES) {
        const asker = { actor: clinic.actors[name], now: clinic.clock.now() };
        for (const action of POLICY_ACTIONS.filter((one) => mayEver(asker.actor.role, one))) {
          const scope = scopeFor(asker, action);
          const listed = await sql<{ id: string }>`SELECT id FROM ${sql.table(table)}
            WHERE ${scope.where(columns)}`.execute(q);
          const opened: string[] = [];
          for (const { id, ...subject } of all) {
            if ((await findGrant(q, asker, { action, subject })) !== undefined) opened.push(id);
          }
          const inList = listed.rows.map((row) => row.id).toSorted();
          expect({ name, action, table, inList }).toEqual({ name, action, table, inList: opened.toSorted() });
          expect(!scope.isEverything || inList.length === all.length).toBe(true);
          compared += all.length;
          shown += inList.length;
        }
      }
    }
  });
  console.log(`list and single read: ${compared} decisions compared, ${shown} shown, 0 differ`);

  expect(shown).toBeGreaterThan(500);
});

it('lets a chart opened with a reason go after its time, in the list and alone', async () => {
  const doctor = { actor: clinic.actors.otherDoctor, now: clinic.clock.now() };
  const isIn = (asker: typeof doctor, id: PatientId) =>
    clinic.db.read(async (q) => {
      const action = 'patient.read';
      const where = scopeFor(asker, action).where({ patient: 'patient.id' });
      const { rows } = await sql`SELECT 1 FROM patient WHERE id = ${id} AND ${where}`.execute(q);
      const grant = await findGrant(q, asker, { action, subject: { patientId: id } });
      return [rows.length === 1, grant];
    });
  const { patientId, expiresAt } = await clinic.db.transact(async ({ q }) => {
    const id = await insertPatient(q, { familyName: 'Stranger' });
    const row = {
      id: v7() as BreakGlassId,
      userId: doctor.actor.userId,
      patientId: id,
      reason: 'Unconscious',
    };
    const times = { openedAt: doctor.now, expiresAt: addMinutes(doctor.now, 30) };
    const review = { firstReadAt: null, reviewedAt: null, reviewedBy: null, reviewNote: null };
    await q
      .insertInto('breakGlass')
      .values({ ...row, ...times, ...review, version: 1 })
      .execute();
    return { ...row, ...times };
  });

  expect(await isIn(doctor, patientId)).toEqual([true, 'break_glass']);
  expect(await isIn({ ...doctor, actor: clinic.actors.doctor }, patientId)).toEqual([false, undefined]);
  expect(await isIn({ ...doctor, now: expiresAt }, patientId)).toEqual([false, undefined]);
});
