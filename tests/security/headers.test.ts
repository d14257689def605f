import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { appRouter } from '../../server/app/app-router.ts';
import { doorsOf } from '../../server/rest/doors.ts';
import { LIVE_PATH } from '../support/raw-line.ts';
import { type Reply, type Sent, send, sendBytes } from '../support/send.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';

/** What every answer says, written down here once more: a change of the product is seen. */
const ALWAYS = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy':
    'accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), geolocation=(), ' +
    'gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), ' +
    'xr-spatial-tracking=(), publickey-credentials-create=(self), publickey-credentials-get=(self)',
  'x-permitted-cross-domain-policies': 'none',
  'cache-control': 'no-store',
};
const PAGE = {
  ...ALWAYS,
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-N'; " +
    "img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; " +
    "form-action 'self'; frame-ancestors 'none'",
};
const HASHED_FILE = { ...ALWAYS, 'cache-control': 'public, max-age=31536000, immutable' };

const NEVER = [
  'server',
  'x-powered-by',
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'etag',
];

const router: AnyTRPCRouter = appRouter;
const procedures = router._def.procedures as Record<string, AnyTRPCProcedure>;

let clinic: ListeningClinic;
let pages: string;
beforeAll(async () => {
  pages = mkdtempSync(join(tmpdir(), 'medlink-headers-'));
  cpSync(new URL('../../renderer/public', import.meta.url), pages, { recursive: true });
  mkdirSync(join(pages, 'assets'));
  for (const name of ['desk', 'portal']) writeFileSync(join(pages, `${name}.html`), `<p>${name}</p>`);
  writeFileSync(join(pages, 'assets', 'desk-abc123.js'), 'export {};');
  clinic = await listen({ rendererDir: pages, config: { isRateLimited: 'on', requestsPerMinute: '1000' } });
});
afterAll(async () => {
  await clinic.close();
  rmSync(pages, { recursive: true });
});

const ask = (path: string, sent?: Sent) => send(`${clinic.url}${path}`, sent);
const bearer = () => ({ authorization: `Bearer ${clinic.tokens.reception}` });

/** The headers that matter here, with the page's nonce blotted out. */
function guardsOf({ headers }: Reply): Record<string, string> {
  const told = Object.keys(ALWAYS).map((name) => [name, String(headers[name])]);
  const guards = Object.fromEntries(told) as Record<string, string>;
  const policy = guards['content-security-policy'] ?? '';
  return {
    ...guards,
    'content-security-policy': policy.replace(/'nonce-[^']{22,}'/, "'nonce-N'"),
    ...Object.fromEntries(NEVER.flatMap((name) => (headers[name] === undefined ? [] : [[name, 'is there']]))),
  };
}

describe('the headers of every answer', () => {
  it.each([
    ['/portal/worker.js', { 'content-security-policy': "default-src 'none'; connect-src 'self'" }],
    [
      '/portal/offline',
      {
        'content-security-policy':
          "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      },
    ],
    ['/portal/offline.css', {}],
    ['/portal/manifest.webmanifest', {}],
    ['/portal/icon-192.png', { 'cache-control': 'public, max-age=86400' }],
  ])('of the portal as an app: %s', async (path, own) => {
    expect(guardsOf(await ask(path))).toEqual({ ...ALWAYS, ...own });
  });

  it.each(Object.keys(procedures))('of the procedure %s, granted or refused', async (name) => {
    const isQuery = procedures[name]?._def.type === 'query';
    const sent = isQuery
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };

    expect(guardsOf(await ask(`/trpc/${name}${isQuery ? '?input={}' : ''}`, sent))).toEqual(ALWAYS);
    const headers = { ...bearer(), ...sent.headers };
    expect(guardsOf(await ask(`/trpc/${name}${isQuery ? '?input={}' : ''}`, { ...sent, headers }))).toEqual(
      ALWAYS,
    );
  });

  it.each(doorsOf(appRouter).map(({ method, path }) => [method, path]))(
    'of %s /api%s',
    async (method, path) => {
      const url = `/api${path.replaceAll(/\{\w+\}/g, '01a20609-f1b0-722c-8fb7-7421ab440d8b')}`;
      const body = method === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body: '{}' };

      expect(guardsOf(await ask(url, { method, ...body }))).toEqual(ALWAYS);
    },
  );

  it.each(['/', '/board', '/my-day', '/home', '/setup', '/sign-in', '/portal', '/portal/doctors'])(
    'of the page %s',
    async (path) => {
      const reply = await ask(path);

      expect(reply.status).toBe(200);
      expect(guardsOf(reply)).toEqual(PAGE);
    },
  );

  it('of a page where nothing is, and of a hashed file and one that is missing', async () => {
    expect(guardsOf(await ask('/no/such/page', { headers: { accept: 'text/html' } }))).toEqual(PAGE);
    const { etag: _, ...file } = guardsOf(await ask('/assets/desk-abc123.js'));
    expect(file).toEqual(HASHED_FILE);
    expect(guardsOf(await ask('/assets/desk-gone.js'))).toEqual(ALWAYS);
  });

  it.each<[status: number, how: string, ask: () => Promise<Reply>]>([
    [200, 'health', () => ask('/healthz')],
    [200, 'readiness', () => ask('/readyz')],
    [200, 'the description of the interface', () => ask('/api/schema')],
    [200, 'a poll', () => ask('/socket.io/?EIO=4&transport=polling')],
    [400, 'a poll for nobody', () => ask('/socket.io/?EIO=4&transport=polling&sid=none')],
    [400, 'a bad address', () => ask('/%zz')],
    [400, 'a bad body', () => post('{"a":')],
    [400, 'no HTTP', () => sendBytes(clinic.url, 'hello\r\n\r\n')],
    [401, 'nobody', () => ask('/api/auth/me')],
    [403, 'a foreign page', () => ask('/api/setup', { headers: { 'sec-fetch-site': 'cross-site' } })],
    [404, 'nothing', () => ask('/api/nothing')],
    [404, 'a method nobody knows', () => ask('/api/setup', { method: 'PURGE' })],
    [404, 'a preflight', () => ask('/trpc/auth.signIn', { method: 'OPTIONS' })],
    [405, 'a change by GET', () => ask('/trpc/auth.signOut?input={}')],
    [413, 'too much', () => post(`"${'x'.repeat(1024 * 1024)}"`)],
    [415, 'a form', () => post('a=1', 'application/x-www-form-urlencoded')],
    [417, 'an expectation', () => ask('/', { headers: { expect: 'the-unexpected' } })],
    [421, 'another name', () => ask('/', { headers: { host: 'evil.example' } })],
    [421, 'another name on an upgrade', () => upgrade({ host: 'evil.example' })],
    [403, 'a foreign page on an upgrade', () => upgrade({ origin: 'http://evil.example' })],
    [101, 'an upgrade', () => upgrade({})],
    [400, 'an upgrade of another version', () => upgrade({ 'sec-websocket-version': '99' })],
    [400, 'an upgrade without a proper key', () => upgrade({ 'sec-websocket-key': 'x' })],
    [400, 'an upgrade of a line that is not there', () => upgrade({}, `${LIVE_PATH}&sid=none`)],
    [400, 'an upgrade by an older protocol', () => upgrade({}, LIVE_PATH.replace('EIO=4', 'EIO=3'))],
    [400, 'an upgrade to a poll', () => upgrade({}, LIVE_PATH.replace('websocket', 'polling'))],
    [431, 'long headers', () => ask('/', { headers: { 'x-long': 'x'.repeat(17_000) } })],
  ])('of %i to %s', async (status, _how, asked) => {
    const reply = await asked();

    expect(reply.status).toBe(status);
    expect(guardsOf(reply)).toEqual(ALWAYS);
  });

  it('of 429, before and after it is known who asks', async () => {
    const strict = await listen({ config: { isRateLimited: 'on', requestsPerMinute: '1' } });
    const me = (headers: Record<string, string>) => send(`${strict.url}/trpc/auth.me?input={}`, { headers });
    const token = { authorization: `Bearer ${strict.tokens.reception}` };
    const replies = [
      await me({}),
      await me({}),
      await me(token),
      await me(token),
      await me({}),
      await me({}),
    ];
    await strict.close();

    expect(replies.map(({ status }) => status)).toEqual([401, 429, 200, 429, 429, 429]);
    expect(replies.map(guardsOf)).toEqual(replies.map(() => ALWAYS));
  });

  it('of 500', async () => {
    const broken = await listen();
    await broken.db.close();
    const reply = await send(`${broken.url}/api/setup`);
    await broken.close();

    expect(guardsOf(reply)).toEqual(ALWAYS);
  });

  const post = (body: string, type = 'application/json') =>
    ask('/api/auth/login', { method: 'POST', headers: { 'content-type': type }, body });
  const upgrade = (over: Record<string, string>, path = LIVE_PATH) =>
    ask(path, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        ...over,
      },
    });
});
