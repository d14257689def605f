import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttp } from '../../server/app/http.ts';
import { contextMaker } from '../../server/app/request-context.ts';
import { clientAddressReader } from '../../server/wire/client-address.ts';
import { createRequestMeter } from '../../server/wire/request-meter.ts';
import { createLogger } from '../../server/lib/logger.ts';
import { clientEvents } from '../../server/realtime/client-events.ts';
import type { AppointmentId, BreakGlassId, CorrectionId, RequestId, UserId } from '../../shared/ids.ts';
import { toInstant } from '../../shared/time/instant.ts';
import type { Change } from '../../shared/realtime/changes.ts';
import { openScreen } from '../support/screen.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { gatherPeople, type People } from './matrix-people.ts';
import {
  ALL_CALLERS,
  type AnyCaller,
  expectedOf,
  HEARD,
  type Outcome,
  PLAIN_ROUTES,
  SAID,
} from './rights-table.ts';

let clinic: ListeningClinic;
let people: People;
let rendererDir = '';
let app: FastifyInstance;
const sums = { events: 0, hints: 0, routes: 0 };

beforeAll(async () => {
  clinic = await listen();
  people = await gatherPeople(clinic);
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
    clinicName: async () => 'Test clinic',
    authorityPem: 'a certificate',
    newRequestId: () => 'test-call',
    createContext: contextMaker(clinic.services, { meter, clientAddressOf, publicOrigin: undefined }),
    isReady: async () => true,
  });
  await app.ready();
});
afterAll(async () => {
  const { events, hints, routes } = sums;
  console.log(
    `role matrix over the other doors: ${events} socket events, ${hints} socket hints, ${routes} plain routes` +
      ` x ${ALL_CALLERS.length} callers, 0 deviations`,
  );
  await app.close();
  await clinic.close();
  rmSync(rendererDir, { recursive: true });
});

async function outcomeOfSaying(event: keyof typeof SAID, caller: AnyCaller): Promise<Outcome> {
  try {
    const screen = await openScreen(clinic.url, await people.tokenOf(caller));
    try {
      await screen.socket.timeout(500).emitWithAck(event);
      return 'ok';
    } catch {
      return '403';
    } finally {
      screen.close();
    }
  } catch (error) {
    if ((error as Error).message !== 'unauthenticated') throw error;
    return '401';
  }
}

describe('what screens say over their sockets', () => {
  it('is all in the table of rights', () => {
    expect(Object.keys(clientEvents({ clock: clinic.clock, holds: clinic.services.holds }))).toEqual(
      Object.keys(SAID),
    );
  });

  it.each(Object.keys(SAID) as (keyof typeof SAID)[])('%s is heard from those it names', async (event) => {
    for (const caller of ALL_CALLERS) {
      const outcome = await outcomeOfSaying(event, caller);
      expect({ caller, outcome }).toEqual({ caller, outcome: expectedOf(SAID[event], caller) });
    }
    sums.events += 1;
  });
});

describe('hints of what has changed', () => {
  /** About the patient's visit, request, chart and account. */
  function changes(): Record<keyof typeof HEARD, Change> {
    const { doctor: doctorId, patient: patientId } = clinic.cast;
    const AT = toInstant('2026-03-03T09:00:00Z');
    const id = '01890000-0000-7000-8000-000000000001';
    const glass = people.actorOf('glassDoctor')?.userId as UserId;
    const of = { version: 1, doctorId, patientId };
    return {
      'appointment.changed': { type: 'appointment.changed', id: id as AppointmentId, ...of, days: [] },
      'request.changed': { type: 'request.changed', id: id as RequestId, ...of },
      'waitlist.changed': { type: 'waitlist.changed', patientId },
      'slot.freed': { type: 'slot.freed', doctorId, startsAt: AT, endsAt: AT },
      'patient.changed': { type: 'patient.changed', id: patientId, version: 1 },
      'room.changed': { type: 'room.changed', id: clinic.cast.room, version: 1 },
      'delay.changed': { type: 'delay.changed', doctorId, version: 1 },
      'clinic.changed': { type: 'clinic.changed', revision: 1 },
      'breakGlass.changed': { type: 'breakGlass.changed', id: id as BreakGlassId, userId: glass },
      'correction.changed': {
        type: 'correction.changed',
        id: id as CorrectionId,
        version: 1,
        patientId,
      },
      'user.changed': { type: 'user.changed', id: clinic.actors.patient.userId },
    };
  }

  it('reach those who may read the thing, and nobody else', async () => {
    const signedIn = ALL_CALLERS.filter((caller) => people.actorOf(caller) !== null);
    const screens = await Promise.all(
      signedIn.map(async (caller) => openScreen(clinic.url, await people.tokenOf(caller))),
    );
    for (const change of Object.values(changes())) await clinic.db.transact(async ({ emit }) => emit(change));
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
});
