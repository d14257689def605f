import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../shared/realtime/changes.ts';
import { openRawLine, openSignedInLine } from '../support/raw-line.ts';
import { openScreen } from '../support/screen.ts';
import { send } from '../support/send.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';

const POLL = '/socket.io/?EIO=4&transport=polling';
const MB = 1024 * 1024;
/** What the kernel takes off the server's hands, on both sides of a loopback connection. */
const KERNEL_BYTES = 16 * MB;

/** Waits its time while the other tests run. */
let silent: { clinic: ListeningClinic; ended: Promise<number> };
beforeAll(async () => {
  const quiet = await listen();
  silent = { clinic: quiet, ended: (await openRawLine(quiet.url)).ended };
});
afterAll(() => silent.clinic.close());

let clinic: ListeningClinic;
beforeEach(async () => {
  clinic = await listen();
});
afterEach(() => clinic.close());

describe('a line that says more than a screen would', () => {
  it('is cut within three seconds at a thousand events a second, and others are not', async () => {
    const other = await openScreen(clinic.url, clinic.tokens.reception);
    const line = await openSignedInLine(clinic.url, clinic.tokens.patient);
    const floodedAt = performance.now();
    let said = 0;
    const flood = setInterval(() => {
      for (let n = 0; n < 10; n++) line.say(`42["noise",${said++}]`);
    }, 10);
    await line.ended;
    clearInterval(flood);
    const cutAfterMs = performance.now() - floodedAt;
    console.log(`one socket at 1,000 events/s: cut after ${cutAfterMs.toFixed(0)} ms, ${said} events`);

    expect(cutAfterMs).toBeLessThan(3_000);
    expect(await other.socket.emitWithAck('ping')).toBe(clinic.clock.now());
    other.close();
  });

  it.each([
    ['answers to no ping', '3'],
    ['sign-ins', '40{"token":"x"}'],
    ['other namespaces', '40/other,'],
    ['acknowledgements', '430[]'],
  ])('is cut whatever it says: %s', async (_what, packet) => {
    const line = await openSignedInLine(clinic.url, clinic.tokens.patient);
    for (let n = 0; n < 60; n++) line.say(packet);

    // It does not answer the server's farewell either.
    expect(await line.ended).toBeLessThan(3_000);
  });

  it('is cut when it says it all in one poll', async () => {
    const { body } = await send(`${clinic.url}${POLL}`);
    const { sid } = JSON.parse(body.slice(1)) as { sid: string };
    const payload = Array.from({ length: 5_000 }, () => '3').join('\u001E');
    await send(`${clinic.url}${POLL}&sid=${sid}`, { method: 'POST', body: payload });
    const after = await send(`${clinic.url}${POLL}&sid=${sid}`);

    expect(after.status).toBe(400);
    expect(after.body).toContain('Session ID unknown');
  });

  it('is closed when it says that it leaves, so that none is held unseen', async () => {
    const line = await openSignedInLine(clinic.url, clinic.tokens.patient);
    line.say('41');

    expect(await line.ended).toBeLessThan(5_000);
  });

  it('is left alone as long as it is a screen', async () => {
    const screen = await openScreen(clinic.url, clinic.tokens.reception);
    for (let n = 0; n < 15; n++) await screen.socket.emitWithAck('ping');

    expect(screen.socket.connected).toBe(true);
    screen.close();
  });
});

describe('a line that does not listen', () => {
  const change = (n: number): Change => ({
    type: 'appointment.changed',
    id: `01a20609-f1b0-722c-8fb7-${String(n).padStart(12, '0')}` as never,
    version: 1,
    doctorId: clinic.cast.doctor,
    patientId: clinic.cast.patient,
    days: ['2026-03-03' as never],
  });

  /** One commit that changes five hundred visits: about 120 KB for each line. */
  const announce = () =>
    clinic.db.transact(async ({ emit }) => {
      for (let n = 0; n < 500; n++) emit(change(n));
    });

  it('is cut when a megabyte waits for it; one that listens hears everything', async () => {
    const listening = await openScreen(clinic.url, clinic.tokens.reception);
    const deaf = await openSignedInLine(clinic.url, clinic.tokens.reception);
    deaf.socket.pause();
    const deafLine = { isCut: false };
    void deaf.ended.then(() => {
      deafLine.isCut = true;
    });
    const before = process.memoryUsage().rss;
    let rounds = 0;
    while (!deafLine.isCut && rounds < 400) {
      await announce();
      rounds += 1;
      // A word now and then: a deaf line learns of its end only when it speaks.
      if (rounds % 10 === 0) deaf.say('3');
      await listening.socket
        .emitWithAck('ping')
        .then(() => new Promise((resolve) => setTimeout(resolve, 60)));
    }
    const sentBytes = rounds * JSON.stringify(Array.from({ length: 500 }, (_, n) => change(n))).length;
    console.log(
      `a socket that does not read: cut after ${(sentBytes / MB).toFixed(1)} MB sent to it, kernel's part ` +
        `included; this process grew by ${((process.memoryUsage().rss - before) / MB).toFixed(0)} MB`,
    );

    expect(deafLine.isCut).toBe(true);
    expect(sentBytes).toBeLessThan(KERNEL_BYTES);
    await expect.poll(() => listening.hints.length).toBe(rounds * 500);
    listening.close();
  }, 60_000);

  it('is cut by poll too, when it never comes to fetch', async () => {
    const { body } = await send(`${clinic.url}${POLL}`);
    const { sid } = JSON.parse(body.slice(1)) as { sid: string };
    const at = `${clinic.url}${POLL}&sid=${sid}`;
    await send(at, { method: 'POST', body: `40${JSON.stringify({ token: clinic.tokens.reception })}` });
    expect((await send(at)).body).toContain('40{"sid"');
    for (let n = 0; n < 12; n++) await announce();
    await new Promise((resolve) => setTimeout(resolve, 50));

    expect((await send(at)).body).toContain('Session ID unknown');
  });
});

describe('a line nobody signs in on', () => {
  it('is closed after ten seconds', async () => {
    expect(await silent.ended).toBeLessThan(13_000);
  });
});
