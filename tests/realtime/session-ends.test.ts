import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IssuedSession } from '../../server/features/auth/auth.presenter.ts';
import { CALLER, emailOf, PASSWORD } from '../support/actors.ts';
import { nowMs, openScreen, type Screen } from '../support/screen.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, wall } from '../support/visits.ts';

let clinic: ListeningClinic;
beforeEach(async () => {
  clinic = await listen();
});
afterEach(() => clinic.close());

const SECOND = 1_000;
const sessionOf = (who: 'reception' | 'patient'): Promise<IssuedSession> =>
  clinic.services.auth.issueSession(clinic.actors[who].userId, CALLER);
const admin = () => clinic.call(clinic.actors.admin);

/** Every way to lose the right to a line, and how it comes about. */
const LOSSES: Record<string, (mine: IssuedSession) => Promise<unknown>> = {
  'signed out': (mine) => clinic.call(mine.actor).auth.signOut({}),
  'ended from the list': (mine) =>
    clinic.call(clinic.actors.reception).auth.endSession({ id: mine.actor.sessionId }),
  'ended with all others': () => clinic.call(clinic.actors.reception).auth.endOtherSessions({}),
  'ended by the admin': (mine) => admin().users.endSessions({ id: mine.actor.userId }),
  locked: (mine) => clinic.call(mine.actor).auth.lock({}),
  'without a person for five minutes': async () => clinic.clock.advance({ minutes: 5 }),
  'open for twelve hours': async () => clinic.clock.advance({ hours: 12 }),
  'the idle limit lowered': () => {
    clinic.clock.advance({ minutes: 2 });
    const changes = { receptionistIdleMin: 2, doctorIdleMin: 2, adminIdleMin: 2 };
    return admin().security.updateSettings({ changes, expectedVersion: 1, password: PASSWORD });
  },
  'the account disabled': (mine) =>
    admin().users.setActive({
      id: mine.actor.userId,
      isActive: false,
      expectedVersion: 1,
      password: PASSWORD,
    }),
  'somebody else signed in on the same browser': (mine) =>
    clinic
      .call(null, { caller: { heldToken: mine.refreshToken } })
      .auth.signIn({ email: emailOf('doctor'), password: PASSWORD }),
  'everything of the person ended, as a new password or role does': (mine) =>
    clinic.db.transact((tx) =>
      clinic.services.auth.endAllOf(tx, {
        userId: mine.actor.userId,
        by: clinic.actors.admin,
        subtype: 'session.endByAdmin',
      }),
    ),
};

async function hearsNothing(screen: Screen): Promise<void> {
  const heard = screen.hints.length;
  await book(clinic, { startsAt: wall('15:00', '2026-03-10') });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(screen.hints).toHaveLength(heard);
}

describe('a live line is cut within a second', () => {
  it.each(Object.keys(LOSSES))('%s', async (loss) => {
    const mine = await sessionOf('reception');
    const screen = await openScreen(clinic.url, mine.accessToken);
    const startedAt = nowMs();
    await LOSSES[loss]?.(mine);
    const { atMs } = await screen.cut;
    console.log(`line cut, ${loss}: ${(atMs - startedAt).toFixed(0)} ms`);

    expect(atMs - startedAt).toBeLessThan(SECOND);
    await expect(openScreen(clinic.url, mine.accessToken)).rejects.toThrow('unauthenticated');
    await hearsNothing(screen);
  });

  it('a patient away for a quarter of an hour', async () => {
    const mine = await sessionOf('patient');
    const screen = await openScreen(clinic.url, mine.accessToken);
    clinic.clock.advance({ minutes: 9 });
    await clinic.call(mine.actor).auth.reportActivity({ quietSec: 0 });
    clinic.clock.advance({ minutes: 14, seconds: 59 });
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(screen.socket.connected).toBe(true);
    const startedAt = nowMs();
    clinic.clock.advance({ seconds: 1 });
    const { signedOut, atMs } = await screen.cut;

    expect(signedOut).toBe(true);
    expect(atMs - startedAt).toBeLessThan(SECOND);
  });
});

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
