import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { refusal } from '../../support/refusal.ts';
import { type CookieJar, startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
let first: string;
beforeEach(async () => {
  clinic = await startClinic();
  first = (await signIn()).refreshToken ?? '';
});
afterEach(() => clinic.close());

const signIn = (who: 'reception' | 'patient' = 'reception') =>
  clinic.call(null).auth.signIn({ email: emailOf(who), password: PASSWORD, tokenInBody: true });
const refresh = (refreshToken: string, device = 'Vitest') =>
  clinic.call(null, { caller: { device } }).auth.refresh({ refreshToken });
const successorOf = async (token: string) => (await refresh(token)).refreshToken ?? '';

describe('refreshing', () => {
  it('gives a new access token and a new refresh token', async () => {
    const signedIn = await refresh(first);

    expect(signedIn.me.role).toBe('receptionist');
    expect(signedIn.refreshToken).toMatch(/^[\w-]{43}$/);
    expect(signedIn.refreshToken).not.toBe(first);
    expect(await clinic.services.auth.actorFromToken(signedIn.accessToken)).toEqual(signedIn.me);
  });

  it('reads and writes the cookie of a browser', async () => {
    const cookie: CookieJar = { token: first };
    const signedIn = await clinic.call(null, { cookie }).auth.refresh({});

    expect(signedIn.refreshToken).toBeNull();
    expect(cookie.token).not.toBe(first);
    clinic.clock.advance({ minutes: 5 });
    expect((await clinic.call(null, { cookie }).auth.refresh({})).me.role).toBe('receptionist');
  });

  it('keeps one session through many rotations', async () => {
    let token = first;
    const sessions = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      clinic.clock.advance({ minutes: 9 });
      const signedIn = await refresh(token);
      sessions.add(signedIn.me.sessionId);
      token = signedIn.refreshToken ?? '';
    }

    expect(sessions.size).toBe(1);
  });

  it('ends with the session: after 12 hours for staff however often it is used', async () => {
    let token = first;
    for (let hour = 0; hour < 11; hour += 1) {
      clinic.clock.advance({ hours: 1 });
      token = await successorOf(token);
    }
    clinic.clock.advance({ hours: 1, seconds: 1 });

    expect((await refusal(refresh(token))).reason).toBe('unauthenticated');
  });

  it('ends for a patient who has been away for a quarter of an hour, however fresh the token', async () => {
    let { refreshToken } = await signIn('patient');
    clinic.clock.advance({ minutes: 8 });
    ({ refreshToken } = await refresh(refreshToken ?? ''));
    clinic.clock.advance({ minutes: 7 });

    expect((await refusal(refresh(refreshToken ?? ''))).reason).toBe('unauthenticated');
  });

  it('tells staff who have been away that the session is locked', async () => {
    clinic.clock.advance({ seconds: 299 });
    const awake = await refresh(first);
    clinic.clock.advance({ seconds: 1 });
    const away = await refresh(awake.refreshToken ?? '');

    expect([awake.isLocked, away.isLocked]).toEqual([false, true]);
    expect(await clinic.services.auth.actorFromToken(away.accessToken)).toBeNull();
  });

  it('is worth nothing once the account is disabled', async () => {
    await clinic.call(clinic.actors.admin).users.setActive({
      id: clinic.actors.reception.userId,
      isActive: false,
      expectedVersion: 1,
      password: PASSWORD,
    });

    expect((await refusal(refresh(first))).reason).toBe('unauthenticated');
  });

  it('brings nothing back to life when the clock is set back', async () => {
    const { refreshToken } = await signIn('patient');
    clinic.clock.advance({ minutes: 15 });
    expect((await refusal(refresh(refreshToken ?? ''))).reason).toBe('unauthenticated');
    clinic.clock.advance({ minutes: -14 });
    expect((await refusal(refresh(refreshToken ?? ''))).reason).toBe('unauthenticated');

    await successorOf(first);
    clinic.clock.advance({ seconds: 11 });
    // The watch over the sessions looks at the clock twice a second.
    await clinic.services.auth.sweepSessions();
    clinic.clock.advance({ seconds: -8 });
    expect((await refusal(refresh(first))).reason).toBe('unauthenticated');
  });

  it.each(['', 'x', 'A'.repeat(43), 'null'])('refuses the made-up token "%s"', async (token) => {
    expect((await refusal(refresh(token))).reason).toBe('unauthenticated');
  });

  it('refuses a browser without a cookie', async () => {
    expect((await refusal(clinic.call(null).auth.refresh({}))).reason).toBe('unauthenticated');
  });
});

describe('two tabs', () => {
  it('that refresh at once get the same successor, 200 times over', async () => {
    let token = first;
    for (let round = 0; round < 200; round += 1) {
      const [one, other] = await Promise.all([successorOf(token), successorOf(token)]);
      expect(other).toBe(one);
      token = one;
    }

    expect((await refresh(token)).me.role).toBe('receptionist');
  });

  it('may come nine seconds apart', async () => {
    const successor = await successorOf(first);
    clinic.clock.advance({ seconds: 9 });

    expect(await successorOf(first)).toBe(successor);
  });
});

describe('a token that was stolen and used later', () => {
  const live = () => clinic.services.auth.actorFromToken;

  it('ends the whole session, the thief and the owner alike', async () => {
    const { accessToken, refreshToken, me } = await refresh(first);
    clinic.clock.advance({ seconds: 11 });

    expect((await refusal(refresh(first))).reason).toBe('unauthenticated');
    expect((await refusal(refresh(refreshToken ?? ''))).reason).toBe('unauthenticated');
    expect(await live()(accessToken)).toBeNull();
    expect(clinic.events).toContainEqual({
      type: 'session.ended',
      sessionId: me.sessionId,
      userId: me.userId,
    });
  });

  it('ends it even within the grace when another device brings it', async () => {
    const { accessToken } = await refresh(first);

    expect((await refusal(refresh(first, 'Somebody else'))).reason).toBe('unauthenticated');
    expect(await live()(accessToken)).toBeNull();
  });

  it('leaves the other sessions of that person alone', async () => {
    const elsewhere = await signIn();
    await refresh(first);
    clinic.clock.advance({ seconds: 11 });
    await refusal(refresh(first));

    expect(await live()(elsewhere.accessToken)).not.toBeNull();
  });

  it('is on the record', async () => {
    const { me } = await refresh(first);
    clinic.clock.advance({ seconds: 11 });
    await refusal(refresh(first));
    const events = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('subtype', '=', 'session.replayed').execute(),
    );

    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ outcome: 'failure', objectId: me.sessionId });
  });
});

describe('signing out', () => {
  it('ends the session and clears the cookie', async () => {
    const { accessToken, me } = await refresh(first);
    const cookie: CookieJar = { token: 'anything' };
    const answer = await clinic.call(me, { cookie }).auth.signOut({});

    expect(answer).toEqual({ ok: true });
    expect(cookie.token).toBeUndefined();
    expect(await clinic.services.auth.actorFromToken(accessToken)).toBeNull();
    expect((await refusal(refresh(first))).reason).toBe('unauthenticated');
    expect(clinic.events).toContainEqual({
      type: 'session.ended',
      sessionId: me.sessionId,
      userId: me.userId,
    });
  });

  it('is nothing to somebody who is not signed in', async () => {
    expect((await refusal(clinic.call(null).auth.signOut({}))).reason).toBe('unauthenticated');
    expect((await refusal(clinic.call(null).auth.me({}))).reason).toBe('unauthenticated');
  });
});
