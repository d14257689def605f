import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createQuota } from '../../../server/wire/quota.ts';
import { clientKey } from '../../../server/wire/client-key.ts';
import { CALLER } from '../../support/actors.ts';
import { send } from '../../support/send.ts';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';

let clinic: ListeningClinic;
afterEach(() => clinic?.close());

const limited = async (requestsPerMinute: string) => {
  clinic = await listen({ config: { isRateLimited: 'on', requestsPerMinute } });
};
const me = (token: string) =>
  send(`${clinic.url}/trpc/auth.me?input={}`, { headers: { authorization: `Bearer ${token}` } });
const statuses = async (times: number, ask: () => Promise<{ status: number }>) => {
  const seen: number[] = [];
  for (let n = 0; n < times; n++) seen.push((await ask()).status);
  return seen;
};

describe('the allowance of a session', () => {
  it('is its own: others at the same address go on, and each answer says what is left', async () => {
    await limited('4');
    const first = await me(clinic.tokens.reception);
    expect(first.headers).toMatchObject({ 'ratelimit-policy': '"session";q=4;w=60' });
    expect(first.headers['ratelimit']).toMatch(/^"session";r=3;t=(60|59)$/);

    expect(await statuses(5, () => me(clinic.tokens.reception))).toEqual([200, 200, 200, 429, 429]);
    expect((await me(clinic.tokens.doctor)).status).toBe(200);
    const refused = await me(clinic.tokens.reception);
    expect(refused.body).toContain('"reason":"rate_limited"');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const { accessToken } = await clinic.services.auth.issueSession(clinic.actors.admin.userId, CALLER);
    expect((await me(accessToken)).status).toBe(200);
  });

  it('is the same over REST', async () => {
    await limited('2');
    const ask = () =>
      send(`${clinic.url}/api/auth/me`, { headers: { authorization: `Bearer ${clinic.tokens.reception}` } });

    expect(await statuses(3, ask)).toEqual([200, 200, 429]);
    expect(JSON.parse((await ask()).body)).toMatchObject({ reason: 'rate_limited', status: 429 });
  });

  it('is drawn on by each call of a batch', async () => {
    await limited('10');
    const batch = (calls: number, token = clinic.tokens.reception) => {
      const names = Array.from({ length: calls }, () => 'auth.me').join(',');
      const headers = { authorization: `Bearer ${token}` };
      return send(`${clinic.url}/trpc/${names}?batch=1&input={}`, { headers });
    };
    expect((await batch(4)).headers['ratelimit']).toMatch(/^"session";r=6;/);
    expect((await me(clinic.tokens.reception)).headers['ratelimit']).toMatch(/^"session";r=5;/);
    const refused = await batch(6);
    expect(refused.status).toBe(429);
    expect(refused.headers['ratelimit']).toMatch(/^"session";r=0;/);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await me(clinic.tokens.reception)).status).toBe(429);
    expect((await batch(10, clinic.tokens.doctor)).headers['ratelimit']).toMatch(/;r=0;/);
    expect((await batch(1, 'made.up.token')).headers['ratelimit']).toMatch(/^"address";r=9;/);
    expect((await batch(3, 'made.up.token')).headers['ratelimit']).toMatch(/^"address";r=6;/);
  });

  it('is not had by making up tokens: those count for the address', async () => {
    await limited('3');
    let made = 0;
    const madeUp = () => me(`made.up.${made++}`);

    expect(await statuses(5, madeUp)).toEqual([401, 401, 401, 429, 429]);
    expect((await me(clinic.tokens.reception)).status).toBe(200);
  });
});

describe('an address', () => {
  it.each([
    ['a page', '/'],
    ['the document of the API', '/api/schema'],
    ['a calendar nobody has', `/calendars/${'x'.repeat(22)}.ics`],
    ['what is not there', '/api/nowhere'],
  ])('draws on its own for %s, whatever token is brought along', async (_, path) => {
    await limited('4');
    let made = 0;
    const ask = (token = `made.up.${made++}`) =>
      send(`${clinic.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    const first = await ask();
    expect(first.headers['ratelimit']).toMatch(/^"address";r=3;/);
    expect(first.status).not.toBe(429);
    // There nobody looks whether it is a good one.
    expect((await ask(clinic.tokens.reception)).headers['ratelimit']).toMatch(/^"address";r=2;/);
    expect((await statuses(4, () => ask())).slice(2)).toEqual([429, 429]);
    expect((await me(clinic.tokens.reception)).headers['ratelimit']).toMatch(/^"session";r=3;/);
  });

  it('has a ceiling for everything, live lines among it', async () => {
    await limited('2');
    const poll = () => send(`${clinic.url}/socket.io/?EIO=4&transport=polling`);

    expect(await statuses(10, poll)).toEqual(Array.from({ length: 10 }, () => 200));
    const refused = await poll();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await me(clinic.tokens.reception)).status).toBe(429);
  });

  it('has one of its own for what is turned away: a page from elsewhere uses up nobody’s', async () => {
    await limited('2');
    const foreign = () =>
      send(`${clinic.url}/healthz`, { headers: { origin: 'http://evil.example' }, method: 'POST' });
    const seen = await statuses(12, foreign);

    expect(seen.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 403));
    expect(seen.slice(10)).toEqual([429, 429]);
    expect((await me(clinic.tokens.reception)).status).toBe(200);
  });

  it('draws on its own for each call of a batch without a token, a comma written as %2C among them', async () => {
    await limited('5');
    const ask = (names: string) => send(`${clinic.url}/trpc/${names}?batch=1&input={}`);

    expect((await ask('setup.status,setup.status')).headers['ratelimit']).toMatch(/^"address";r=3;/);
    expect((await ask('setup.status%2Csetup.status')).headers['ratelimit']).toMatch(/^"address";r=1;/);
    expect((await ask('setup.status,setup.status')).status).toBe(429);
  });

  it('holds 256 connections at once and no more', async () => {
    await limited('1000');
    const { hostname, port } = new URL(clinic.url);
    const sockets = Array.from({ length: 300 }, () => connect(Number(port), hostname));
    const closed = new Set<unknown>();
    for (const socket of sockets) {
      socket.on('error', () => undefined);
      socket.on('close', () => closed.add(socket));
    }
    await expect.poll(() => closed.size).toBe(300 - 256);
    for (const socket of sockets) socket.destroy();
    await expect.poll(() => closed.size).toBe(300);

    expect((await send(`${clinic.url}/healthz`)).status).toBe(200);
  });
});

describe('a refusal for too much names the limit it ran into', () => {
  const namesOf = (headers: Readonly<Record<string, string | string[] | undefined>>) =>
    ['ratelimit-policy', 'ratelimit'].map((name) => String(headers[name]).replaceAll(/;t=\d+/g, ''));
  const lastOf = async (times: number, ask: () => ReturnType<typeof send>) => {
    for (let n = 1; n < times; n++) await ask();
    const last = await ask();
    expect(last.status).toBe(429);
    expect(last.headers['retry-after']).toBe(/t=(\d+)/.exec(String(last.headers['ratelimit']))?.[1]);
    return namesOf(last.headers);
  };
  const signIn = (path: string, email: string) =>
    send(`${clinic.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: 'not this one' }),
    });

  it('of a session, over both doors', async () => {
    await limited('2');
    const rest = () =>
      send(`${clinic.url}/api/auth/me`, { headers: { authorization: `Bearer ${clinic.tokens.doctor}` } });

    const session = ['"session";q=2;w=60', '"session";r=0'];
    expect(await lastOf(3, () => me(clinic.tokens.reception))).toEqual(session);
    expect(await lastOf(3, rest)).toEqual(session);
  });

  it('of an address, and of everything of an address, on an upgrade too', async () => {
    await limited('2');
    const status = () => send(`${clinic.url}/trpc/setup.status?input={}`);
    const live = () =>
      send(`${clinic.url}/socket.io/?EIO=4&transport=websocket`, {
        headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
      });

    expect(await lastOf(3, status)).toEqual(['"address";q=2;w=60', '"address";r=0']);
    const all = ['"all";q=10;w=60', '"all";r=0'];
    expect(await lastOf(8, status)).toEqual(all);
    expect(await lastOf(1, live)).toEqual(all);
  });

  it.each(['/trpc/auth.signIn', '/api/auth/login'])('of tries, at %s', async (path) => {
    clinic = await listen({ config: { isRateLimited: 'on', failedSignIns: '3' } });
    const account = ['"tries-account";q=3;w=300', '"tries-account";r=0'];
    expect(await lastOf(4, () => signIn(path, 'reception@clinic.test'))).toEqual(account);
    expect(await lastOf(4, () => signIn(path, 'nobody@clinic.test'))).toEqual(account);
    let n = 0;
    const spray = () => signIn(path, `spray${n++}@clinic.test`);
    expect(await lastOf(4, spray)).toEqual(['"tries-address";q=9;w=60', '"tries-address";r=0']);
  });

  it('of registrations, good ones too, of an address and of all', async () => {
    const config = { isRateLimited: 'on', registrationsPerHour: '2', registrationsPerDay: '3' };
    clinic = await listen({ config: { ...config, trustedProxies: '127.0.0.1' } });
    let n = 0;
    const register = (address: string) =>
      send(`${clinic.url}/api/auth/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({
          email: `flood${n++}@example.org`,
          password: 'copper kettle',
          givenName: 'Lena',
          familyName: 'Fischer',
          birthDate: '1991-07-20',
          requestId: randomUUID(),
        }),
      });
    const there = '198.51.100.1';

    expect(await statuses(3, () => register(there))).toEqual([201, 201, 429]);
    expect((await register(there)).headers['ratelimit-policy']).toBe('"registrations-address";q=2;w=3600');
    expect(await statuses(2, () => register('198.51.100.2'))).toEqual([201, 429]);
    const refused = await register('198.51.100.3');
    expect(refused.headers['ratelimit-policy']).toBe('"registrations-all";q=3;w=86400');
    const charts = await clinic.db.read((q) => q.selectFrom('patient').select('id').execute());
    expect(charts).toHaveLength(2 + 3);
  });
});

describe('a quota', () => {
  it('begins anew with its window and forgets the oldest of too many', () => {
    let now = 0;
    const quota = createQuota({ name: 'x', max: 2, windowSec: 60, nowMs: () => now });
    expect([quota.take('a'), quota.take('a'), quota.take('a')].map(({ isOver }) => isOver)).toEqual([
      ...[false, false, true],
    ]);
    now = 59_000;
    expect(quota.take('a')).toEqual({ isOver: true, left: 0, resetSec: 1 });
    now = 60_000;
    expect(quota.take('a')).toEqual({ isOver: false, left: 1, resetSec: 60 });
    for (let n = 0; n < 20_000; n++) quota.take(`other ${n}`);
    expect(quota.take('a').left).toBe(1);
  });

  it('refuses several at once that it has no room for, and is used up by them', () => {
    const quota = createQuota({ name: 'x', max: 5, windowSec: 60, nowMs: () => 0 });
    expect(quota.take('a', 3)).toMatchObject({ isOver: false, left: 2 });
    expect(quota.take('a', 3)).toMatchObject({ isOver: true, left: 0 });
    expect(quota.take('a')).toMatchObject({ isOver: true, left: 0 });
    expect(quota.take('b', 5)).toMatchObject({ isOver: false, left: 0 });
  });

  it('is never said to last longer than its window, whatever fractions add up to', () => {
    const nowMs = () => 8965.04;
    expect(nowMs() + 60_000 - nowMs()).toBeGreaterThan(60_000);
    const quota = createQuota({ name: 'x', max: 2, windowSec: 60, nowMs });
    expect(quota.take('a').resetSec).toBe(60);
  });

  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('counts %s as %s', (address, key) => {
    expect(clientKey(address)).toBe(key);
  });
});
