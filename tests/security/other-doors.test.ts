import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { FastifyInstance } from 'fastify';
import type { Socket } from 'socket.io-client';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCallsUnderWay } from '../../server/app/calls-under-way.ts';
import { createHttp } from '../../server/app/http.ts';
import { contextMaker } from '../../server/app/request-context.ts';
import { clientAddressReader } from '../../server/wire/client-address.ts';
import { createRequestMeter } from '../../server/wire/request-meter.ts';
import { createLogger } from '../../server/lib/logger.ts';
import { clientEvents } from '../../server/realtime/client-events.ts';
import type { Actor } from '../../server/trpc/context.ts';
import type {
  AppointmentId,
  BreakGlassId,
  CorrectionId,
  DisplayId,
  HoursProposalId,
  PinId,
  RecallId,
  RequestId,
  SignalId,
  UserId,
} from '../../shared/ids.ts';
import type { CivilDate } from '../../shared/time/civil-date.ts';
import { toInstant } from '../../shared/time/instant.ts';
import type { Change } from '../../shared/realtime/changes.ts';
import { insertVisit } from '../support/factories.ts';
import { openScreen } from '../support/screen.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { wall } from '../support/visits.ts';
import { createDoorCells, type DoorCell } from './door-cells.ts';
import { lastLineId, refusalsSince, writeRepeats } from './matrix-lines.ts';
import { gatherPeople, type People } from './matrix-people.ts';
import { HEARD } from './heard-table.ts';
import {
  ALL_CALLERS,
  type AnyCaller,
  expectedBehindRoute,
  expectedOf,
  type Outcome,
  PLAIN_ROUTES,
  SAID,
  SEES_HOLDS,
  THINGS_BEHIND_ROUTES,
} from './rights-table.ts';

let clinic: ListeningClinic;
let people: People;
let rendererDir = '';
let app: FastifyInstance;
let cells: DoorCell[];
const sums = { events: 0, hints: 0, routes: 0, cells: 0, refused: 0, deviations: 0 };

beforeAll(async () => {
  clinic = await listen();
  people = await gatherPeople(clinic);
  cells = createDoorCells(clinic);
  rendererDir = mkdtempSync(join(tmpdir(), 'medlink-pages-'));
  mkdirSync(join(rendererDir, 'assets'));
  cpSync(new URL('../../renderer/public', import.meta.url), rendererDir, { recursive: true });
  for (const page of ['desk.html', 'portal.html', 'assets/a.js']) writeFileSync(join(rendererDir, page), '');
  const clientAddressOf = clientAddressReader([]);
  const meter = createRequestMeter(null, clientAddressOf);
  app = await createHttp({
    logger: createLogger('silent'),
    version: '0',
    meter,
    clientAddressOf,
    rendererDir,
    clinic: async () => ({ clinicName: 'Test clinic', accent: null, language: 'en' }),
    authorityPem: 'a certificate',
    newRequestId: () => 'test-call',
    createContext: contextMaker(clinic.services, { meter, clientAddressOf, publicOrigin: undefined }),
    underWay: createCallsUnderWay({ db: clinic.db, auth: clinic.services.auth }),
    isReady: async () => true,
  });
  await app.ready();
});
afterAll(async () => {
  const { events, hints, routes, refused, deviations } = sums;
  console.log(
    `role matrix over the other doors: ${events} sayings over sockets, ${hints} hints, ${routes} plain routes` +
      ` and ${cells.length} things behind them x ${ALL_CALLERS.length} callers, ${sums.cells} cells` +
      ` (theirs, one’s own, missing), ${refused} of them refused with their line in the trail, ${deviations} deviations`,
  );
  await app.close();
  await clinic.close();
  rmSync(rendererDir, { recursive: true });
});

type Asked = {
  readonly caller: AnyCaller;
  readonly door: string;
  readonly thing: string;
  readonly expected: Outcome;
  readonly isThere: boolean;
  readonly who: Actor | null;
};

/**
 * Asks one cell, and whether its refusal is on record: by role, or of a thing that is there, each has the one line
 * of this person at this door. Whoever gets what they ask for, and whoever is nobody, leaves none. Answers with
 * what came out wrong.
 */
async function deviationsOf(asked: Asked, ask: () => Promise<string>): Promise<object[]> {
  const { caller, door, thing, expected, isThere, who } = asked;
  const before = await lastLineId(clinic);
  const outcome = await ask();
  // Those on live lines are written behind the answer; this waits for them.
  await writeRepeats(clinic);
  const lines = (await refusalsSince(clinic, before)).map(({ userId, procedure }) => ({ userId, procedure }));
  sums.cells += 1;
  const isRefused = outcome === '403' || (outcome === '404' && isThere && who !== null);
  if (isRefused) sums.refused += 1;
  const owed = isRefused ? [{ userId: who?.userId, procedure: door }] : [];
  // Of what nobody has, a line may say that somebody was kept from it, or none.
  const isOpen = outcome === '404' && !isThere;
  if (outcome === expected && (isOpen || isDeepStrictEqual(lines, owed))) return [];
  sums.deviations += 1;
  return [{ caller, door, thing, expected, outcome, lines }];
}

describe('what screens say over their sockets', () => {
  const said = Object.entries(SAID).flatMap(([event, things]) =>
    Object.entries(things).map(([thing, row]) => ({ event: event as keyof typeof SAID, thing, row })),
  );
  const slotOf = (doctorId: string) => ({ doctorId, startsAt: wall('11:00'), durationMin: 30 });
  const slots = (): Record<string, object> => ({
    'in the doctor’s calendar': slotOf(clinic.cast.doctor),
    'in the calendar of no such doctor': slotOf(v7()),
  });

  /** Not heard at all is forbidden; a slot that is refused is not there. */
  async function outcomeOf(event: string, thing: string, token: string | undefined): Promise<string> {
    try {
      const { socket, close } = await openScreen(clinic.url, token);
      const answers: unknown[] = [];
      const slot = slots()[thing];
      const words = slot === undefined ? [] : [slot];
      (socket as unknown as Socket).emit(event, ...words, (answer: unknown) => answers.push(answer));
      // Answered after it, as they are said in a row.
      await socket.emitWithAck('ping');
      close();
      if (answers.length === 0) return '403';
      return slot !== undefined && answers[0] === null ? '404' : 'ok';
    } catch (error) {
      if ((error as Error).message !== 'unauthenticated') throw error;
      return '401';
    }
  }

  it('is all in the table of rights', () => {
    expect(Object.keys(clientEvents({ clock: clinic.clock, holds: clinic.services.holds }))).toEqual(
      Object.keys(SAID),
    );
  });

  it.each(said)('$event $thing is heard from those it names', async ({ event, thing, row }) => {
    const door = `socket ${event}`;
    const isThere = !thing.includes('no such');
    const deviations: object[] = [];
    for (const caller of ALL_CALLERS) {
      const { actor: who, token } = await people.signIn(caller);
      const cell = { caller, door, thing, isThere, expected: expectedOf(row, caller), who };
      deviations.push(...(await deviationsOf(cell, () => outcomeOf(event, thing, token))));
    }
    expect(deviations).toEqual([]);
    sums.events += 1;
  });

  it('is not even listened to where the token is made up, which is on record once', async () => {
    const before = await lastLineId(clinic);
    const [header, claims] = clinic.tokens.admin.split('.');
    for (const signature of ['AAAA', 'BBBB', 'CCCC']) {
      const forged = `${header}.${claims}.${signature}`;
      await expect(openScreen(clinic.url, forged)).rejects.toThrow('unauthenticated');
    }
    for (const token of ['', undefined]) {
      await expect(openScreen(clinic.url, token)).rejects.toThrow('unauthenticated');
    }

    await writeRepeats(clinic);
    expect(await refusalsSince(clinic, before)).toMatchObject([
      { userId: null, subtype: 'auth.liveLine', repeats: 0 },
      { userId: null, subtype: 'auth.liveLine', repeats: 2 },
    ]);
  });
});

describe('hints of what has changed', () => {
  /** About the patient's visit, request, chart and account. */
  function changes(): Record<Exclude<keyof typeof HEARD, 'turn.changed'>, Change> {
    const { doctor: doctorId, patient: patientId } = clinic.cast;
    const AT = toInstant('2026-03-03T09:00:00Z');
    const id = '01890000-0000-7000-8000-000000000001';
    const glass = people.actorOf('glassDoctor')?.userId as UserId;
    const of = { version: 1, doctorId, patientId };
    return {
      'appointment.changed': {
        type: 'appointment.changed',
        id: id as AppointmentId,
        ...of,
        // Somebody moved in the line in which the patient waits.
        days: ['2026-03-02' as CivilDate],
      },
      'request.changed': { type: 'request.changed', id: id as RequestId, ...of },
      'waitlist.changed': { type: 'waitlist.changed', patientId },
      'recall.changed': { type: 'recall.changed', id: id as RecallId, version: 1, patientId },
      'pin.changed': { type: 'pin.changed', id: id as PinId },
      'slot.freed': { type: 'slot.freed', doctorId, startsAt: AT, endsAt: AT },
      'patient.changed': { type: 'patient.changed', id: patientId, version: 1 },
      'room.changed': { type: 'room.changed', id: clinic.cast.room, version: 1 },
      'delay.changed': { type: 'delay.changed', doctorId, version: 1 },
      'signal.changed': { type: 'signal.changed', id: id as SignalId, version: 1, doctorId },
      'hours.changed': { type: 'hours.changed', id: id as HoursProposalId, version: 1, doctorId },
      'clinic.changed': { type: 'clinic.changed', revision: 1 },
      'breakGlass.changed': { type: 'breakGlass.changed', id: id as BreakGlassId, userId: glass },
      'correction.changed': {
        type: 'correction.changed',
        id: id as CorrectionId,
        version: 1,
        patientId,
      },
      'privacy.changed': { type: 'privacy.changed', patientId },
      'display.changed': { type: 'display.changed', id: id as DisplayId },
      'user.changed': { type: 'user.changed', id: clinic.actors.patient.userId },
    };
  }

  it('reach those who may read the thing, and nobody else', async () => {
    await clinic.db.transact(({ q }) =>
      insertVisit(q, {
        doctorId: clinic.cast.doctor,
        patientId: clinic.cast.patient,
        appointmentTypeId: clinic.cast.type,
        startsAt: '2026-03-02T13:00:00Z',
        status: 'arrived',
      }),
    );
    const signedIn = ALL_CALLERS.filter((caller) => people.actorOf(caller) !== null);
    const screens = await Promise.all(
      signedIn.map(async (caller) => openScreen(clinic.url, await people.tokenOf(caller))),
    );
    for (const change of Object.values(changes())) await clinic.db.transact(async ({ emit }) => emit(change));
    await screens[signedIn.indexOf('patient')]?.waitFor(({ type }) => type === 'turn.changed');
    // Every screen has answered after the last hint: what was meant for it has come.
    await Promise.all(screens.map((screen) => screen.socket.emitWithAck('ping')));
    for (const screen of screens) screen.close();

    for (const [type, listeners] of Object.entries(HEARD)) {
      const reached = signedIn.filter((_, at) =>
        screens[at]?.hints.some((hint) => hint.change.type === type),
      );
      expect({ type, reached }).toEqual({
        type,
        reached: signedIn.filter((caller) => (listeners as readonly AnyCaller[]).includes(caller)),
      });
      sums.hints += 1;
    }
  });

  it('of a slot that is being booked are on the boards of the desk and of its doctor', async () => {
    const signedIn = ALL_CALLERS.filter((caller) => people.actorOf(caller) !== null);
    const screens = await Promise.all(
      signedIn.map(async (caller) => openScreen(clinic.url, await people.tokenOf(caller))),
    );
    const slot = { doctorId: clinic.cast.doctor, startsAt: wall('12:00'), durationMin: 30 };
    const held = clinic.services.holds.take('a dialog', clinic.actors.reception, slot);
    await Promise.all(screens.map((screen) => screen.socket.emitWithAck('ping')));
    for (const screen of screens) screen.close();
    clinic.services.holds.release('a dialog');

    const sees = screens.map((screen) => screen.held.slots.some(({ id }) => id === held.id));
    expect(signedIn.filter((_, at) => sees[at])).toEqual(
      signedIn.filter((caller) => SEES_HOLDS.includes(caller)),
    );
    sums.hints += 1;
  });
});

describe('routes that are no procedures', () => {
  const plain = () =>
    app
      .routePolicies()
      .filter(({ policy }) => policy !== 'procedures')
      .flatMap(({ method, url }) => method.split(',').map((one) => `${one} ${url}`))
      .filter((route) => !route.startsWith('HEAD '));

  it('are all in the table of rights', () => {
    expect(plain().toSorted()).toEqual(Object.keys(PLAIN_ROUTES).toSorted());
  });

  it.each(Object.entries(PLAIN_ROUTES))('%s answers those it names', async (route, row) => {
    const [method, path] = route.split(' ') as ['GET' | 'PUT' | 'POST', string];
    const bodies = {
      GET: { headers: {} },
      PUT: { headers: { 'content-type': 'multipart/form-data; boundary=b' }, payload: '--b--\r\n' },
      POST: { headers: { 'content-type': 'application/json' }, payload: '{}' },
    };
    for (const caller of ALL_CALLERS) {
      const token = await people.tokenOf(caller);
      const bearer = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const sent = bodies[method];
      const headers = { host: 'localhost', ...bearer, ...sent.headers };
      const { statusCode } = await app.inject({ ...sent, method, url: path.replace('*', 'a.js'), headers });
      const outcome = statusCode < 300 ? 'ok' : String(statusCode);
      expect({ route, caller, outcome }).toEqual({ route, caller, outcome: expectedOf(row, caller) });
    }
    sums.routes += 1;
  });

  it('lead to no thing that the table does not name', () => {
    const toThings = Object.entries(PLAIN_ROUTES).filter(([, row]) => row !== PLAIN_ROUTES['GET /']);

    expect(Object.keys(THINGS_BEHIND_ROUTES).toSorted()).toEqual(toThings.map(([route]) => route).toSorted());
  });

  it.each(Object.keys(THINGS_BEHIND_ROUTES))('%s gives each caller what the table says', async (route) => {
    const deviations: object[] = [];
    for (const cell of cells.filter((one) => one.route === route)) {
      for (const caller of ALL_CALLERS) {
        const by = await people.signIn(caller);
        const call = await cell.call(by);
        const { thing, isThere } = cell;
        const expected = expectedBehindRoute(cell, caller);
        const asked = { caller, door: route, thing, expected, isThere, who: by.actor };
        const asks = async () => {
          const { statusCode } = await app.inject(call);
          return statusCode < 300 ? 'ok' : String(statusCode);
        };
        deviations.push(...(await deviationsOf(asked, asks)));
      }
    }
    expect(deviations).toEqual([]);
  });
});
