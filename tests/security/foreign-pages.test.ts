import { Agent } from 'node:http';
import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appRouter } from '../../server/app/app-router.ts';
import { doorsOf } from '../../server/rest/doors.ts';
import { CALLER } from '../support/actors.ts';
import { send } from '../support/send.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { createMatrixInputs, type MatrixInputs } from './matrix-inputs.ts';
import { type CallerName, CALLERS, expectedOutcome, type ProcedureName } from './rights-table.ts';

/** Something that changes the clinic, and the request by which a page would do it. */
type Target = { procedure: ProcedureName; door: string; method: string; path: string; isRead: boolean };

const router: AnyTRPCRouter = appRouter;
const procedures = router._def.procedures as Record<string, AnyTRPCProcedure>;
const MUTATIONS = Object.keys(procedures).filter((name) => procedures[name]?._def.type === 'mutation');
const doors = doorsOf(appRouter);
const READ_PATHS = new Set(doors.filter(({ method }) => method === 'GET').map(({ path }) => path));
const TARGETS: readonly Target[] = [
  ...MUTATIONS.map((name) => ({
    procedure: name as ProcedureName,
    door: 'tRPC',
    method: 'POST',
    path: `/trpc/${name}`,
    isRead: false,
  })),
  ...doors
    .filter(({ method }) => method !== 'GET')
    .map(({ procedure, method, path }) => ({
      procedure: procedure as ProcedureName,
      door: 'REST',
      method,
      path: `/api${path}`,
      isRead: READ_PATHS.has(path),
    })),
];

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data; boundary=x';
/** What each origin tries: the types that need no leave of ours, none, and the right one. */
const TRIED_TYPES = ['application/json', undefined, 'text/plain', FORM, MULTIPART];
const WRONG_TYPES = [
  undefined,
  'text/plain',
  FORM,
  MULTIPART,
  'text/plain; application/json',
  'application/json, text/plain',
  'application/json; charset=utf-16',
  'application/jsonp',
];

let clinic: ListeningClinic;
let inputs: MatrixInputs;
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
const sums = { combinations: 0, changes: 0, controls: 0, controlsThatChanged: 0 };

beforeAll(async () => {
  clinic = await listen();
  inputs = createMatrixInputs(clinic);
});
afterAll(async () => {
  agent.destroy();
  await clinic.close();
  console.log(
    `foreign pages: ${TARGETS.length} doors that change something, ${sums.combinations} wrong combinations, ` +
      `${sums.changes} changes; the right one was let in ${sums.controls} times, ${sums.controlsThatChanged} with a change`,
  );
});

function wrongOrigins(): string[] {
  const { port } = new URL(clinic.url);
  return [
    'null',
    'http://evil.example',
    `http://192.168.1.77:${port}`,
    `https://127.0.0.1:${port}`,
    'http://127.0.0.1',
    `http://127.0.0.1:${Number(port) + 1}`,
    `http://www.127.0.0.1:${port}`,
    `http://127.0.0.1:${port}.evil.example`,
    `http://localhost:${port}`,
    'file://',
  ];
}

/** Rows written, changed or deleted since the clinic began, by anything at all. */
function changes(): number {
  return clinic.db.file.prepare('SELECT total_changes()').pluck().get() as number;
}

function callerOf(procedure: ProcedureName): CallerName | undefined {
  return CALLERS.find((name) => name !== 'disabled' && expectedOutcome(procedure, name) === 'ok');
}

async function headersOf(caller: CallerName | undefined): Promise<Record<string, string>> {
  if (caller === undefined || caller === 'nobody' || caller === 'disabled') return {};
  const { accessToken } = await clinic.services.auth.issueSession(clinic.actors[caller].userId, CALLER);
  return { authorization: `Bearer ${accessToken}` };
}

/** The request that would be right, but for the headers still to come. */
async function requestFor(target: Target) {
  const caller = callerOf(target.procedure);
  const input = Object.entries(await inputs(target.procedure, caller ?? 'nobody'));
  const inPath = new Set([...target.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const path = target.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    String(input.find(([key]) => key === name)?.[1]),
  );
  const body = JSON.stringify(Object.fromEntries(input.filter(([key]) => !inPath.has(key))));
  return {
    url: `${clinic.url}${path}`,
    body,
    headers: await headersOf(caller),
    mayPass: caller !== undefined,
  };
}

type Wrong = { method: string; query?: string; headers: Record<string, string> };

function* wrongWays({ method, isRead }: Target, body: string): Generator<Wrong> {
  const own = { origin: clinic.url };
  const typed = (type: string | undefined): Record<string, string> =>
    type === undefined ? {} : { 'content-type': type };
  for (const type of TRIED_TYPES) {
    for (const origin of wrongOrigins()) yield { method, headers: { origin, ...typed(type) } };
  }
  for (const type of WRONG_TYPES) {
    yield { method, headers: { ...typed(type) } };
    yield { method, headers: { ...own, ...typed(type) } };
  }
  const json = { 'content-type': 'application/json' };
  for (const site of ['cross-site', 'same-site', 'elsewhere']) {
    yield { method, headers: { ...own, ...json, 'sec-fetch-site': site } };
  }
  for (const encoding of ['gzip', 'deflate', 'br', 'identity']) {
    yield { method, headers: { ...own, ...json, 'content-encoding': encoding } };
  }
  // A link or a picture can ask. Where a reading door stands at the same address, that is a read, and written down.
  if (isRead) return;
  const asked = `?input=${encodeURIComponent(body)}&_method=${method}`;
  for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
    yield { method: 'GET', query: asked, headers: { [name]: method } };
  }
  yield { method: 'GET', query: asked, headers: {} };
  yield { method: 'HEAD', query: asked, headers: {} };
}

describe.each(TARGETS)('$procedure over $door', (target) => {
  it('changes nothing for a page that is not ours or a body that is no JSON', async () => {
    const { url, body, headers, mayPass } = await requestFor(target);
    // What the clinic ends by itself has ended: only what these requests do is counted.
    await clinic.services.breakGlass.endDue();
    const before = changes();
    const answers = await Promise.all(
      [...wrongWays(target, body)].map(async (wrong) => {
        const isAsking = wrong.method === 'GET' || wrong.method === 'HEAD';
        const { status } = await send(`${url}${wrong.query ?? ''}`, {
          method: wrong.method,
          headers: { ...headers, ...wrong.headers },
          body: isAsking ? undefined : body,
          agent,
        });
        return { wrong, status };
      }),
    );
    sums.combinations += answers.length;
    sums.changes += changes() - before;

    expect(changes() - before).toBe(0);
    expect(answers.filter(({ status }) => status < 400)).toEqual([]);
    if (mayPass) await expectRightToPass(target, { url, body, headers });
  });
});

async function expectRightToPass(
  target: Target,
  request: { url: string; body: string; headers: Record<string, string> },
): Promise<void> {
  const before = changes();
  const right = { ...request.headers, origin: clinic.url, 'content-type': 'application/json; charset=utf-8' };
  const { status, body } = await send(request.url, {
    method: target.method,
    headers: right,
    body: request.body,
    agent,
  });
  expect({ answer: status < 300 ? 'done' : body }).toEqual({ answer: 'done' });
  sums.controls += 1;
  // Ending what has ended, or saying twice within a minute that one is here, is done without a word written.
  if (changes() > before) sums.controlsThatChanged += 1;
}
