import type { AnyTRPCRouter } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appRouter } from '../../server/app/app-router.ts';
import { type Door, doorsOf } from '../../server/rest/doors.ts';
import { insertVisit } from '../support/factories.ts';
import { reasonOf } from '../support/refusal.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId, wall } from '../support/visits.ts';
import { type Cell, type Cells, createCells, probesOf, procedureOf, procedures } from './matrix-cells.ts';
import { lastLineId, refusalsSince, writeRepeats } from './matrix-lines.ts';
import { gatherPeople, type People } from './matrix-people.ts';
import { MATRIX_SETTINGS } from './matrix-things.ts';
import { overRest, overTrpc } from './matrix-transports.ts';
import {
  ALL_CALLERS,
  type AnyCaller,
  callersOf,
  expectedOutcome,
  isAboutPatients,
  PROCEDURES,
  type ProcedureName,
  SAME_FOR_ALL,
  SHOWN,
} from './rights-table.ts';

let clinic: ListeningClinic;
let cells: Cells;
let people: People;
const sums = { cells: 0, calls: 0, refused: 0, deviations: 0 };

beforeAll(async () => {
  clinic = await listen({ settings: MATRIX_SETTINGS });
  cells = createCells(clinic);
  // The doctor treats the patient; the other doctor has never seen either of the two.
  await book(clinic);
  people = await gatherPeople(clinic);
});
afterAll(async () => {
  console.log(
    `role matrix over tRPC and REST: ${covered.size}/${PROCEDURES.length} procedures x ${ALL_CALLERS.length} callers,` +
      ` ${sums.cells} cells (theirs, missing, probes), ${sums.calls} calls, ${sums.refused} refused with their line` +
      ` in the trail, ${sums.deviations} deviations`,
  );
  await clinic.close();
});

const router: AnyTRPCRouter = appRouter;
const doors = doorsOf(router);
const covered = new Set<ProcedureName>();

/** Two procedures may share a path; the one this caller's role can never use is not what it leads to. */
function leadsElsewhere(door: Door, caller: AnyCaller): boolean {
  if (expectedOutcome(door.procedure as ProcedureName, caller) !== '403') return false;
  return doors.some(
    (other) =>
      other !== door &&
      other.path === door.path &&
      other.method === door.method &&
      expectedOutcome(other.procedure as ProcedureName, caller) !== '403',
  );
}

function doorsFor(procedure: ProcedureName, caller: AnyCaller): Door[] {
  return doors.filter((door) => door.procedure === procedure && !leadsElsewhere(door, caller));
}

/** Asked at the door that has refused the same person a moment ago. */
function isProbe({ thing, procedure }: Cell): boolean {
  return thing.startsWith(`${procedure} `);
}

/**
 * By role, or of a thing that is there. Of an id that nobody has it is the same refusal again, or none of the
 * policy's; nor is it where there is nothing to be undone.
 */
function owesLine({ thing, procedure }: Cell, outcome: string): boolean {
  if (thing.startsWith('no such')) return false;
  return outcome === '403' || (outcome === '404' && procedure !== 'undo.take');
}

/** A chart, or a thing in one, is named: who was refused at it is to be found in that chart's log. */
function isAtSomebodys({ procedure, input }: Cell): boolean {
  const isOfForms = procedure.startsWith('forms.') || procedure.startsWith('schedule.');
  const names = isOfForms ? ['appointmentId'] : ['id', 'patientId', 'appointmentId', 'noteId'];
  return isAboutPatients(procedure) && names.some((name) => Object.hasOwn(input, name));
}

/** Where the same questions, over each transport, come out wrong. Every call needs a thing of its own: the cells are made anew. */
async function ask(procedure: ProcedureName, caller: AnyCaller): Promise<object[]> {
  const deviations: object[] = [];
  const note = (transport: string, { thing, expected }: Cell, outcome: string) => {
    sums.calls += 1;
    if (outcome !== expected) deviations.push({ transport, caller, thing, expected, outcome });
  };
  const make = async (): Promise<Cell[]> => {
    const probes = probesOf(procedure).map((probe) => cells.ofProbe(probe, caller));
    return [...(await cells.of(procedure, caller)), ...(await Promise.all(probes))];
  };
  await writeRepeats(clinic);
  for (const cell of await make()) {
    sums.cells += 1;
    const { actor, token } = await people.signIn(caller);
    if (isProbe(cell)) await writeRepeats(clinic);
    const before = await lastLineId(clinic);
    const outcome = await overTrpc(clinic.url, cell, token);
    note('tRPC', cell, outcome);
    if (actor === null || !owesLine(cell, outcome)) continue;
    sums.refused += 1;
    const lines = await refusalsSince(clinic, before);
    const line = lines.find(({ userId, procedure: asked }) => userId === actor.userId && asked === procedure);
    if (line === undefined)
      deviations.push({ caller, thing: cell.thing, outcome, lines: 'none in the trail' });
    else if (line.patientId === null && isAtSomebodys(cell))
      deviations.push({ caller, thing: cell.thing, outcome, lines: 'of nobody' });
  }
  for (const door of doorsFor(procedure, caller)) {
    for (const cell of await make()) {
      const by = { door, token: await people.tokenOf(caller) };
      note(`${door.method} ${door.path}`, cell, await overRest(clinic.url, cell, by));
    }
  }
  sums.deviations += deviations.length;
  return deviations;
}

describe('the table of rights', () => {
  it('names every procedure there is, and none there is not', () => {
    expect(PROCEDURES.toSorted()).toEqual(Object.keys(procedures).toSorted());
  });

  it('covers every REST door', () => {
    const behindDoors = new Set(doors.map((door) => door.procedure));

    expect([...behindDoors].filter((name) => !PROCEDURES.includes(name as ProcedureName))).toEqual([]);
    expect(doors.length).toBeGreaterThanOrEqual(PROCEDURES.length);
  });

  it('says of every list who finds the thing in it', () => {
    const lists = Object.keys(procedures).filter((name) => {
      const { output } = procedureOf(name)._def as { output?: unknown };
      return output instanceof z.ZodObject && Object.hasOwn(output.shape, 'items');
    });

    expect(lists.length).toBeGreaterThan(5);
    expect(lists.filter((name) => !Object.hasOwn(SHOWN, name) && !SAME_FOR_ALL.includes(name))).toEqual([]);
  });
});

describe.each(PROCEDURES)('%s', (procedure) => {
  it('gives each caller what the table says, over tRPC and over REST', { timeout: 60_000 }, async () => {
    await writeRepeats(clinic);
    for (const caller of callersOf(procedure)) expect(await ask(procedure, caller)).toEqual([]);
    covered.add(procedure);
  });
});

describe('a doctor who has treated the patient', () => {
  it('reads chart and visits, and changes nothing of another doctor’s calendar', async () => {
    const visit = await book(clinic, { startsAt: wall('09:00', '2026-06-01') });
    const other = clinic.call(clinic.actors.otherDoctor);
    expect(await reasonOf(other.patients.get({ id: clinic.cast.patient }))).toBe('not_found');
    await seenBefore('2025-04-01T08:00:00Z');

    expect((await other.patients.get({ id: clinic.cast.patient })).familyName).toBe('Lopez');
    expect((await other.appointments.get({ id: visit.id })).appointment.can).toEqual({
      ...{ move: false, cancel: false, setStatus: false },
    });
    const change = { id: visit.id, expectedVersion: 1 };
    expect(await reasonOf(other.appointments.cancel({ ...change, code: 'prov' }))).toBe('not_found');
    expect(await reasonOf(other.appointments.setStatus({ ...change, status: 'confirmed' }))).toBe(
      'not_found',
    );
  });

  it('no longer does after twelve months', async () => {
    await clinic.db.transact(({ q }) =>
      q.deleteFrom('appointment').where('doctorId', '=', clinic.cast.otherDoctor).execute(),
    );
    await seenBefore('2025-02-20T08:00:00Z');

    const other = clinic.call(clinic.actors.otherDoctor);
    expect(await reasonOf(other.patients.get({ id: clinic.cast.patient }))).toBe('not_found');
    expect(await reasonOf(other.appointments.listForPatient({ patientId: clinic.cast.patient }))).toBe(
      'not_found',
    );
  });

  function seenBefore(startsAt: string) {
    const { otherDoctor, patient, type } = clinic.cast;
    return clinic.db.transact(({ q }) =>
      insertVisit(q, {
        doctorId: otherDoctor,
        patientId: patient,
        appointmentTypeId: type,
        startsAt,
        status: 'completed',
      }),
    );
  }
});

describe('lists follow the rule of the single thing', () => {
  it('shows a doctor nobody else’s visits, requests or patients', async () => {
    const doctor = clinic.call(clinic.actors.otherDoctor);
    const { columns } = await doctor.appointments.dayBoard({
      day: '2026-03-03',
      doctorIds: [clinic.cast.doctor, clinic.cast.otherDoctor],
    });

    expect(columns.map((column) => column.doctorId)).toEqual([clinic.cast.otherDoctor]);
    const visits = await doctor.appointments.list({ doctorId: clinic.cast.doctor });
    expect(visits.items.filter((visit) => visit.doctorId !== clinic.cast.otherDoctor)).toEqual([]);
    expect((await doctor.requests.list({ doctorId: clinic.cast.doctor })).items).toEqual([]);
    expect((await doctor.patients.find({ query: 'Lopez' })).items).toEqual([]);
    // The charts that the matrix opened with a reason are those of strangers; others it has assigned.
    const listed = (await doctor.patients.list({ limit: 100 })).items;
    expect(listed.filter(({ familyName }) => !/^(Stranger|Own$)/.test(familyName))).toEqual([]);
  });

  it('shows patients their own alone', async () => {
    const other = clinic.call(clinic.actors.otherPatient);
    const visits = await other.appointments.listOwn({ limit: 100 });
    const requests = await other.requests.listOwn({ limit: 100 });
    const mine = await clinic.call(clinic.actors.patient).appointments.listOwn({ limit: 100 });

    expect(mine.items.length).toBeGreaterThan(0);
    const own = new Set(visits.items.map((visit) => visit.id));
    expect(mine.items.filter((visit) => own.has(visit.id))).toEqual([]);
    expect(requests.items.every((request) => request.patient.id === clinic.cast.otherPatient)).toBe(true);
  });

  it('takes no one’s word for who they are: role, owner and status are not in any input', async () => {
    const patient = clinic.call(clinic.actors.patient);
    const mine = {
      doctorId: clinic.cast.doctor,
      appointmentTypeId: clinic.cast.type,
      startsAt: wall('09:00', '2026-06-02'),
      requestId: newRequestId(),
    };
    for (const extra of [
      { patientId: clinic.cast.otherPatient },
      { status: 'completed' },
      { role: 'admin' },
    ]) {
      expect(await reasonOf(patient.appointments.bookOnline({ ...mine, ...extra }))).toBe('invalid_input');
    }
    const registration = {
      email: 'mallory@clinic.test',
      password: 'copper lantern forty two',
      givenName: 'Mallory',
      familyName: 'Admin',
      birthDate: '1990-05-05',
      requestId: newRequestId(),
    };
    expect(await reasonOf(clinic.call(null).auth.register({ ...registration, ...{ role: 'admin' } }))).toBe(
      'invalid_input',
    );
  });
});
