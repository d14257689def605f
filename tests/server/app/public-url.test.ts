import { request } from 'node:http';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';

const PUBLIC = 'https://portal.clinic.example';

let clinic: ListeningClinic;
beforeAll(async () => {
  clinic = await listen({ config: { publicUrl: PUBLIC } });
});
afterAll(() => clinic.close());

/** As a proxy that ends TLS before us passes it on. */
function signIn(headers: Record<string, string>): Promise<{ status?: number; cookie: string }> {
  const { hostname, port } = new URL(clinic.url);
  return new Promise((resolve, reject) => {
    const options = { hostname, port, path: '/trpc/auth.signIn', method: 'POST' };
    const sent = request(
      { ...options, headers: { 'content-type': 'application/json', ...headers } },
      (answer) => {
        answer.resume();
        resolve({ status: answer.statusCode, cookie: answer.headers['set-cookie']?.[0] ?? '' });
      },
    );
    sent.on('error', reject).end(JSON.stringify({ email: emailOf('patient'), password: PASSWORD }));
  });
}

describe('behind a proxy of the clinic’s own, under its public address,', () => {
  it('the page may sign in, and its cookie never goes in the clear', async () => {
    const { status, cookie } = await signIn({ host: 'portal.clinic.example', origin: PUBLIC });

    expect(status).toBe(200);
    expect(cookie).toContain('Secure');
  });

  it('its plain twin, another port and another name may not', async () => {
    const host = 'portal.clinic.example';
    for (const origin of ['http://portal.clinic.example', `${PUBLIC}:8443`, 'https://evil.example', 'null']) {
      expect((await signIn({ host, origin })).status).toBe(403);
    }
    expect((await signIn({ host: 'evil.example', origin: PUBLIC })).status).toBe(421);
  });

  it('live lines run for its page, and for no other', async () => {
    const openLine = (origin: string) => {
      const extraHeaders = { host: 'portal.clinic.example', origin };
      const auth = { token: clinic.tokens.patient };
      const socket = io(clinic.url, { transports: ['websocket'], reconnection: false, auth, extraHeaders });
      return new Promise<string>((resolve) => {
        socket.once('connect', () => resolve('connected')).once('connect_error', () => resolve('refused'));
      }).finally(() => socket.close());
    };
    expect(await openLine(PUBLIC)).toBe('connected');
    for (const origin of ['http://portal.clinic.example', 'https://evil.example']) {
      expect(await openLine(origin)).toBe('refused');
    }
  });
});
