import { generateKeyPairSync } from 'node:crypto';
import { io } from 'socket.io-client';
import { CompactSign } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openScreen } from '../support/screen.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book } from '../support/visits.ts';

let clinic: ListeningClinic;
beforeEach(async () => {
  clinic = await listen();
});
afterEach(() => clinic.close());

describe('a socket', () => {
  it('opens with the same token as HTTP and answers', async () => {
    const screen = await openScreen(clinic.url, clinic.tokens.reception);
    const serverTime = await screen.socket.emitWithAck('ping');

    expect(serverTime).toBe(clinic.clock.now());
    screen.close();
  });

  it('is refused with no token, a forged one, another’s algorithm or text of any kind', async () => {
    const [header = '', claims = '', signature = ''] = clinic.tokens.reception.split('.');
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const foreign = await new CompactSign(Buffer.from(claims, 'base64url'))
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
      .sign(privateKey);
    const admin = { ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object), role: 'admin' };
    const forgeries: unknown[] = [
      undefined,
      '',
      'undefined',
      42,
      { token: clinic.tokens.reception },
      [clinic.tokens.reception],
      `Bearer ${clinic.tokens.reception}`,
      `${encode({ alg: 'none', typ: 'at+jwt' })}.${claims}.`,
      `${encode({ alg: 'HS256', typ: 'at+jwt' })}.${claims}.${signature}`,
      `${header}.${encode(admin)}.${signature}`,
      `${header}.${claims}.${signature.slice(0, -4)}AAAA`,
      foreign,
      'x'.repeat(20_000),
    ];

    for (const token of forgeries) {
      await expect(openScreen(clinic.url, token)).rejects.toThrow('unauthenticated');
    }
  });

  it('is refused with a token that has ended', async () => {
    clinic.clock.advance({ minutes: 11 });

    await expect(openScreen(clinic.url, clinic.tokens.reception)).rejects.toThrow('unauthenticated');
  });

  it('is refused from a page of another origin, by every way in', async () => {
    for (const transport of ['websocket', 'polling']) {
      const socket = io(clinic.url, {
        auth: { token: clinic.tokens.reception },
        extraHeaders: { origin: 'http://evil.example' },
        transports: [transport],
        reconnection: false,
        forceNew: true,
      });
      const error = await new Promise((resolve) => {
        socket.once('connect_error', resolve);
        socket.once('connect', () => resolve('connected'));
      });
      socket.close();

      expect(error).toBeInstanceOf(Error);
    }
  });

  it('joins no room by its own word, and one that floods is cut', async () => {
    const screen = await openScreen(clinic.url, clinic.tokens.otherPatient);
    const raw = screen.socket as unknown as { emit(event: string, ...values: unknown[]): void };
    raw.emit('join', 'desk');
    raw.emit('subscribe', { room: `doctor:${clinic.cast.doctor}` });
    await screen.socket.emitWithAck('ping');
    const visit = await book(clinic);
    await screen.socket.emitWithAck('ping');
    expect(screen.hints.filter(({ change }) => 'id' in change && change.id === visit.id)).toEqual([]);

    for (let n = 0; n < 60; n++) raw.emit('noise', n);
    expect(await screen.cut).toMatchObject({ signedOut: false });
  });

  it('is one of fifty at most for one person; others are not kept out', async () => {
    const open = await Promise.all(
      Array.from({ length: 50 }, () => openScreen(clinic.url, clinic.tokens.patient)),
    );
    await expect(openScreen(clinic.url, clinic.tokens.patient)).rejects.toThrow('rate_limited');
    open.push(await openScreen(clinic.url, clinic.tokens.otherPatient));

    expect(open).toHaveLength(51);
    for (const screen of open) screen.close();
    const lines = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('outcome', '=', 'denied').execute(),
    );
    expect(lines).toMatchObject([{ subtype: 'auth.liveLine', userId: clinic.actors.patient.userId }]);
  });

  it('survives what a broken client sends', async () => {
    const screen = await openScreen(clinic.url, clinic.tokens.reception);
    const raw = screen.socket as unknown as { emit(event: string, ...values: unknown[]): void };
    raw.emit('ping');
    raw.emit('ping', 'not a function');
    raw.emit('ping', null, { deep: { er: [1, 2, 3] } });

    expect(await screen.socket.emitWithAck('ping')).toBe(clinic.clock.now());
    screen.close();
  });
});

describe('the end of a session', () => {
  it('takes the hints with it: nothing is heard after', async () => {
    const screen = await openScreen(clinic.url, clinic.tokens.doctor);
    await clinic.call(clinic.actors.doctor).auth.signOut({});
    await screen.cut;
    await book(clinic);

    expect(screen.hints).toEqual([]);
  });

  it('closes with the server, in good order', async () => {
    const screen = await openScreen(clinic.url, clinic.tokens.reception);
    const told = new Promise<void>((resolve) => screen.socket.once('closing', () => resolve()));
    await clinic.server.close();

    await told;
    expect(await screen.cut).toMatchObject({ signedOut: false });
  });
});
