import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../../server/app/config.ts';
import { clientAddressReader, isRelayed } from '../../../server/wire/client-address.ts';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { send } from '../../support/send.ts';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';

const from = (remoteAddress: string, forwarded?: string | string[]) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('the client of a request', () => {
  const address = clientAddressReader(['127.0.0.1', '10.0.0.0/8', '2001:db8::/32']);

  it.each([
    ['192.0.2.7', '203.0.113.1', '192.0.2.7'],
    ['127.0.0.1', undefined, '127.0.0.1'],
    ['127.0.0.1', '203.0.113.1', '203.0.113.1'],
    ['::ffff:127.0.0.1', '::ffff:203.0.113.1', '203.0.113.1'],
    ['127.0.0.1', 'forged, 198.51.100.9, 203.0.113.1', '203.0.113.1'],
    ['127.0.0.1', '198.51.100.9, 203.0.113.1, 10.1.2.3', '203.0.113.1'],
    ['127.0.0.1', '10.9.9.9, 10.1.2.3', '10.9.9.9'],
    ['127.0.0.1', '203.0.113.1, unknown', '127.0.0.1'],
    ['127.0.0.1', '203.0.113.1:4711', '203.0.113.1'],
    ['127.0.0.1', '[2a00:1::5]:443', '2a00:1::5'],
    ['2001:db8::1', '2a00:1::5', '2a00:1::5'],
    ['127.0.0.1', '', '127.0.0.1'],
    ['127.0.0.1', '127.0.0.1; rm -rf, <script>', '127.0.0.1'],
  ])('that comes by %s and says %s is %s', (peer, forwarded, client) => {
    expect(address(from(peer, forwarded))).toBe(client);
  });

  it('is the peer where no proxy is trusted, whatever is said', () => {
    expect(clientAddressReader([])(from('127.0.0.1', '203.0.113.1'))).toBe('127.0.0.1');
  });
});

describe('a request that was passed on', () => {
  const by = (headers: object) =>
    ({ socket: { remoteAddress: '127.0.0.1' }, headers }) as unknown as IncomingMessage;

  it.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])('is known by %s', (header) => {
    expect(isRelayed(by({ [header]: '203.0.113.5' }), '127.0.0.1')).toBe(true);
  });

  it('is none where nobody says so, and none any more where it is known for whom', () => {
    expect(isRelayed(by({}), '127.0.0.1')).toBe(false);
    expect(isRelayed(by({ 'x-forwarded-for': '203.0.113.5' }), '203.0.113.5')).toBe(false);
  });
});

describe('MEDLINK_TRUSTED_PROXIES', () => {
  it.each(['proxy.example', '10.0.0.0/33', '10.0.0.0/8/8', '*', '10.0.0.0/x'])('refuses %s', (list) => {
    const read = () => readConfig({ MEDLINK_TRUSTED_PROXIES: list });
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(/^MEDLINK_TRUSTED_PROXIES: takes addresses/);
  });

  it('takes addresses and networks, and nobody where it says nothing', () => {
    const { trustedProxies } = readConfig({ MEDLINK_TRUSTED_PROXIES: ' 127.0.0.1, fd00::/8 ' });
    expect(trustedProxies).toEqual(['127.0.0.1', 'fd00::/8']);
    expect(readConfig({}).trustedProxies).toEqual([]);
  });
});

let clinic: ListeningClinic;
afterEach(() => clinic?.close());

const as = (address: string) => ({ 'x-forwarded-for': address });
const status = (headers: Record<string, string>) =>
  send(`${clinic.url}/trpc/setup.status?input={}`, { headers });
const signIn = (headers: Record<string, string>, password = 'not this one') =>
  send(`${clinic.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ email: emailOf('reception'), password }),
  });
const lastAddress = () =>
  clinic.db.file
    .prepare("SELECT address FROM audit_event WHERE subtype = 'session.signIn' ORDER BY id DESC LIMIT 1")
    .pluck()
    .get();

describe('behind a proxy of the clinic’s own', () => {
  const behindProxy = async (config: Record<string, string> = {}) => {
    clinic = await listen({ config: { isRateLimited: 'on', trustedProxies: '127.0.0.1', ...config } });
  };

  it('each client has an allowance of its own, and a ceiling', async () => {
    await behindProxy({ requestsPerMinute: '2' });
    const seen: number[] = [];
    for (let n = 0; n < 3; n++) seen.push((await status(as('203.0.113.1'))).status);

    expect(seen).toEqual([200, 200, 429]);
    expect((await status(as('203.0.113.2'))).status).toBe(200);
    // What a client writes itself stands on the left of what the proxy adds.
    expect((await status(as('198.51.100.1, 203.0.113.1'))).status).toBe(429);
    for (let n = 0; n < 10; n++) await status(as('203.0.113.1'));
    const over = await status(as('203.0.113.1'));
    expect(over.headers['ratelimit-policy']).toBe('"all";q=10;w=60');
    expect((await status(as('203.0.113.2'))).status).toBe(200);
  });

  it('the trail and the list of sessions name the client', async () => {
    await behindProxy();
    await signIn(as('203.0.113.1'));
    expect(lastAddress()).toBe('203.0.113.1');
    expect((await signIn(as('203.0.113.5'), PASSWORD)).status).toBe(200);
    const sessions = clinic.db.file.prepare('SELECT address FROM session').pluck().all();
    expect(sessions).toContain('203.0.113.5');
  });
});

describe('from anybody else', () => {
  it('a forged header changes nothing: neither the allowance nor the trail', async () => {
    const config = { isRateLimited: 'on', requestsPerMinute: '3', trustedProxies: '192.0.2.1' };
    clinic = await listen({ config });
    await signIn(as('203.0.113.1'));
    expect(lastAddress()).toBe('127.0.0.1');
    const seen: number[] = [];
    for (let n = 0; n < 4; n++) seen.push((await status(as(`203.0.113.${n}`))).status);

    expect(seen).toEqual([200, 200, 429, 429]);
  });
});
