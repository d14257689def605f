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

  it('is not had by making up tokens: those count for the address', async () => {
    await limited('3');
    let made = 0;
    const madeUp = () => me(`made.up.${made++}`);

    expect(await statuses(5, madeUp)).toEqual([401, 401, 401, 429, 429]);
    expect((await me(clinic.tokens.reception)).status).toBe(200);
  });
});

describe('an address', () => {
  it('has a ceiling for everything, live lines and refusals among it', async () => {
    await limited('2');
    const poll = () => send(`${clinic.url}/socket.io/?EIO=4&transport=polling`);
    const foreign = () => send(`${clinic.url}/healthz`, { headers: { host: 'evil.example' } });

    expect(await statuses(5, poll)).toEqual([200, 200, 200, 200, 200]);
    expect(await statuses(5, foreign)).toEqual([421, 421, 421, 421, 421]);
    const refused = await poll();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await me(clinic.tokens.reception)).status).toBe(429);
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
