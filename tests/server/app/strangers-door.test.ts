import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { type Reply, send } from '../../support/send.ts';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';

const RPC = '/trpc/auth.signIn';
const REST = '/api/auth/login';
/** With one failed sign-in each: three of an address within a minute, twice that of all of them. */
const CONFIG = { isRateLimited: 'on', failedSignIns: '1', trustedProxies: '127.0.0.1' };
const OF_ALL = 6;

let clinic: ListeningClinic;
let device: string;
beforeAll(async () => {
  clinic = await listen({ config: CONFIG });
  const known = await signIn(RPC, { email: emailOf('reception'), password: PASSWORD });
  const set = [known.headers['set-cookie'] ?? []].flat();
  device = set.find((line) => line.startsWith('medlink_device='))?.split(';')[0] ?? '';
  for (let n = 0; n < OF_ALL; n++) {
    await signIn(RPC, { email: `nobody.${n}@clinic.test`, from: `198.51.100.${n}` });
  }
});
afterAll(() => clinic.close());

type Try = {
  readonly email: string;
  readonly password?: string;
  readonly from?: string;
  readonly cookie?: string;
};

function signIn(path: string, { email, password = 'not this one', from, cookie }: Try): Promise<Reply> {
  const headers = {
    'content-type': 'application/json',
    ...(from !== undefined && { 'x-forwarded-for': from }),
    ...(cookie !== undefined && { cookie }),
  };
  return send(`${clinic.url}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ email, password }),
  });
}

const owner = { email: emailOf('doctor'), password: PASSWORD };

describe('when strangers have used up what they may try in all', () => {
  it.each([RPC, `${RPC}?batch=1`, REST, `${REST}/`])(
    'the next one is told so before it is read what they sent, at %s',
    async (path) => {
      const reply = await signIn(path, { ...owner, from: '203.0.113.1' });

      expect(reply.status).toBe(429);
      expect(reply.headers).toMatchObject({
        'content-type': 'application/problem+json',
        'ratelimit-policy': '"tries-all";q=6;w=60',
        connection: 'close',
      });
      expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
      expect(JSON.parse(reply.body)).toMatchObject({ reason: 'rate_limited', status: 429 });
    },
  );

  it('whoever comes on a device that is known gets in', async () => {
    const known = await signIn(RPC, { email: emailOf('reception'), password: PASSWORD, cookie: device });
    expect(known.status).toBe(200);
  });

  it('to say that one is known is no way in', async () => {
    const said = await signIn(RPC, { ...owner, from: '203.0.113.2', cookie: 'medlink_device=made-up' });

    expect(said.status).toBe(429);
    expect(said.headers['content-type']).toContain('application/json');
    expect(said.headers['ratelimit-policy']).toBe('"tries-all";q=6;w=60');
  });

  it('what says nothing of its length goes the long way, and no further', async () => {
    const { hostname, port } = new URL(clinic.url);
    const body = JSON.stringify(owner);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST ${RPC} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\n` +
        `Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    );
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 429 /);
  });

  it('the answer waits for the rest of what is sent', async () => {
    const { hostname, port } = new URL(clinic.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST ${RPC} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\n{"`,
    );
    const answer = text(socket);
    let isAnswered = false;
    void answer.then(() => {
      isAnswered = true;
    });
    // By then whatever could be answered before has been.
    expect((await signIn(RPC, { ...owner, from: '203.0.113.3' })).status).toBe(429);
    expect(isAnswered).toBe(false);
    socket.write('"}');
    expect(await answer).toMatch(/^HTTP\/1\.1 429 /);
  });

  it('everything else is open as ever', async () => {
    expect((await send(`${clinic.url}/trpc/setup.status?input={}`)).status).toBe(200);
    const reset = { method: 'POST', headers: { 'content-type': 'application/json' } };
    const body = JSON.stringify({ email: emailOf('patient') });
    expect((await send(`${clinic.url}/api/auth/password-reset`, { ...reset, body })).status).toBe(200);
  });

  it('each is on record, under the id that the answer bears', async () => {
    const reply = await signIn(RPC, { ...owner, from: '203.0.113.77' });
    const { instance } = JSON.parse(reply.body) as { instance: string };
    const list = () => clinic.call(clinic.actors.admin).audit.list({ outcome: 'denied', limit: 100 });
    await expect
      .poll(async () => (await list()).items.map(({ address }) => address))
      .toContain('203.0.113.77');

    const line = (await list()).items.find(({ address }) => address === '203.0.113.77');
    expect(line).toMatchObject({ subtype: 'auth.signIn', person: null });
    expect(instance).toBe(`urn:uuid:${line?.requestId}`);
  });
});
