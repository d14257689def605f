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

describe('the end of a session', () => {
  it('cuts its sockets within a second, and only its own', async () => {
    const mine = await clinic.services.auth.issueSession(clinic.actors.reception.userId, CALLER);
    const [ending, staying] = await Promise.all([
      openScreen(clinic.url, mine.accessToken),
      openScreen(clinic.url, clinic.tokens.reception),
    ]);
    const endedAt = nowMs();
    await clinic.call(mine.actor).auth.signOut({});
    const { signedOut, atMs } = await ending.cut;

    expect(signedOut).toBe(true);
    expect(atMs - endedAt).toBeLessThan(SECOND);
    expect(await staying.socket.emitWithAck('ping')).toBe(clinic.clock.now());
    staying.close();
    await expect(openScreen(clinic.url, mine.accessToken)).rejects.toThrow('unauthenticated');
  });

  it('by disabling the account cuts all of its sockets within a second', async () => {
    const second = await clinic.services.auth.issueSession(clinic.actors.doctor.userId, CALLER);
    const open = await Promise.all(
      [clinic.tokens.doctor, second.accessToken].map((token) => openScreen(clinic.url, token)),
    );
    const endedAt = nowMs();
    await clinic.call(clinic.actors.admin).users.setActive({
      id: clinic.actors.doctor.userId,
      isActive: false,
      expectedVersion: 1,
      password: PASSWORD,
    });
    const cuts = await Promise.all(open.map((screen) => screen.cut));

    expect(cuts.every((cut) => cut.signedOut && cut.atMs - endedAt < SECOND)).toBe(true);
  });
});
