import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WaitlistInviteId } from '../../../shared/ids.ts';
import { CALLER } from '../../support/actors.ts';
import { insertPatient, insertUser } from '../../support/factories.ts';
import { IS_FULL_SIZE } from '../../support/full-size.ts';
import { createHttpClient, type HttpClient } from '../../support/http-client.ts';
import { listen, type ListeningClinic } from '../../support/start-clinic.ts';
import { countVisits, newRequestId, wall } from '../../support/visits.ts';

const PATIENTS = 50;
const ROUNDS = IS_FULL_SIZE ? 20 : 5;

let clinic: ListeningClinic;
let patients: { id: string; client: HttpClient }[];

beforeAll(async () => {
  clinic = await listen();
  const people = await clinic.db.transact(async ({ q }) => {
    const made = [];
    for (let n = 0; n < PATIENTS; n++) {
      const id = await insertPatient(q, { givenName: 'Waits', familyName: `No ${n}` });
      const account = { name: `Waits ${n}`, email: `waits${n}@clinic.test`, passwordHash: 'none' };
      made.push({ id, userId: await insertUser(q, { ...account, role: 'patient', patientId: id }) });
    }
    return made;
  });
  patients = [];
  for (const { id, userId } of people) {
    const { accessToken } = await clinic.services.auth.issueSession(userId, CALLER);
    patients.push({ id, client: createHttpClient(clinic.url, accessToken) });
  }
});
afterAll(async () => {
  for (const { client } of patients ?? []) client.close();
  await clinic?.close();
});

/** Everybody waits, all are offered one half hour; whose part in the offer is which. */
async function offerRound(round: number): Promise<Map<string, WaitlistInviteId>> {
  const desk = clinic.call(clinic.actors.reception).waitlist;
  const day = `2026-03-${String(3 + Math.floor(round / 10)).padStart(2, '0')}`;
  const { doctor: doctorId, type: appointmentTypeId } = clinic.cast;
  const waiting = new Set((await desk.list({ limit: 100 })).items.map(({ patient }) => patient.id));
  for (const { id } of patients) {
    if (waiting.has(id as never)) continue;
    const days = { earliestDate: '2026-03-03', latestDate: '2026-03-06' };
    await desk.add({ patientId: id, appointmentTypeId, ...days, requestId: newRequestId() });
  }
  const half = round % 10;
  const at = (n: number) =>
    wall(`${9 + Math.floor(n / 2)}:${n % 2 === 0 ? '00' : '30'}`.padStart(5, '0'), day);
  const slot = { doctorId, startsAt: at(half), endsAt: at(half + 1) };
  const { id: offerId } = await desk.offer({ ...slot, requestId: newRequestId() });
  const rows = await clinic.db.read((q) =>
    q.selectFrom('waitlistInvite').select(['id', 'patientId']).where('offerId', '=', offerId).execute(),
  );
  return new Map(rows.map((row) => [row.patientId, row.id]));
}

it(`of ${PATIENTS} patients who accept one offer at once, exactly one wins, in each of ${ROUNDS} rounds`, async () => {
  let slowestMs = 0;
  let told = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const invites = await offerRound(round);
    expect(invites.size).toBe(PATIENTS);
    const startedAt = performance.now();
    const answers = await Promise.all(
      patients.map(({ id, client }) =>
        client.mutate('waitlist.accept', { id: invites.get(id), requestId: newRequestId() }),
      ),
    );
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
    const winners = answers.filter(({ status }) => status === 200);
    const losers = answers.filter(({ reason }) => reason === 'already_taken');
    expect({ round, winners: winners.length, losers: losers.length }).toEqual({
      round,
      winners: 1,
      losers: PATIENTS - 1,
    });
    expect(await countVisits(clinic)).toBe(round + 1);
    told += losers.length;
    // All rounds lie within the ten minutes for which everybody stays signed in.
    clinic.clock.advance({ seconds: 10 });
    await expectOthersToWaitOn();
  }
  console.log(
    `waitlist: ${PATIENTS} accept one offer at once, ${ROUNDS} rounds: ${ROUNDS} won, ${told} told "already taken", slowest round ${slowestMs.toFixed(0)} ms`,
  );
}, 60_000);

/** Who lost has a place on the list as before. */
async function expectOthersToWaitOn(): Promise<void> {
  const { waiting } = await clinic.db.read((q) =>
    q
      .selectFrom('waitlistEntry')
      .select((eb) => eb.fn.countAll<number>().as('waiting'))
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow(),
  );
  expect(waiting).toBe(PATIENTS - 1);
}
