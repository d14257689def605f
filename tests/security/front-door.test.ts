import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { send, sendBytes } from '../support/send.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { bookInput, countVisits } from '../support/visits.ts';

let clinic: ListeningClinic;
let port: string;
beforeAll(async () => {
  clinic = await listen({ config: { host: '0.0.0.0', allowedHosts: 'clinic_pc.lan,clinic.example' } });
  ({ port } = new URL(clinic.url));
});
afterAll(() => clinic.close());

const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];
const LIVE = '/socket.io/?EIO=4&transport=';

/** The ways in, each as the line it begins with and the headers it needs. */
const WAYS: readonly { way: string; target: string; extra: readonly string[]; opens: number }[] = [
  { way: 'a page', target: '/healthz', extra: [], opens: 200 },
  { way: 'a call', target: '/trpc/setup.status?input={}', extra: [], opens: 200 },
  { way: 'a poll', target: `${LIVE}polling`, extra: [], opens: 200 },
  { way: 'an upgrade', target: `${LIVE}websocket`, extra: UPGRADE, opens: 101 },
];

async function ask(target: string, lines: readonly string[]): Promise<number> {
  const head = [`GET ${target} HTTP/1.1`, ...lines, ...(lines === UPGRADE ? [] : ['Connection: close'])];
  return (await sendBytes(clinic.url, `${head.join('\r\n')}\r\n\r\n`)).status;
}

function hostLines(): Record<string, readonly string[]> {
  return {
    'another name': ['Host: evil.example'],
    'another name with our port': [`Host: evil.example:${port}`],
    'our address inside another name': [`Host: 127.0.0.1.evil.example:${port}`],
    'another name that ends in ours': ['Host: evil-localhost'],
    'none at all': [],
    'an empty one': ['Host:'],
    'ours and then another': [`Host: 127.0.0.1:${port}`, 'Host: evil.example'],
    'another and then ours': ['Host: evil.example', `Host: 127.0.0.1:${port}`],
    'ours twice': [`Host: 127.0.0.1:${port}`, `HOST: 127.0.0.1:${port}`],
    'two in one line': [`Host: 127.0.0.1:${port}, evil.example`],
    'two ports': [`Host: 127.0.0.1:${port}:80`],
    'a port that is none': ['Host: 127.0.0.1:evil.example'],
    'a port beyond all': ['Host: 127.0.0.1:65536'],
    'port nought': ['Host: 127.0.0.1:0'],
    'a colon and no port': ['Host: 127.0.0.1:'],
    'someone before ours': [`Host: evil.example@127.0.0.1:${port}`],
    'a path behind ours': [`Host: 127.0.0.1:${port}/evil.example`],
    'a fragment': [`Host: evil.example#127.0.0.1:${port}`],
    'a dot at the end': [`Host: localhost.:${port}`],
    'a dot behind the address': [`Host: 127.0.0.1.:${port}`],
    'another name in capitals': ['Host: EVIL.EXAMPLE'],
    'an underscore before ours': [`Host: _127.0.0.1:${port}`],
    'a name with an underscore': ['Host: evil_localhost'],
    'a wildcard': ['Host: *'],
    everywhere: [`Host: 0.0.0.0:${port}`],
    'everywhere in IPv6': [`Host: [::]:${port}`],
    'another IPv6 address': [`Host: [2001:db8::1]:${port}`],
    'loopback in long IPv6': [`Host: [0:0:0:0:0:0:0:1]:${port}`],
    'loopback disguised as IPv6': [`Host: [::ffff:127.0.0.1]:${port}`],
    'an IPv6 address without brackets': [`Host: ::1:${port}`],
    'loopback as a number': [`Host: 2130706433:${port}`],
    'loopback in octal': [`Host: 0177.0.0.1:${port}`],
    'loopback cut short': [`Host: 127.1:${port}`],
    'an address of somebody else': ['Host: 192.168.1.77'],
    'the metadata address of a cloud': ['Host: 169.254.169.254'],
    'a name of letters that look like ours': ['Host: xn--lcalhost-4ye.example'],
  };
}

describe.each(WAYS)('$way', ({ target, extra, opens }) => {
  it('is answered with 421 under any name that is not ours', async () => {
    const answers = await Promise.all(
      Object.entries(hostLines()).map(async ([name, lines]) => [
        name,
        await ask(target, [...lines, ...extra]),
      ]),
    );

    expect(answers).toEqual(Object.keys(hostLines()).map((name) => [name, 421]));
  });

  it('is answered with 421 when it speaks to us as to a proxy', async () => {
    const own = [`Host: 127.0.0.1:${port}`, ...extra];
    for (const proxied of [`http://evil.example${target}`, `http://127.0.0.1:${port}${target}`]) {
      expect(await ask(proxied, own)).toBe(421);
    }
  });

  it('opens under our own names, in capitals too and behind a forwarded port', async () => {
    for (const name of [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      `LOCALHOST:${port}`,
      'localhost:8080',
      'Clinic_PC.lan',
      `clinic.example:${port}`,
    ]) {
      expect({ name, status: await openOnce(target, name, extra) }).toEqual({ name, status: opens });
    }
  });

  async function openOnce(path: string, host: string, lines: readonly string[]): Promise<number> {
    const headers = Object.fromEntries(lines.map((line) => line.split(': ') as [string, string]));
    return (await send(`${clinic.url}${path}`, { headers: { ...headers, host } })).status;
  }
});

describe('an address of this PC', () => {
  it('is known from the moment a connection comes in by it, in no list made at the start', async () => {
    const elsewhere = `http://127.9.8.7:${port}`;

    expect((await send(`${elsewhere}/healthz`)).status).toBe(200);
    expect((await send(`${elsewhere}/healthz`, { headers: { host: `127.9.8.6:${port}` } })).status).toBe(421);
    expect((await send(`${clinic.url}/healthz`, { headers: { host: `127.9.8.7:${port}` } })).status).toBe(
      421,
    );
  });
});

describe('a live line', () => {
  const wrong = (): Record<string, string>[] => [
    { origin: 'null' },
    { origin: 'http://evil.example' },
    { origin: `https://127.0.0.1:${port}` },
    { origin: 'http://127.0.0.1' },
    { origin: `http://127.0.0.1:${Number(port) + 1}` },
    { origin: `http://a.127.0.0.1:${port}` },
    { origin: clinic.url, 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site' },
  ];
  const upgrade = Object.fromEntries(UPGRADE.map((line) => line.split(': ') as [string, string]));

  it('is opened by no foreign page, be it by upgrade, by poll or into a line that is open', async () => {
    const opened = await send(`${clinic.url}${LIVE}polling`, { headers: { origin: clinic.url } });
    const { sid } = JSON.parse(opened.body.slice(1)) as { sid: string };
    for (const headers of wrong()) {
      const statuses = [
        await send(`${clinic.url}${LIVE}websocket`, { headers: { ...upgrade, ...headers } }),
        await send(`${clinic.url}${LIVE}websocket&sid=${sid}`, { headers: { ...upgrade, ...headers } }),
        await send(`${clinic.url}${LIVE}polling`, { headers }),
        await send(`${clinic.url}${LIVE}polling&sid=${sid}`, { headers }),
        await send(`${clinic.url}${LIVE}polling&sid=${sid}`, { method: 'POST', headers, body: '40' }),
      ].map(({ status }) => status);

      expect({ headers, statuses }).toEqual({ headers, statuses: [403, 403, 403, 403, 403] });
    }
  });

  it('is nowhere but at its own address', async () => {
    for (const path of ['/', '/trpc/auth.me', '/socket.io', '/socket.iox/', '//socket.io/']) {
      expect((await send(`${clinic.url}${path}`, { headers: upgrade })).status).toBe(404);
    }
  });

  it('is not what a program means that offers HTTP/2 in passing', async () => {
    const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AAMAAABk' };

    expect((await send(`${clinic.url}/healthz`, { headers })).status).toBe(200);
  });
});

describe('a foreign page', () => {
  const from = (mode: string, dest: string) => ({
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': mode,
    'sec-fetch-dest': dest,
  });
  const get = (path: string, headers: Record<string, string>) => send(`${clinic.url}${path}`, { headers });

  it('may lead a person here by a link and may embed nothing of ours', async () => {
    expect((await get('/healthz', from('navigate', 'document'))).status).toBe(200);
    for (const [mode, dest] of [
      ['no-cors', 'image'],
      ['no-cors', 'script'],
      ['cors', 'empty'],
      ['navigate', 'iframe'],
      ['navigate', 'object'],
    ] as const) {
      expect((await get('/trpc/setup.status?input={}', from(mode, dest))).status).toBe(403);
    }
  });
});

describe('what is malformed', () => {
  const bearer = () => ({ authorization: `Bearer ${clinic.tokens.reception}` });

  it.each([
    '/%',
    '/%zz',
    '/%00',
    '/api/patients/%',
    '/api/patients/%ED%A0%80',
    '/api/patients/%00',
    '/api/patients/..%2f..%2fetc%2fpasswd',
    '/api/patients/%F0%28%8C%BC',
    '/trpc/%ff',
    '/trpc/appointments.get?input=%',
    '/trpc/appointments.get?input=%ED%A0%80',
    '/trpc/appointments.get?input=%22',
    '/trpc/appointments.get?input={"id":"\\ud800"}',
    '/trpc/appointments.get?input={"__proto__":{"id":1}}',
    `/trpc/appointments.get?input=${'['.repeat(5000)}`,
    `/trpc/appointments.get?input=${'['.repeat(3000)}${']'.repeat(3000)}`,
    '/trpc/__proto__',
    '/trpc/constructor.constructor',
    '/trpc/toString',
    '/trpc/appointments.get?batch=1&input=7',
    '/trpc/,,,?batch=1&input={}',
    `/trpc/${'auth.me,'.repeat(20)}auth.me?batch=1&input={}`,
    `/trpc/${'x'.repeat(5_001)}`,
    `/api/patients?query=${'x'.repeat(9_000)}`,
    '/api/patients?__proto__[isAdmin]=1&__proto__.x=1',
    '/api/appointments?limit=1e999&cursor=%00',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/%00.js',
    '/socket.io/?EIO=4&transport=__proto__',
    '/socket.io/?EIO=4&transport=polling&sid=__proto__',
    '/socket.io/?EIO=99&transport=polling',
    '/socket.io/?EIO=4&transport=webtransport',
    '/socket.io/?',
  ])('is refused as such: %s', async (path) => {
    const { status, body } = await send(`${clinic.url}${encodeURI(path).replaceAll('%25', '%')}`, {
      headers: bearer(),
    });

    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(body).not.toMatch(/ {4}at |node_modules/);
  });

  it.each<[what: string, status: number, body: string | Buffer]>([
    ['text that is no UTF-8', 400, Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d])],
    ['a byte of nothing', 400, '{"id":1}\u0000'],
    ['33 levels', 400, `${'{"a":'.repeat(33)}1${'}'.repeat(33)}`],
    ['a prototype', 400, '{"__proto__":{"isAdmin":true}}'],
    ['a prototype in disguise', 400, '{"\\u005f_pr\\u006fto__" : {"isAdmin":true}}'],
    ['a constructor', 400, '{"a":[{"constructor":{"prototype":{"isAdmin":true}}}]}'],
    ['a million brackets', 400, '['.repeat(1_000_000)],
    ['half a surrogate', 400, '{"id":"\\ud800"}'],
    ['more than a megabyte', 413, `"${'x'.repeat(1024 * 1024)}"`],
  ])('changes nothing as a body: %s', async (_what, status, body) => {
    for (const path of ['/trpc/appointments.book', '/api/appointments']) {
      const headers = { ...bearer(), 'content-type': 'application/json' };
      const reply = await send(`${clinic.url}${path}`, { method: 'POST', headers, body });

      expect({ path, status: reply.status }).toEqual({ path, status });
    }
    expect(await countVisits(clinic)).toBe(0);
  });

  it('is taken as written where it is only text', async () => {
    const reason = 'writes "__proto__": and {[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[{[ in the note';
    const headers = { ...bearer(), 'content-type': 'application/json' };
    const body = JSON.stringify(bookInput(clinic, { reason }));
    const reply = await send(`${clinic.url}/trpc/appointments.book`, { method: 'POST', headers, body });

    expect(reply.status).toBe(200);
    expect(reply.body).toContain(JSON.stringify(reason).slice(1, -1));
  });

  it.each<[what: string, status: number, bytes: string]>([
    ['no HTTP at all', 400, 'hello\r\n\r\n'],
    ['TLS', 400, '\u0016\u0003\u0001\u0000\u00a5\u0001'],
    ['HTTP/2', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['a method of its own', 400, 'JEFE / HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['a header without a name', 400, 'GET / HTTP/1.1\r\n: x\r\n\r\n'],
    ['a header with a null', 400, 'GET / HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n'],
    [
      'two lengths',
      400,
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    ],
    [
      ...(['a length and chunks', 400] as const),
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a header of 17 KB', 431, `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(17_000)}\r\n\r\n`],
    [
      'an expectation',
      417,
      'POST / HTTP/1.1\r\nHost: localhost\r\nExpect: the-unexpected\r\nContent-Length: 2\r\n\r\n',
    ],
  ])('is answered and its connection closed: %s', async (_what, status, bytes) => {
    const reply = await sendBytes(clinic.url, Buffer.from(bytes, 'latin1'));

    expect(reply.status).toBe(status);
    expect(reply.headers['x-content-type-options']).toBe('nosniff');
    expect((await send(`${clinic.url}/healthz`)).status).toBe(200);
  });
});
