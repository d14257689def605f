import { once } from 'node:events';
import { createServer, request as plainRequest, type IncomingMessage } from 'node:http';
import { request as secureRequest } from 'node:https';
import { type AddressInfo, connect as connectPlain, type Socket } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCertificates, type Certificates } from '../../../server/tls/certificates.ts';
import { computerNames } from '../../../server/wire/host-names.ts';
import { createOnePort } from '../../../server/tls/one-port.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';

/** A machine on the loopback that is not this one, as far as the server can tell. */
const OTHER_MACHINE = '127.0.0.2';

let folder: string;
let certificates: Certificates;
let clinic: ListeningClinic;
let port: number;
let addresses: string[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-port-'));
  const now = toInstant('2026-03-02T07:00:00.000Z');
  certificates = await openCertificates(folder, { now, names: [], addresses: () => addresses });
  // Everywhere, of which a test only ever goes to the loopback.
  clinic = await listen({ certificates, config: { host: '0.0.0.0', isRateLimited: 'on' } });
  port = Number(new URL(clinic.url).port);
});
afterAll(async () => {
  await clinic.close();
  rmSync(folder, { recursive: true, force: true });
});

type Asked = {
  method?: string;
  path?: string;
  from?: string;
  headers?: Record<string, string>;
  body?: string;
};
type Answer = { status: number | undefined; headers: IncomingMessage['headers']; text: string };

function ask(asked: Asked, isSecure: boolean): Promise<Answer> {
  const { method = 'GET', path = '/', from = OTHER_MACHINE, headers = {}, body } = asked;
  const to = { host: '127.0.0.1', port, method, path, localAddress: from, agent: false } as const;
  return new Promise((resolve, reject) => {
    const options = { ...to, headers: { host: `127.0.0.1:${port}`, ...headers } };
    const answered = (response: IncomingMessage) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    };
    const request = isSecure
      ? secureRequest({ ...options, ca: certificates.authorityPem, servername: 'localhost' }, answered)
      : plainRequest(options, answered);
    request.on('error', reject).end(body);
  });
}
const bySecure = (asked: Asked = {}) => ask(asked, true);
const inTheClear = (asked: Asked = {}) => ask(asked, false);

const SIGN_IN = {
  method: 'POST',
  path: '/trpc/auth.signIn',
  body: JSON.stringify({ email: emailOf('reception'), password: PASSWORD }),
};
const jsonFrom = (origin: string) => ({ 'content-type': 'application/json', origin });

describe('by TLS, from another machine,', () => {
  it('the clinic answers, proven by its own authority', async () => {
    expect((await bySecure({ path: '/healthz' })).status).toBe(200);
    const stranger = connectTls({ host: '127.0.0.1', port });
    const refused = await new Promise<Error>((resolve) => stranger.once('error', resolve));
    expect(refused.message).toMatch(/self-signed|unable to verify/);
  });

  it('nothing older than TLS 1.2 is spoken', async () => {
    for (const version of ['TLSv1', 'TLSv1.1'] as const) {
      const old = connectTls({
        ...{ host: '127.0.0.1', port, ca: certificates.authorityPem, ciphers: 'DEFAULT@SECLEVEL=0' },
        ...{ minVersion: version, maxVersion: version },
      });
      await expect(
        new Promise((resolve, reject) => old.once('secureConnect', resolve).once('error', reject)),
      ).rejects.toThrow(/protocol version|unsupported protocol|handshake failure/);
    }
  });

  it('a sign-in works from the own page alone: not from its plain twin, nor from elsewhere', async () => {
    const own = await bySecure({ ...SIGN_IN, headers: jsonFrom(`https://127.0.0.1:${port}`) });
    expect(own.status).toBe(200);
    const [cookie = ''] = own.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^medlink_refresh=.*; HttpOnly; Secure; SameSite=Strict/);
    for (const origin of [`http://127.0.0.1:${port}`, 'https://evil.example', 'null']) {
      expect((await bySecure({ ...SIGN_IN, headers: jsonFrom(origin) })).status).toBe(403);
    }
  });

  it('this computer’s name is good; one that is not ours is 421, also for a live line', async () => {
    const headers = { host: 'evil.example' };
    expect((await bySecure({ headers })).status).toBe(421);
    for (const host of computerNames()) {
      expect((await bySecure({ path: '/healthz', headers: { host } })).status).toBe(200);
    }
    const line = { connection: 'upgrade', upgrade: 'websocket' };
    const upgrade = bySecure({
      path: '/socket.io/?EIO=4&transport=websocket',
      headers: { ...headers, ...line },
    });
    expect((await upgrade).status).toBe(421);
  });

  it('live lines run, and sessions know where they come from', async () => {
    const socket = io(`https://127.0.0.1:${port}`, {
      ...{ transports: ['websocket'], auth: { token: clinic.tokens.reception } },
      ...{ ca: certificates.authorityPem, localAddress: OTHER_MACHINE, reconnection: false },
    });
    await new Promise((resolve, reject) =>
      socket.once('connect', () => resolve(true)).once('connect_error', reject),
    );
    socket.close();
    const signedIn = clinic.db.file.prepare('SELECT count(*) FROM session WHERE address = ?').pluck();
    expect(signedIn.get(OTHER_MACHINE)).toBe(1);
  });

  it('a new certificate is shown without a restart', async () => {
    const shown = () =>
      new Promise<string>((resolve, reject) => {
        const socket = connectTls({ host: '127.0.0.1', port, ca: certificates.authorityPem }, () => {
          resolve(socket.getPeerX509Certificate()?.subjectAltName ?? '');
          socket.destroy();
        }).once('error', reject);
      });
    expect(await shown()).not.toContain('192.0.2.5');
    addresses = ['192.0.2.5'];
    await clinic.server.renewCertificate();
    expect(await shown()).toContain('192.0.2.5');
  });
});

describe('in the clear, from another machine,', () => {
  it('every page is the one that says how to come by TLS', async () => {
    for (const path of ['/', '/board', '/portal/visits', '/api/schema', '/healthz']) {
      const { status, headers, text } = await inTheClear({ path });
      expect(status).toBe(path === '/' ? 200 : 404);
      expect(text).toContain(`href="https://127.0.0.1:${port}/"`);
      expect(text.replaceAll('<wbr>', '')).toContain(certificates.fingerprint);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['set-cookie']).toBeUndefined();
    }
  });

  it('the authority’s certificate can be had, as by TLS, and not its key', async () => {
    for (const answer of [inTheClear, bySecure]) {
      const { text, headers } = await answer({ path: '/clinic-authority.crt' });
      expect(text).toBe(certificates.authorityPem);
      expect(text).not.toContain('PRIVATE');
      expect(headers['content-type']).toBe('application/x-x509-ca-cert');
    }
  });

  it('nothing is taken in, and nobody is led on', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const headers = jsonFrom(`http://127.0.0.1:${port}`);
      const { status, headers: answered } = await inTheClear({ ...SIGN_IN, method, headers });
      expect(status).toBe(403);
      expect(answered.location).toBeUndefined();
    }
    const line = { connection: 'upgrade', upgrade: 'websocket', origin: `http://127.0.0.1:${port}` };
    const live = await inTheClear({ path: '/socket.io/?EIO=4&transport=websocket', headers: line });
    expect(live.status).not.toBe(101);
  });

  it('a name that is not ours is 421', async () => {
    expect((await inTheClear({ headers: { host: 'evil.example' } })).status).toBe(421);
  });
});

describe('this machine itself', () => {
  it('goes on in the clear: what it says to itself leaves it by no wire', async () => {
    const own = await inTheClear({ path: '/healthz', from: '127.0.0.1' });
    expect(own).toMatchObject({ status: 200, text: '{"status":"ok"}' });
    expect(clinic.server.networkAddresses().every((each) => each.startsWith('https://'))).toBe(true);
  });

  it('tells its screens what others reach it by', async () => {
    const { networkAddress } = await clinic.call(clinic.actors.admin).clinic.overview({});
    expect(networkAddress).toBe(clinic.server.networkAddresses()[0] ?? null);
  });
});

describe('who begins and does not go on', () => {
  it('is gone within seconds: without a word, half a handshake, half a line', async () => {
    const begin = (said: Buffer | string): Promise<number> =>
      new Promise((resolve) => {
        const since = performance.now();
        const socket: Socket = connectPlain({ host: '127.0.0.1', port, localAddress: OTHER_MACHINE }, () => {
          if (said.length > 0) socket.write(said);
        });
        socket.on('error', () => undefined).once('close', () => resolve(performance.now() - since));
        socket.resume();
      });
    const hello = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]);
    const held = await Promise.all(
      ['', hello, 'GET / HTT'].flatMap((said) => Array.from({ length: 20 }, () => begin(said))),
    );
    console.log(`60 that begin and do not go on: closed after ${Math.round(Math.max(...held))} ms at most`);
    expect(Math.max(...held)).toBeLessThan(15_000);
    expect((await bySecure({ path: '/healthz' })).status).toBe(200);
  });

  it('is one of 256 at most from one address, before any handshake, and others still get in', async () => {
    const sockets = Array.from({ length: 300 }, () => {
      const socket = connectPlain({ host: '127.0.0.1', port, localAddress: '127.0.0.3' });
      return socket.on('error', () => undefined).resume();
    });
    const isGone = (socket: Socket) => new Promise((resolve) => socket.once('close', () => resolve(socket)));
    const opened = performance.now();
    const gone = sockets.map(isGone);
    let refused = 0;
    for (const each of gone) void each.then(() => (refused += 1));
    await expect.poll(() => refused, { timeout: 3_000 }).toBe(300 - 256);
    console.log(
      `300 half open from one address: 44 closed after ${Math.round(performance.now() - opened)} ms`,
    );
    expect((await bySecure({ path: '/healthz' })).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    await Promise.all(gone);
  });

  it('holds no closing server back', async () => {
    const guide = createServer();
    const onePort = createOnePort(certificates.current(), { clinic: createServer(), guide });
    onePort.server.listen(0, '127.0.0.1');
    await once(onePort.server, 'listening');
    const to = { host: '127.0.0.1', port: (onePort.server.address() as AddressInfo).port };
    const silent = connectPlain(to).on('error', () => undefined);
    const halfway = connectPlain(to).on('error', () => undefined);
    await Promise.all([once(silent, 'connect'), once(halfway, 'connect')]);
    const since = performance.now();
    halfway.write(Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]));
    // Answered only once what was sent before it on the other line has been read.
    await once(
      connectPlain(to)
        .on('error', () => undefined)
        .resume()
        .end('?'),
      'close',
    );
    const closed = once(onePort.server, 'close');
    onePort.close();
    await closed;
    console.log(`closed with two half open after ${Math.round(performance.now() - since)} ms`);
    expect(performance.now() - since).toBeLessThan(2_000);
  });
});
