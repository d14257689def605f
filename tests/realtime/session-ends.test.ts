import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IssuedSession } from '../../server/features/auth/auth.presenter.ts';
import { CALLER, PASSWORD } from '../support/actors.ts';
import { type Authenticator, createAuthenticator } from '../support/authenticator.ts';
import { reasonOf } from '../support/refusal.ts';
import { nowMs, openScreen } from '../support/screen.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, wall } from '../support/visits.ts';

let clinic: ListeningClinic;
beforeEach(async () => {
  clinic = await listen();
});
afterEach(() => clinic.close());

const sessionOf = (who: 'reception' | 'patient'): Promise<IssuedSession> =>
  clinic.services.auth.issueSession(clinic.actors[who].userId, CALLER);

describe('a locked session', () => {
  it('is refused at every door but those that unlock or leave it', async () => {
    const mine = await sessionOf('reception');
    await clinic.call(mine.actor).auth.lock({});
    const headers = { authorization: `Bearer ${mine.accessToken}`, 'content-type': 'application/json' };
    const day = encodeURIComponent(JSON.stringify({ day: '2026-03-02' }));
    const board = await fetch(`${clinic.url}/trpc/appointments.dayBoard?input=${day}`, { headers });
    const me = await fetch(`${clinic.url}/api/auth/me`, { headers });
    expect([board.status, me.status]).toEqual([403, 403]);
    expect(await me.json()).toMatchObject({ reason: 'session_locked' });
    const body = JSON.stringify({ password: PASSWORD });
    const unlock = await fetch(`${clinic.url}/api/auth/unlock`, { method: 'POST', headers, body });
    expect(unlock.status).toBe(200);

    const screen = await openScreen(clinic.url, mine.accessToken);
    await book(clinic);
    await screen.waitFor((change) => change.type === 'appointment.changed');
    screen.close();
  });

  it('is not kept awake by hints, reads or renewed tokens', async () => {
    const mine = await sessionOf('reception');
    const screen = await openScreen(clinic.url, mine.accessToken);
    const headers = { authorization: `Bearer ${mine.accessToken}` };
    let cookie = `medlink_refresh=${mine.refreshToken}`;
    for (let minute = 0; minute < 4; minute += 1) {
      clinic.clock.advance({ minutes: 1 });
      await book(clinic, { startsAt: wall(`1${minute}:00`, '2026-03-03') });
      await screen.socket.emitWithAck('ping');
      expect((await fetch(`${clinic.url}/api/auth/me`, { headers })).status).toBe(200);
      const renewed = await fetch(`${clinic.url}/api/auth/refresh`, {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', 'user-agent': CALLER.device },
        body: '{}',
      });
      cookie = renewed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    }
    clinic.clock.advance({ minutes: 1 });

    expect(await screen.cut).toBeDefined();
    expect((await fetch(`${clinic.url}/api/auth/me`, { headers })).status).toBe(403);
  });
});

describe('a session that is held back', () => {
  const origin = 'https://desk.clinic.test:4780';
  const own = (who: 'reception' | 'admin') => clinic.call(clinic.actors[who], { caller: { origin } }).auth;

  async function addPasskey(who: 'reception' | 'admin') {
    const device = createAuthenticator(origin);
    const { attempt, options } = await own(who).beginPasskey({ name: 'Phone', password: PASSWORD });
    await own(who).finishPasskey({ attempt, ...(await device.create(options)) });
    return device;
  }

  async function enter(device: Authenticator, counter: number) {
    const { auth } = clinic.call(null, { caller: { origin } });
    const { attempt, options } = await auth.beginPasskeySignIn({});
    const proof = { attempt, ...device.get(options, { counter }) };
    return auth.signInWithPasskey({ proof, tokenInBody: true });
  }

  it('has no live line any more, and gets none', async () => {
    const device = await addPasskey('reception');
    await addPasskey('admin');
    const { security } = clinic.call(clinic.actors.admin);
    const { version: expectedVersion } = await security.settings({});
    const changes = { secondFactorFor: 'staff' } as const;
    await security.updateSettings({ changes, expectedVersion, password: PASSWORD });
    const [screen, other] = await Promise.all([
      openScreen(clinic.url, clinic.tokens.reception),
      openScreen(clinic.url, clinic.tokens.admin),
    ]);
    await enter(device, 50);
    const at = nowMs();
    expect(await reasonOf(enter(device, 3))).toBe('passkey_suspended');

    expect(await screen.cut).toMatchObject({ signedOut: true });
    expect((await screen.cut).atMs - at).toBeLessThan(1_000);
    await expect(openScreen(clinic.url, clinic.tokens.reception)).rejects.toThrow('unauthenticated');
    expect(other.socket.connected).toBe(true);
    other.close();
  });
});
