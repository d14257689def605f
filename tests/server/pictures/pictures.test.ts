import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActorName, CALLER } from '../../support/actors.ts';
import { insertVisit } from '../../support/factories.ts';
import { type ListeningClinic, listen } from '../../support/start-clinic.ts';

let clinic: ListeningClinic;
let jpeg: Buffer;
beforeAll(async () => {
  clinic = await listen();
  await clinic.db.transact(({ q }) =>
    insertVisit(q, {
      doctorId: clinic.cast.doctor,
      patientId: clinic.cast.patient,
      appointmentTypeId: clinic.cast.type,
      startsAt: '2026-03-03T09:00:00Z',
    }),
  );
  jpeg = await photo('jpeg');
});
afterAll(() => clinic.close());

/** A picture as a phone takes it: with the place it was taken at. */
function photo(format: 'jpeg' | 'png' | 'webp' | 'gif', size = 700): Promise<Buffer> {
  return sharp({ create: { width: size, height: 500, channels: 3, background: '#27a' } })
    .withExif({ IFD0: { Make: 'PhoneMaker' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 12/1' } })
    .toFormat(format)
    .toBuffer();
}

type Sent = { bytes: Buffer | string; name?: string; type?: string; field?: string };
const bearer = (name: ActorName) => ({ authorization: `Bearer ${clinic.tokens[name]}` });

async function send(name: ActorName | null, ...files: Sent[]) {
  const form = new FormData();
  for (const { bytes, name: fileName = 'me.jpg', type = 'image/jpeg', field = 'picture' } of files) {
    form.append(field, new File([new Uint8Array(Buffer.from(bytes))], fileName, { type }));
  }
  const headers = name === null ? {} : bearer(name);
  const response = await fetch(`${clinic.url}/api/profile/picture`, { method: 'PUT', headers, body: form });
  const body = (await response.json()) as { id?: string; reason?: string };
  return { status: response.status, ...body };
}
const fetchPicture = (name: ActorName, id: string | undefined) =>
  fetch(`${clinic.url}/api/pictures/${id}`, { headers: bearer(name) });
const pictureCount = () => clinic.db.read((q) => q.selectFrom('picture').select('id').execute());

/** A PNG that says it is this large: a few hundred bytes that want gigabytes. */
function pngBomb(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, crc]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
const HTML = '<!doctype html><script>alert(1)</script>';

describe('a picture of one’s own', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'sent as %s is drawn anew: square, small, told nothing of',
    async (format) => {
      const extension = format === 'jpeg' ? 'JPG' : format;
      const { status, id } = await send('patient', {
        bytes: await photo(format),
        name: `me.${extension}`,
        type: `image/${format}`,
      });
      expect(status).toBe(200);
      const response = await fetchPicture('patient', id);
      const bytes = Buffer.from(await response.arrayBuffer());
      const { width, height, format: kept, exif } = await sharp(bytes).metadata();

      expect({ width, height, kept, exif }).toEqual({
        width: 512,
        height: 512,
        kept: 'webp',
        exif: undefined,
      });
      expect(bytes.includes('PhoneMaker') || bytes.includes('GPS') || bytes.includes('Exif')).toBe(false);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'content-type': 'image/webp',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      });
      expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    },
  );

  it('replaces the one before, whose address then leads nowhere', async () => {
    const first = await send('patient', { bytes: jpeg });
    const second = await send('patient', { bytes: jpeg });

    expect((await fetchPicture('patient', first.id)).status).toBe(404);
    expect((await fetchPicture('patient', second.id)).status).toBe(200);
    const own = await clinic.call(clinic.actors.patient).profiles.own({});
    expect(own.pictureId).toBe(second.id);
    await clinic.call(clinic.actors.patient).profiles.removePicture({});
    expect((await fetchPicture('patient', second.id)).status).toBe(404);
  });

  it('of a patient is shown to the desk and the treating doctor, and is not there for anybody else', async () => {
    const { id } = await send('patient', { bytes: jpeg });
    const statuses: Record<string, number> = {};
    for (const name of ['reception', 'doctor', 'otherDoctor', 'otherPatient', 'admin'] as const) {
      statuses[name] = (await fetchPicture(name, id)).status;
    }

    expect(statuses).toEqual({
      reception: 200,
      doctor: 200,
      otherDoctor: 404,
      otherPatient: 404,
      admin: 404,
    });
    expect((await fetch(`${clinic.url}/api/pictures/${id}`)).status).toBe(401);
    expect((await fetchPicture('reception', 'no-id')).status).toBe(404);
  });

  it('of a doctor hangs where everybody sees it, and may be kept by a browser', async () => {
    const { id } = await send('doctor', { bytes: jpeg });
    const { doctors } = await clinic.call(clinic.actors.patient).clinic.overview({});

    expect(doctors.find((doctor) => doctor.id === clinic.cast.doctor)?.photoId).toBe(id);
    const response = await fetchPicture('otherPatient', id);
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
  });

  it('is nobody’s to send who has no profile', async () => {
    expect(await send('reception', { bytes: jpeg })).toMatchObject({ status: 403, reason: 'forbidden' });
    expect(await send('admin', { bytes: jpeg })).toMatchObject({ status: 403, reason: 'forbidden' });
    expect(await send(null, { bytes: jpeg })).toMatchObject({ status: 401, reason: 'unauthenticated' });
  });
});

describe('what is no picture', () => {
  const hostile: readonly (readonly [string, () => Sent | Promise<Sent>])[] = [
    ['an SVG', () => ({ bytes: SVG, name: 'me.svg', type: 'image/svg+xml' })],
    ['an SVG called a PNG', () => ({ bytes: SVG, name: 'me.png', type: 'image/png' })],
    ['an SVG called a JPEG by half', () => ({ bytes: SVG, name: 'me.svg', type: 'image/jpeg' })],
    ['HTML called a JPEG', () => ({ bytes: HTML })],
    ['HTML', () => ({ bytes: HTML, name: 'me.html', type: 'text/html' })],
    [
      'HTML behind a PNG’s first bytes',
      () => ({ bytes: `\u0089PNG\r\n\u001a\n${HTML}`, name: 'a.png', type: 'image/png' }),
    ],
    ['nothing', () => ({ bytes: '' })],
    ['noise', () => ({ bytes: Buffer.alloc(4096, 7) })],
    ['a PDF called a JPEG', () => ({ bytes: '%PDF-1.7\n%%EOF' })],
    ['a ZIP called a PNG', () => ({ bytes: 'PK\u0003\u0004', name: 'a.png', type: 'image/png' })],
    ['a GIF', async () => ({ bytes: await photo('gif'), name: 'me.gif', type: 'image/gif' })],
    ['a GIF called a JPEG', async () => ({ bytes: await photo('gif') })],
    ['a PNG called a JPEG', async () => ({ bytes: await photo('png') })],
    ['a JPEG with the name of a PNG', () => ({ bytes: jpeg, name: 'me.png' })],
    ['a JPEG said to be HTML', () => ({ bytes: jpeg, name: 'me.jpg', type: 'text/html' })],
    ['a JPEG with two endings', () => ({ bytes: jpeg, name: 'me.jpg.html' })],
    ['a JPEG without an ending', () => ({ bytes: jpeg, name: 'jpg.' })],
    ['half a JPEG', () => ({ bytes: jpeg.subarray(0, jpeg.length / 2) })],
    ['a JPEG’s first bytes alone', () => ({ bytes: jpeg.subarray(0, 20) })],
    ['a PNG that ends early', () => ({ bytes: pngBomb(4_000, 4_000), name: 'a.png', type: 'image/png' })],
  ];

  it.each(hostile)('%s is refused and nothing of it is kept', async (_name, make) => {
    const before = await pictureCount();
    const sent = await make();

    expect(await send('otherPatient', sent)).toMatchObject({ status: 415, reason: 'not_a_picture' });
    expect(await pictureCount()).toEqual(before);
  });

  it.each([
    ['a hair over 25 megapixels', 5_001, 5_000],
    ['60,000 by 60,000', 60_000, 60_000],
    ['ten million rows', 3, 10_000_000],
  ])('a PNG of %s is too large, by its head alone', async (_name, width, height) => {
    const before = await pictureCount();
    const sent = { bytes: pngBomb(width, height), name: 'a.png', type: 'image/png' };

    expect(await send('otherPatient', sent)).toMatchObject({ status: 413, reason: 'picture_too_large' });
    expect(await pictureCount()).toEqual(before);
  });

  it('a PNG of two billion rows is none', async () => {
    const sent = { bytes: pngBomb(1, 2_000_000_000), name: 'a.png', type: 'image/png' };
    expect(await send('otherPatient', sent)).toMatchObject({ status: 415, reason: 'not_a_picture' });
  });

  it('a second file behind the first, or a script in a comment, is gone once the picture is drawn anew', async () => {
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0x00, HTML.length + 2]), Buffer.from(HTML)]);
    const polyglot = Buffer.concat([
      jpeg.subarray(0, 2),
      comment,
      jpeg.subarray(2),
      Buffer.from(`PK\u0003\u0004${HTML}`),
    ]);
    const { status, id } = await send('patient', { bytes: polyglot });
    const kept = Buffer.from(await (await fetchPicture('patient', id)).arrayBuffer());

    expect(status).toBe(200);
    expect(kept.includes('script') || kept.includes('PK\u0003\u0004')).toBe(false);
    expect((await sharp(kept).metadata()).format).toBe('webp');
  });

  it('leaves its line in the trail, the same again none of its own', async () => {
    const lines = () =>
      clinic.db.read((q) =>
        q
          .selectFrom('auditEvent')
          .select(['outcome', 'type', 'action', 'policy', 'repeats', 'userId'])
          .where('subtype', '=', 'picture.notTaken')
          .where('userId', '=', clinic.actors.otherDoctor.userId)
          .execute(),
      );
    await send('otherDoctor', { bytes: HTML });
    await send('otherDoctor', { bytes: HTML });
    await send('otherDoctor', { bytes: Buffer.alloc(6 * 1024 * 1024) });

    const line = {
      outcome: 'denied',
      type: 'file',
      action: 'U',
      policy: 'picture.editOwn',
      repeats: 0,
      userId: clinic.actors.otherDoctor.userId,
    };
    expect(await lines()).toEqual([line, line]);
  });

  it('more than 5 MB, several files, a field beside it, or another kind of body is refused', async () => {
    const tooLarge = { status: 413, reason: 'picture_too_large' };
    const large = { bytes: Buffer.concat([jpeg, Buffer.alloc(5 * 1024 * 1024)]) };
    expect(await send('patient', large)).toMatchObject(tooLarge);
    expect(await send('patient', { bytes: jpeg }, { bytes: jpeg })).toMatchObject(tooLarge);
    const put = (body: string, type: string) =>
      fetch(`${clinic.url}/api/profile/picture`, {
        method: 'PUT',
        headers: { ...bearer('patient'), 'content-type': type },
        body,
      });
    expect((await put('{}', 'application/json')).status).toBe(415);
    expect((await put('x', 'multipart/form-data')).status).toBeGreaterThanOrEqual(400);
    expect((await put('--b\r\ncut off', 'multipart/form-data; boundary=b')).status).toBeLessThan(500);
    const field = '--b\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--b--\r\n';
    expect((await put(field, 'multipart/form-data; boundary=b')).status).toBeLessThan(500);
  });
});

describe('a flood of pictures', () => {
  it('is drawn one at a time, so that the threads which hash passwords stay free', async () => {
    const atOnce: number[] = [];
    const note = () => {
      const { queue, process } = sharp.counters();
      atOnce.push(queue + process);
    };
    sharp.queue.on('change', note);
    const sent = await Promise.all(Array.from({ length: 6 }, () => send('patient', { bytes: jpeg })));
    sharp.queue.off('change', note);

    expect(sent.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 200));
    expect(atOnce.length).toBeGreaterThanOrEqual(6);
    expect(Math.max(...atOnce)).toBe(1);
  });

  it('is ten of one account in an hour, whatever they turn out to be; others have their own', async () => {
    const limited = await listen({ config: { isRateLimited: 'on' } });
    const { patient, doctor } = limited.tokens;
    const put = (token: string, bytes: Buffer | string) => {
      const body = new FormData();
      body.set('picture', new File([new Uint8Array(Buffer.from(bytes))], 'me.jpg', { type: 'image/jpeg' }));
      const headers = { authorization: `Bearer ${token}` };
      return fetch(`${limited.url}/api/profile/picture`, { method: 'PUT', headers, body });
    };
    const statuses = async (times: number, ask: () => Promise<Response>) => {
      const seen: number[] = [];
      for (let n = 0; n < times; n++) seen.push((await ask()).status);
      return seen;
    };
    expect(await statuses(8, () => put(patient, HTML))).toEqual(Array.from({ length: 8 }, () => 415));
    expect(await statuses(2, () => put(patient, jpeg))).toEqual([200, 200]);

    const refused = await put(patient, jpeg);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ reason: 'rate_limited' });
    expect(refused.headers.get('ratelimit-policy')).toBe('"pictures";q=10;w=3600');
    expect(refused.headers.get('retry-after')).toBe('3600');
    expect((await put(doctor, jpeg)).status).toBe(200);
    limited.clock.advance({ seconds: 3600 });
    const { accessToken } = await limited.services.auth.issueSession(limited.actors.patient.userId, CALLER);
    expect((await put(accessToken, jpeg)).status).toBe(200);
    await limited.close();
  });
});
