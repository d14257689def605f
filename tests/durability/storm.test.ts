import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqlite } from '../../server/db/open.ts';
import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import type { RequestDto } from '../../shared/contracts/requests.ts';
import { fromEpochMs } from '../../shared/time/instant.ts';
import { type Answer, createHttpClient, type HttpClient } from '../support/http-client.ts';
import { fillFolder, type ServeProcess, serveProcess } from '../support/serve-process.ts';
import { newRequestId } from '../support/visits.ts';
import { insertStormClinic, signIn, type StormClinic } from './storm-clinic.ts';

const CLIENTS = 200;
const ROUNDS = 50;
/** So many of the clients are patients at home; the others sit at the desk. */
const AT_HOME = 40;
const HOUR = 3_600_000;

const folder = mkdtempSync(join(tmpdir(), 'medlink-storm-'));
let server: ServeProcess;
let clinic: StormClinic;
let desks: HttpClient[];
let homes: HttpClient[];
let firstHour: number;

beforeAll(async () => {
  clinic = await fillFolder(folder, (q) =>
    insertStormClinic(q, { patients: CLIENTS * 2, accounts: AT_HOME }),
  );
  server = await serveProcess(folder);
  const deskTokens = await Promise.all(clinic.deskEmails.map((email) => signIn(server.url, email)));
  const homeTokens = await Promise.all(clinic.patientEmails.map((email) => signIn(server.url, email)));
  desks = Array.from({ length: CLIENTS }, (_, n) =>
    createHttpClient(server.url, deskTokens[n % deskTokens.length]),
  );
  homes = homeTokens.map((token) => createHttpClient(server.url, token));
  firstHour = Math.ceil(Date.now() / (24 * HOUR)) * 24 * HOUR + 30 * 24 * HOUR;
});

afterAll(async () => {
  for (const client of [...(desks ?? []), ...(homes ?? [])]) client.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const hour = (n: number) => fromEpochMs(firstHour + n * HOUR);
const at = <T>(list: readonly T[], n: number): T => {
  const item = list[n];
  if (item === undefined) throw new RangeError(`nothing at ${n}`);
  return item;
};

/** All clients at once for the round's slot. */
type Round = (startsAt: string) => Promise<Answer[]>;

const common = (startsAt: string) => ({
  doctorId: clinic.target,
  appointmentTypeId: clinic.type,
  startsAt,
  requestId: newRequestId(),
});

/** The desk books for its callers while patients take the slot from home. */
const bookRound: Round = (startsAt) =>
  Promise.all(
    Array.from({ length: CLIENTS }, (_, n) =>
      n < AT_HOME
        ? at(homes, n).mutate('appointments.bookOnline', common(startsAt))
        : at(desks, n).mutate('appointments.book', {
            ...common(startsAt),
            patientId: at(clinic.patients, n),
          }),
    ),
  );

/** Every desk accepts another patient's request into the slot. */
async function acceptRounds(): Promise<Round> {
  let open = (await Promise.all(Array.from({ length: CLIENTS }, (_, n) => ask(n)))).map(
    (request) => request.id,
  );
  return async (startsAt) => {
    const answers = await Promise.all(
      open.map((id, n) => {
        const { doctorId: _, ...slot } = common(startsAt);
        return at(desks, n).mutate('requests.accept', { ...slot, id, expectedVersion: 1 });
      }),
    );
    // The accepted one is done with; its patient asks again. All others are still pending at version 1.
    open = await Promise.all(
      open.map(async (id, n) => (at(answers, n).status === 200 ? (await ask(n)).id : id)),
    );
    return answers;
  };
}

async function ask(n: number): Promise<RequestDto> {
  const { status, data } = await at(desks, n).mutate('requests.createFor', {
    patientId: at(clinic.patients, n),
    doctorId: clinic.target,
    date: hour(0).slice(0, 10),
    dayPart: 'morning',
    reason: 'Cough',
    requestId: newRequestId(),
  });
  if (status !== 200) throw new Error(`no request: ${status}`);
  return data as RequestDto;
}

/** Every desk moves the visit of another patient, with another doctor, into the slot. */
async function moveRounds(): Promise<Round> {
  const visits = await Promise.all(
    Array.from({ length: CLIENTS }, async (_, n) => {
      const { data } = await at(desks, n).mutate('appointments.book', {
        ...common(hour(24 * 100 + Math.floor(n / 10))),
        doctorId: at(clinic.others, n % 10),
        patientId: at(clinic.patients, CLIENTS + n),
      });
      return data as AppointmentDto;
    }),
  );
  return async (startsAt) => {
    const answers = await Promise.all(
      visits.map(({ id, version: expectedVersion }, n) =>
        at(desks, n).mutate('appointments.move', {
          id,
          startsAt,
          expectedVersion,
          doctorId: clinic.target,
          requestId: newRequestId(),
        }),
      ),
    );
    for (const [n, answer] of answers.entries()) {
      if (answer.status === 200) visits[n] = answer.data as AppointmentDto;
    }
    return answers;
  };
}

describe(`${CLIENTS} clients for one slot`, () => {
  it(`lets exactly one in, ${ROUNDS} rounds through booking, accepting and moving`, {
    timeout: 240_000,
  }, async () => {
    const kinds = { book: bookRound, accept: await acceptRounds(), move: await moveRounds() };
    const names = Object.keys(kinds) as (keyof typeof kinds)[];
    const totals: Record<string, Record<string, number>> = {};
    const startedAt = performance.now();
    for (let round = 0; round < ROUNDS; round++) {
      const kind = at(names, round % names.length);
      const outcomes = countOutcomes(await kinds[kind](hour(round)));

      expect({ round, kind, ...outcomes }).toEqual({ round, kind, '200': 1, '409 slot_taken': CLIENTS - 1 });
      const sum = (totals[kind] ??= {});
      for (const [outcome, count] of Object.entries(outcomes)) sum[outcome] = (sum[outcome] ?? 0) + count;
    }
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`storm: ${ROUNDS} rounds x ${CLIENTS} clients in ${seconds} s`, totals);
  });

  it('left one visit in each slot, and each refused request pending', async () => {
    await server.stop();
    const file = openSqlite(join(folder, 'medlink.db'));
    const slots = file
      .prepare(
        `SELECT count(*) AS visits, count(DISTINCT starts_at) AS slots FROM appointment WHERE doctor_id = ?`,
      )
      .get(clinic.target) as { visits: number; slots: number };
    const overlaps = file
      .prepare(
        `SELECT count(*) AS found FROM appointment a JOIN appointment b
           ON a.id < b.id AND (a.doctor_id = b.doctor_id OR a.patient_id = b.patient_id)
          AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at`,
      )
      .get();
    const requests = file
      .prepare(
        `SELECT status, count(*) AS found, max(version) AS version FROM appointment_request GROUP BY status`,
      )
      .all() as { status: string; found: number; version: number }[];
    file.close();

    expect(overlaps).toEqual({ found: 0 });
    // Fewer than the rounds: who moved in once may win again and so leave the earlier slot.
    expect(slots.visits).toBe(slots.slots);
    expect(requests).toContainEqual({ status: 'pending', found: CLIENTS, version: 1 });
  });
});

function countOutcomes(answers: readonly Answer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, reason } of answers) {
    const outcome = reason === undefined ? String(status) : `${status} ${reason}`;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}
