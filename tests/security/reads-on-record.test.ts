import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../server/trpc/context.ts';
import { insertVisit } from '../support/factories.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId } from '../support/visits.ts';
import { type Cell, type Cells, createCells, procedures } from './matrix-cells.ts';
import { lastLineId, writeRepeats } from './matrix-lines.ts';
import { gatherPeople, type People } from './matrix-people.ts';
import { MATRIX_SETTINGS } from './matrix-things.ts';
import { callersOf, isAboutPatients, PROCEDURES, type ProcedureName } from './rights-table.ts';

/** Reads that say something of a patient and leave no line, each with the reason why. */
const WITHOUT_LINE: Partial<Record<ProcedureName, string>> = {
  'appointments.counts': 'numbers of a day, with nobody in them',
  'audit.own':
    'what the reader did, with charts by number: a line for each look would be most of what it shows',
  'auth.me': 'the reader’s own name, at every start of a screen; the sign-in has its line',
  'schedule.nextOpenings': 'free times, with nobody in them',
  'schedule.slots': 'free times, with nobody in them',
  'series.preview': 'free and taken times, with nobody in them; the booking has its line',
  'series.previewMove': 'free and taken times, with nobody in them; the move has its line',
};

/** The matrix asks these for a part of what they show. */
const FOR_PATIENTS: Partial<Record<ProcedureName, object>> = { 'users.list': { role: 'patient' } };

const QUERIES = PROCEDURES.filter((name) => procedures[name]?._def.type === 'query');

let clinic: ListeningClinic;
let cells: Cells;
let people: People;
beforeAll(async () => {
  clinic = await listen({ settings: MATRIX_SETTINGS });
  cells = createCells(clinic);
  // The doctor treats the patient, who sits in a room now.
  await book(clinic);
  const { doctor, patient, type, room } = clinic.cast;
  const who = { doctorId: doctor, patientId: patient, appointmentTypeId: type };
  const here = { roomId: room, startsAt: clinic.clock.now(), status: 'in_room' } as const;
  await clinic.db.transact(({ q }) => insertVisit(q, { ...who, ...here }));
  // A doctor's own words may say who it is about.
  const wish = { doctorId: doctor, kind: 'nurse', roomId: room, note: 'Help with Maria Lopez' } as const;
  await clinic.call(clinic.actors.doctor).signals.send({ ...wish, requestId: newRequestId() });
  people = await gatherPeople(clinic);
});
afterAll(() => clinic.close());

/** Every patient there is, by id and by name; the matrix makes new ones as it goes. */
async function isNamedIn(answer: string): Promise<boolean> {
  const patients = await clinic.db.read((q) =>
    q.selectFrom('patient').select(['id', 'familyName', 'givenName']).execute(),
  );
  return patients.some(
    ({ id, familyName, givenName }) =>
      answer.includes(id) ||
      answer.includes(`"${familyName}"`) ||
      answer.includes(`${givenName} ${familyName}`),
  );
}

async function read(cell: Cell, actor: Actor): Promise<string> {
  const call = cell.procedure
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], clinic.call(actor)) as (
    input: object,
  ) => Promise<unknown>;
  return JSON.stringify(await call(cell.input));
}

async function hasLineSince(lineId: number, { procedure }: Cell, { userId }: Actor): Promise<boolean> {
  const line = await clinic.db.read((q) =>
    q
      .selectFrom('auditEvent')
      .select('id')
      .where('id', '>', lineId)
      .where('procedure', '=', procedure)
      .where('userId', '=', userId)
      .where('action', '=', 'R')
      .where('outcome', '=', 'success')
      .executeTakeFirst(),
  );
  return line !== undefined;
}

type Look = { readonly tells: boolean; readonly hasLine: boolean };

/** What came of it for each of those who may read it. */
async function looksAt(procedure: ProcedureName): Promise<Look[]> {
  const looks: Look[] = [];
  for (const caller of callersOf(procedure)) {
    const actor = await people.newlySignedIn(caller);
    const [cell] = await cells.of(procedure, caller);
    if (actor === null || cell === undefined || (cell.expected !== 'ok' && cell.expected !== 'hidden'))
      continue;
    // The same list again has a line of its own from here on.
    await writeRepeats(clinic);
    const before = await lastLineId(clinic);
    const tells =
      (await isNamedIn(await read({ ...cell, input: FOR_PATIENTS[procedure] ?? cell.input }, actor))) ||
      isAboutPatients(procedure);
    looks.push({ tells, hasLine: await hasLineSince(before, cell, actor) });
  }
  return looks;
}

describe('a read that tells of a patient', () => {
  it.each(QUERIES)('%s leaves its line, or says why not', async (procedure) => {
    const telling = (await looksAt(procedure)).filter(({ tells }) => tells);
    const isSilent = telling.some(({ hasLine }) => !hasLine);

    // What has its line by now stands on no list of exceptions.
    expect(isSilent).toBe(WITHOUT_LINE[procedure] !== undefined);
  });
});
