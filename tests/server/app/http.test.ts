import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';
import { unguarded } from '../../support/unguarded.ts';
import { bookInput, countVisits } from '../../support/visits.ts';

let clinic: ListeningClinic;
beforeAll(async () => {
  clinic = await listen();
});
afterAll(() => clinic.close());

type Reply = { status: number; headers: Record<string, string | string[] | undefined>; body: string };

/** Plain node:http, which lets a test set the headers a browser would not. */
function send(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string | Buffer } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const call = httpRequest(`${clinic.url}${path}`, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    call.on('error', reject);
    call.end(body);
  });
}

const bearer = () => ({ authorization: `Bearer ${clinic.tokens.reception}` });
const json = { 'content-type': 'application/json' };
const postBooking = (headers: Record<string, string> = {}, body = JSON.stringify(bookInput(clinic))) =>
  send('/trpc/appointments.book', { method: 'POST', headers: { ...json, ...bearer(), ...headers }, body });

describe('who may speak to the server', () => {
  it.each(['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '169.254.169.254'])(
    'goes by a name the server knows, not %j',
    async (host) => {
      expect((await send('/healthz', { headers: { host } })).status).toBe(421);
      expect((await postBooking({ host })).status).toBe(421);
    },
  );

  it.each<Record<string, string>>([
    { origin: 'http://evil.example' },
    { origin: 'https://127.0.0.1' },
    { origin: 'null' },
    { origin: 'file://' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('changes nothing from a foreign page: %j', async (headers) => {
    expect((await postBooking(headers)).status).toBe(403);
    expect(await countVisits(clinic)).toBe(0);
  });

  it('is our own page', async () => {
    const ours = { origin: clinic.url, 'sec-fetch-site': 'same-origin' };
    const reply = await send('/trpc/auth.me?input={}', { headers: { ...bearer(), ...ours } });

    expect(reply.status).toBe(200);
  });
});

describe('a body', () => {
  it('that is no JSON, broken JSON, too large or poisoned is refused before anything is done', async () => {
    const cases: [string, number, () => Promise<Reply>][] = [
      ['text', 415, () => postBooking({ 'content-type': 'text/plain' })],
      ['a form', 415, () => postBooking({ 'content-type': 'application/x-www-form-urlencoded' }, 'a=1')],
      ['half an object', 400, () => postBooking({}, '{"patientId":')],
      ['nothing', 400, () => postBooking({}, '')],
      ['a megabyte and a byte', 413, () => postBooking({}, `"${'x'.repeat(1024 * 1024)}"`)],
      ['a prototype', 400, () => postBooking({}, '{"__proto__":{"isAdmin":true}}')],
      ['ten thousand levels', 400, () => postBooking({}, `${'['.repeat(10_000)}${']'.repeat(10_000)}`)],
    ];
    for (const [name, status, call] of cases) {
      const reply = await call();
      expect([name, reply.status]).toEqual([name, status]);
      expect(reply.body).not.toContain('    at ');
    }
    expect(await countVisits(clinic)).toBe(0);
  });

  it('never changes anything by GET', async () => {
    const input = encodeURIComponent(JSON.stringify(bookInput(clinic)));
    const reply = await send(`/trpc/appointments.book?input=${input}`, { headers: bearer() });

    expect(reply.status).toBe(405);
    expect(await countVisits(clinic)).toBe(0);
  });

  it('of headers beyond 16 KB is refused', async () => {
    expect((await send('/healthz', { headers: { 'x-long': 'x'.repeat(17_000) } })).status).toBe(431);
  });
});

describe('every answer', () => {
  it.each([
    '/healthz',
    '/trpc/setup.status?input={}',
    '/trpc/auth.me?input={}',
    '/api/setup',
    '/api/nothing',
    '/nothing',
  ])('of %s forbids scripts, frames, sniffing and telling where it came from', async (path) => {
    const { headers } = await send(path);

    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe-(inline|eval)/);
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it('about people is kept by no cache', async () => {
    for (const path of ['/trpc/auth.me?input={}', '/api/auth/me', '/trpc/clinic.overview?input={}']) {
      expect((await send(path, { headers: bearer() })).headers['cache-control']).toBe('no-store');
    }
  });

  it('to a fault of ours is an id and no word of where it lies', async () => {
    const broken = await listen();
    unguarded(broken.db.file).exec('DROP TABLE appointment_change');
    const body = JSON.stringify(bookInput(broken));
    const headers = { ...json, authorization: `Bearer ${broken.tokens.reception}` };
    const over = await fetch(`${broken.url}/trpc/appointments.book`, { method: 'POST', headers, body });
    const rest = await fetch(`${broken.url}/api/appointments`, { method: 'POST', headers, body });
    const texts = [await over.text(), await rest.text()];
    await broken.close();

    expect([over.status, rest.status]).toEqual([500, 500]);
    for (const text of texts) {
      expect(text).toMatch(/internal/);
      expect(text).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
      expect(text).not.toMatch(/appointment_change|SQLITE|\.ts|node_modules|insert into/i);
    }
  });
});

describe('health', () => {
  it('says that it lives and, apart from that, that the database answers', async () => {
    expect(await send('/healthz')).toMatchObject({ status: 200, body: '{"status":"ok"}' });
    expect(await send('/readyz')).toMatchObject({ status: 200, body: '{"status":"ready"}' });
  });
});

describe('too many requests', () => {
  it('are refused with the time to wait, health checks never', async () => {
    const limited = await listen({ config: { isRateLimited: 'on', requestsPerMinute: '5' } });
    const ask = (path: string) => fetch(`${limited.url}${path}`);
    const statuses: number[] = [];
    for (let n = 0; n < 7; n++) statuses.push((await ask('/trpc/setup.status?input={}')).status);
    const refused = await ask('/trpc/setup.status?input={}');
    const health = await ask('/healthz');
    await limited.close();

    expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.text()).toContain('rate_limited');
    expect(health.status).toBe(200);
  });
});
