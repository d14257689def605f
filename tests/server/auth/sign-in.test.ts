import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CALLER, emailOf, PASSWORD } from '../../support/actors.ts';
import { refusal } from '../../support/refusal.ts';
import { type CookieJar, startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const good = { email: emailOf('reception'), password: PASSWORD };
const signIn = (input: { email: string; password: string }, address = CALLER.address) =>
  clinic.call(null, { caller: { address } }).auth.signIn(input);

function trail(subtype: string) {
  return clinic.db.read((q) =>
    q.selectFrom('auditEvent').selectAll().where('subtype', '=', subtype).orderBy('id', 'desc').execute(),
  );
}

describe('signing in', () => {
  it('answers who one is, and puts the refresh token into the cookie alone', async () => {
    const cookie: CookieJar = { token: undefined };
    const signedIn = await clinic.call(null, { cookie }).auth.signIn(good);

    expect(signedIn.me).toMatchObject({ role: 'receptionist', email: good.email, doctorId: null });
    expect(signedIn.refreshToken).toBeNull();
    expect(signedIn.expiresInSec).toBe(600);
    expect(cookie.token).toMatch(/^[\w-]{43}$/);
    expect(await clinic.services.auth.actorFromToken(signedIn.accessToken)).toEqual(signedIn.me);
  });

  it('hands the refresh token to an API client, and sets no cookie then', async () => {
    const cookie: CookieJar = { token: undefined };
    const signedIn = await clinic.call(null, { cookie }).auth.signIn({ ...good, tokenInBody: true });

    expect(signedIn.refreshToken).toMatch(/^[\w-]{43}$/);
    expect(cookie.token).toBeUndefined();
  });

  it('takes the e-mail address in any case', async () => {
    expect((await signIn({ ...good, email: 'Reception@Clinic.TEST' })).me.role).toBe('receptionist');
  });

  it('stores no token as it is', async () => {
    const { refreshToken } = await clinic.call(null).auth.signIn({ ...good, tokenInBody: true });
    const rows = await clinic.db.read((q) => q.selectFrom('refreshToken').select('tokenHash').execute());

    expect(rows.map((row) => row.tokenHash)).not.toContain(refreshToken);
  });

  it('remembers device, address and an end: 12 hours', async () => {
    await signIn(good);
    await signIn({ email: emailOf('patient'), password: PASSWORD });
    const [patient, staff] = await clinic.db.read((q) =>
      q.selectFrom('session').selectAll().orderBy('id', 'desc').limit(2).execute(),
    );

    expect(staff).toMatchObject({ device: 'Vitest', address: CALLER.address, endedAt: null });
    expect(staff?.expiresAt).toBe('2026-03-02T19:00:00.000Z');
    expect(patient?.expiresAt).toBe('2026-03-02T19:00:00.000Z');
  });
});

describe('a refused sign-in', () => {
  it('answers alike for a wrong password and an unknown name', async () => {
    const wrong = await refusal(signIn({ ...good, password: 'not this one' }));
    const unknown = await refusal(signIn({ email: 'nobody@clinic.test', password: 'not this one' }));

    expect(wrong).toMatchObject({ reason: 'bad_credentials', details: {}, status: 401 });
    expect(unknown).toEqual(wrong);
  });

  it('spends the same work on an unknown name', async () => {
    // The shortest of many rounds, taken by turns: a busy machine only ever makes a round longer.
    const shortestMs = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
    const emails = { known: emailOf('otherDoctor'), unknown: 'nobody@clinic.test' };
    for (let round = 0; round < 10; round += 1) {
      for (const who of ['known', 'unknown'] as const) {
        const startedAt = performance.now();
        await refusal(signIn({ email: emails[who], password: 'not this one' }, `192.0.2.${100 + round}`));
        shortestMs[who] = Math.min(shortestMs[who], performance.now() - startedAt);
      }
    }

    // Without the hashing an unknown name answers in a small part of the time.
    expect(shortestMs.unknown).toBeGreaterThan(shortestMs.known / 2);
  });

  it('tells a disabled account only to whoever knows its password', async () => {
    await clinic.db.transact(({ q }) =>
      q.updateTable('appUser').set({ isActive: 0 }).where('email', '=', good.email).execute(),
    );

    expect((await refusal(signIn(good))).reason).toBe('account_disabled');
    expect((await refusal(signIn({ ...good, password: 'wrong' }))).reason).toBe('bad_credentials');
  });

  it('leaves a trail of successes and failures, without the password', async () => {
    await refusal(signIn({ ...good, password: 'my secret mistake' }));
    await signIn(good);
    const events = await trail('session.signIn');

    expect(events[0]).toMatchObject({ outcome: 'success', userId: clinic.actors.reception.userId });
    expect(events[1]).toMatchObject({
      outcome: 'failure',
      objectId: clinic.actors.reception.userId,
      address: CALLER.address,
    });
    expect(JSON.stringify(events)).not.toContain('secret mistake');
  });

  it('names an unknown field', async () => {
    const input = { ...good, role: 'admin' };

    expect((await refusal(clinic.call(null).auth.signIn(input))).details).toEqual({
      fields: [{ path: 'role', message: 'is not a known field' }],
    });
  });
});

describe('guessing', () => {
  it('is slowed down for one account, from wherever it comes', async () => {
    for (let guess = 0; guess < 10; guess += 1) {
      await refusal(signIn({ ...good, password: `guess ${guess}` }, `198.51.100.${guess}`));
    }
    const refused = await refusal(signIn(good, '203.0.113.7'));

    expect(refused).toMatchObject({ reason: 'rate_limited', details: { retryAfterSec: 300 } });
    clinic.clock.advance({ seconds: 301 });
    expect((await signIn(good)).me.role).toBe('receptionist');
  });

  it('is slowed down for one address, whatever the account', async () => {
    for (let guess = 0; guess < 30; guess += 1) {
      await refusal(signIn({ email: `guess${guess}@clinic.test`, password: 'x' }, '198.51.100.1'));
    }

    expect((await refusal(signIn(good, '198.51.100.1'))).reason).toBe('rate_limited');
    expect((await signIn(good, '198.51.100.2')).me.role).toBe('receptionist');
  });

  it('does not shut out whoever comes on a device they have signed in on', async () => {
    const cookie: CookieJar = { token: undefined };
    await clinic.call(null, { cookie }).auth.signIn(good);
    for (let guess = 0; guess < 10; guess += 1) {
      await refusal(signIn({ ...good, password: `guess ${guess}` }, `198.51.100.${guess}`));
    }

    expect((await refusal(signIn(good))).reason).toBe('rate_limited');
    expect((await clinic.call(null, { cookie }).auth.signIn(good)).me.role).toBe('receptionist');
  });

  it('is slowed down on a known device, too, and the device is known for its own people alone', async () => {
    const cookie: CookieJar = { token: undefined };
    await clinic.call(null, { cookie }).auth.signIn(good);
    const onDevice = (input: { email: string; password: string }) =>
      refusal(clinic.call(null, { cookie }).auth.signIn(input));
    const other = { email: emailOf('admin'), password: 'x' };
    for (let guess = 0; guess < 10; guess += 1) {
      await onDevice({ ...good, password: `guess ${guess}` });
      await refusal(signIn(other, `198.51.100.${guess}`));
    }

    expect((await onDevice(good)).reason).toBe('rate_limited');
    expect((await onDevice(other)).reason).toBe('rate_limited');
  });

  it('knows no device by a secret the server has not given out', async () => {
    const planted: CookieJar = { token: undefined, device: 'A'.repeat(43) };
    await clinic.call(null, { cookie: planted }).auth.signIn(good);
    const devices = await clinic.db.read((q) => q.selectFrom('knownDevice').selectAll().execute());

    expect(planted.device).toMatch(/^[\w-]{43}$/);
    expect(planted.device).not.toBe('A'.repeat(43));
    expect(devices.map(({ deviceHash }) => deviceHash)).not.toContain(planted.device);
  });

  it('keeps one secret for a device that several people share', async () => {
    const cookie: CookieJar = { token: undefined };
    await clinic.call(null, { cookie }).auth.signIn(good);
    const first = cookie.device;
    await clinic.call(null, { cookie }).auth.signIn({ email: emailOf('admin'), password: PASSWORD });

    expect(cookie.device).toBe(first);
  });

  it('of a signed-in person’s password again is not stopped by a stranger’s guesses', async () => {
    for (let guess = 0; guess < 10; guess += 1) {
      await refusal(signIn({ ...good, password: `guess ${guess}` }, `198.51.100.${guess}`));
    }

    await clinic.services.auth.confirmPassword(clinic.actors.reception, PASSWORD);
    for (let guess = 0; guess < 10; guess += 1) {
      await clinic.services.auth.confirmPassword(clinic.actors.reception, 'x').catch(() => undefined);
    }
    const refused = clinic.services.auth.confirmPassword(clinic.actors.reception, PASSWORD);
    await expect(refused).rejects.toMatchObject({ code: 'rate_limited' });
  });

  it('goes on slowly over days, and ends below a hundred a day', async () => {
    let judged = 0;
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      for (let guess = 0; guess < 12; guess += 1) {
        const address = `198.51.${Math.floor(minute / 250)}.${minute % 250}`;
        const { reason } = await refusal(signIn({ ...good, password: 'x' }, address));
        if (reason === 'bad_credentials') judged += 1;
        else break;
      }
      clinic.clock.advance({ minutes: 5 });
    }

    expect(judged).toBe(50);
  });

  it('does not slip by when a hundred attempts come at once', async () => {
    const guesses = Array.from({ length: 100 }, (_, n) =>
      refusal(signIn({ ...good, password: `guess ${n}` })),
    );
    const reasons = (await Promise.all(guesses)).map((refused) => refused.reason);

    expect(reasons.filter((reason) => reason === 'bad_credentials')).toHaveLength(10);
  });

  it('does not count those who get in: a whole clinic signs in from one address', async () => {
    for (let round = 0; round < 40; round += 1) await signIn(good);

    expect((await signIn(good)).me.role).toBe('receptionist');
  });
});
