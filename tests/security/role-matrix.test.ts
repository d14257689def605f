import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { appRouter } from '../../server/app/app-router.ts';
import { type Door, doorsOf } from '../../server/rest/doors.ts';
import { CALLER } from '../support/actors.ts';
import { insertUser, insertVisit } from '../support/factories.ts';
import { reasonOf } from '../support/refusal.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId, wall } from '../support/visits.ts';
import { createMatrixInputs, type MatrixInputs } from './matrix-inputs.ts';
import {
  type CallerName,
  CALLERS,
  expectedOutcome,
  type Outcome,
  PROCEDURES,
  type ProcedureName,
} from './rights-table.ts';

let clinic: ListeningClinic;
let inputs: MatrixInputs;
let disabledToken: string;
const sums = { cells: 0, calls: 0 };

beforeAll(async () => {
  clinic = await listen();
  inputs = createMatrixInputs(clinic);
  // The doctor treats the patient; the other doctor has never seen either of the two.
  await book(clinic);
  disabledToken = await tokenOfDisabledAccount();
});
afterAll(async () => {
  console.log(
    `role matrix: ${PROCEDURES.length} procedures x ${CALLERS.length} callers, ${sums.calls} calls`,
  );
  await clinic.close();
});

async function tokenOfDisabledAccount(): Promise<string> {
  const userId = await clinic.db.transact(({ q }) =>
    insertUser(q, { name: 'Gone', email: 'gone@clinic.test', role: 'receptionist', passwordHash: 'none' }),
  );
  const { accessToken } = await clinic.services.auth.issueSession(userId, CALLER);
  await clinic.call(clinic.actors.admin).users.setActive({ id: userId, isActive: false, expectedVersion: 1 });
  return accessToken;
}

/** A new session for each call, because one of the procedures ends it. */
async function headersOf(caller: CallerName): Promise<Record<string, string>> {
  if (caller === 'nobody') return {};
  if (caller === 'disabled') return { authorization: `Bearer ${disabledToken}` };
  const { accessToken } = await clinic.services.auth.issueSession(clinic.actors[caller].userId, CALLER);
  return { authorization: `Bearer ${accessToken}` };
}

async function overTrpc(procedure: ProcedureName, caller: CallerName): Promise<Outcome> {
  const input = JSON.stringify(await inputs(procedure, caller));
  const { type } = procedureOf(procedure)._def;
  const url = `${clinic.url}/trpc/${procedure}`;
  const headers = await headersOf(caller);
  return outcomeOf(
    type === 'query'
      ? await fetch(`${url}?input=${encodeURIComponent(input)}`, { headers })
      : await fetch(url, {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: input,
        }),
  );
}

async function overRest(door: Door, caller: CallerName): Promise<Outcome> {
  const fields = Object.entries(await inputs(door.procedure as ProcedureName, caller));
  const inPath = new Set([...door.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const path = door.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(fields.find(([key]) => key === name)?.[1]),
  );
  const rest = fields.filter(([key]) => !inPath.has(key));
  const headers = await headersOf(caller);
  const query = new URLSearchParams(rest.map(([key, value]) => [key, String(value)]));
  return outcomeOf(
    door.method === 'GET'
      ? await fetch(`${clinic.url}/api${path}?${query}`, { headers })
      : await fetch(`${clinic.url}/api${path}`, {
          method: door.method,
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(Object.fromEntries(rest)),
        }),
  );
}

async function outcomeOf(response: Response): Promise<Outcome> {
  sums.calls += 1;
  if (response.ok) {
    await response.arrayBuffer();
    return 'ok';
  }
  const known = ['401', '403', '404', '409'].find((status) => status === String(response.status));
  if (known === undefined) throw new Error(`${response.status}: ${await response.text()}`);
  await response.arrayBuffer();
  return known as Outcome;
}

const router: AnyTRPCRouter = appRouter;
const procedures = router._def.procedures as Record<string, AnyTRPCProcedure>;
const doors = doorsOf(appRouter);

function procedureOf(name: string): AnyTRPCProcedure {
  const procedure = procedures[name];
  if (procedure === undefined) throw new Error(`${name} is no procedure`);
  return procedure;
}

/** Two procedures may share a path; the one this caller's role can never use is not what it leads to. */
function leadsElsewhere(door: Door, caller: CallerName): boolean {
  if (expectedOutcome(door.procedure as ProcedureName, caller) !== '403') return false;
  return doors.some(
    (other) =>
      other !== door &&
      other.path === door.path &&
      other.method === door.method &&
      expectedOutcome(other.procedure as ProcedureName, caller) !== '403',
  );
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
});

describe.each(PROCEDURES)('%s', (procedure) => {
  it('gives each caller what the table says, over tRPC and over REST', { timeout: 60_000 }, async () => {
    for (const caller of CALLERS) {
      const expected = expectedOutcome(procedure, caller);
      expect({ caller, trpc: await overTrpc(procedure, caller) }).toEqual({ caller, trpc: expected });
      for (const door of doors.filter((own) => own.procedure === procedure && !leadsElsewhere(own, caller))) {
        const { path } = door;
        expect({ caller, path, rest: await overRest(door, caller) }).toEqual({
          caller,
          path,
          rest: expected,
        });
      }
      sums.cells += 1;
    }
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
    expect((await doctor.patients.list({})).items).toEqual([]);
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
