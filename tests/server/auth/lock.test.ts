import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CALLER, emailOf, PASSWORD } from '../../support/actors.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const PIN = '2580';
const desk = () => clinic.call(clinic.actors.reception).auth;
/** What the token of the desk is good for now. */
const desksToken = () => clinic.services.auth.bearerOf(clinic.tokens.reception);
const setPin = () => desk().setPin({ pin: PIN, password: PASSWORD });

describe('locking', () => {
  it('leaves the session good for nothing but to be unlocked', async () => {
    await desk().lock({});

    expect(await desksToken()).toEqual({ actor: clinic.actors.reception, heldBack: 'session_locked' });
    expect(await clinic.services.auth.actorFromToken(clinic.tokens.reception)).toBeNull();
    expect(clinic.events).toContainEqual(
      expect.objectContaining({ type: 'session.locked', sessionId: clinic.actors.reception.sessionId }),
    );
  });

  it('comes by itself after five minutes without a person, also when nothing is called', async () => {
    clinic.clock.advance({ seconds: 299 });
    await clinic.services.auth.sweepSessions();
    expect(await desksToken()).toMatchObject({ heldBack: null });
    clinic.clock.advance({ seconds: 1 });
    expect(await desksToken()).toMatchObject({ heldBack: 'session_locked' });
    await clinic.services.auth.sweepSessions();

    const locked = clinic.events.filter((event) => event.type === 'session.locked');
    expect(locked.map(({ sessionId }) => sessionId).toSorted()).toEqual(
      [clinic.actors.admin, clinic.actors.reception, clinic.actors.doctor, clinic.actors.otherDoctor]
        .map(({ sessionId }) => sessionId)
        .toSorted(),
    );
    clinic.clock.advance({ minutes: -5 });
    expect(await desksToken()).toMatchObject({ heldBack: 'session_locked' });
  });

  it('waits as long as a person is there', async () => {
    for (let minute = 0; minute < 9; minute += 1) {
      clinic.clock.advance({ minutes: 1 });
      await desk().reportActivity({ quietSec: 0 });
      await clinic.services.auth.sweepSessions();
    }
    expect(await desksToken()).toMatchObject({ heldBack: null });
  });

  it('does not save a session from its end: patients after 15 minutes, staff after 12 hours', async () => {
    const patients = () => clinic.services.auth.bearerOf(clinic.tokens.patient);
    const ended = () => clinic.events.filter((event) => event.type === 'session.ended').length;
    clinic.clock.advance({ minutes: 9, seconds: 59 });
    await clinic.services.auth.sweepSessions();
    expect(await patients()).toMatchObject({ heldBack: null });
    clinic.clock.advance({ minutes: 5 });
    await clinic.services.auth.sweepSessions();
    expect(ended()).toBe(0);
    clinic.clock.advance({ seconds: 1 });
    await clinic.services.auth.sweepSessions();
    expect(ended()).toBe(2);
    clinic.clock.advance({ hours: 12 });
    await clinic.services.auth.sweepSessions();
    expect(ended()).toBe(6);
  });
});

describe('the limits', () => {
  it('are the clinic’s own, in force at once for those already signed in', async () => {
    const admin = clinic.call(clinic.actors.admin);
    clinic.clock.advance({ minutes: 3 });
    await admin.security.updateSettings({
      changes: { receptionistIdleMin: 2, patientIdleMin: 30 },
      expectedVersion: 1,
      password: PASSWORD,
    });

    expect(await desksToken()).toMatchObject({ heldBack: 'session_locked' });
    // Of each role its own.
    expect((await clinic.services.auth.actorFromToken(clinic.tokens.doctor))?.role).toBe('doctor');
    clinic.clock.advance({ minutes: 20 });
    await clinic.services.auth.sweepSessions();
    const ended = clinic.events.filter((event) => event.type === 'session.ended');
    expect(ended).toEqual([]);
  });

  it('hold for each role when a sweep looks after those who call nothing', async () => {
    const changes = { doctorIdleMin: 60, receptionistIdleMin: 30, adminIdleMin: 2 };
    await clinic
      .call(clinic.actors.admin)
      .security.updateSettings({ changes, expectedVersion: 1, password: PASSWORD });
    const lockedNow = async () => {
      await clinic.services.auth.sweepSessions();
      const isLocked = clinic.db.file.prepare('SELECT locked_at IS NOT NULL FROM session WHERE id = ?');
      return (['admin', 'reception', 'doctor'] as const).filter(
        (who) => isLocked.pluck().get(clinic.actors[who].sessionId) === 1,
      );
    };

    clinic.clock.advance({ minutes: 3 });
    expect(await lockedNow()).toEqual(['admin']);
    clinic.clock.advance({ minutes: 30 });
    expect(await lockedNow()).toEqual(['admin', 'reception']);
  });

  it('that were chosen for all of the staff hold for each role of it', async () => {
    const settings = JSON.stringify({ staffIdleMin: 3, patientIdleMin: 30 });
    const restarted = await startClinic();
    restarted.db.file
      .prepare(
        "INSERT INTO security_settings (id, settings, version, updated_at) VALUES (1, ?, 2, '2026-03-02T07:00:00.000Z')",
      )
      .run(settings);

    const read = await restarted.call(restarted.actors.admin).security.settings({});
    expect(read.settings).toMatchObject({
      adminIdleMin: 3,
      doctorIdleMin: 3,
      receptionistIdleMin: 3,
      patientIdleMin: 30,
      doctorTotalHours: 12,
    });
    await restarted.close();
  });

  it('are told to each screen when it signs in', async () => {
    const signIn = (who: 'reception' | 'patient') =>
      clinic.call(null).auth.signIn({ email: emailOf(who), password: PASSWORD });

    expect(await signIn('reception')).toMatchObject({
      isLocked: false,
      idleLimitSec: 300,
      endsAt: '2026-03-02T19:00:00.000Z',
    });
    expect(await signIn('patient')).toMatchObject({ idleLimitSec: 900 });
  });
});

describe('unlocking', () => {
  it('takes the password', async () => {
    await desk().lock({});
    expect(await refusedFields(desk().unlock({ password: 'not this one at all' }))).toEqual(['password']);
    expect(await desksToken()).toMatchObject({ heldBack: 'session_locked' });
    await desk().unlock({ password: PASSWORD });

    expect(await desksToken()).toMatchObject({ heldBack: null });
  });

  it('takes the PIN, and starts the idle time anew', async () => {
    await setPin();
    clinic.clock.advance({ minutes: 6 });
    expect(await desksToken()).toMatchObject({ heldBack: 'session_locked' });
    await desk().unlock({ pin: PIN });
    clinic.clock.advance({ minutes: 3 });

    expect(await desksToken()).toMatchObject({ heldBack: null });
  });

  it('counts five wrong PINs, also all at once; then the right one does not help, the password does', async () => {
    await setPin();
    await desk().lock({});
    const tries = await Promise.all(
      Array.from({ length: 20 }, () => refusal(desk().unlock({ pin: '9999' }))),
    );
    expect(tries.every((wrong) => wrong.reason === 'invalid_input')).toBe(true);
    expect(await desk().lockState({})).toEqual({ isLocked: true, hasPin: true, pinTriesLeft: 0 });
    expect((await refusal(desk().unlock({ pin: PIN }))).details).toMatchObject({ triesLeft: 0 });
    expect(await desksToken()).toMatchObject({ heldBack: 'session_locked' });
    await desk().unlock({ password: PASSWORD });

    expect(await desk().lockState({})).toEqual({ isLocked: false, hasPin: true, pinTriesLeft: 5 });
  });

  it('counts wrong PINs at each screen, whatever is right at another', async () => {
    await setPin();
    const there = await clinic.services.auth.issueSession(clinic.actors.reception.userId, CALLER);
    const thief = () => clinic.call(there.actor).auth;
    await thief().lock({});
    for (const triesLeft of [4, 3, 2, 1, 0, 0]) {
      await desk().lock({});
      await desk().unlock({ pin: PIN });
      expect((await refusal(thief().unlock({ pin: '9999' }))).details).toMatchObject({ triesLeft });
    }
    expect((await refusal(thief().unlock({ pin: PIN }))).details).toMatchObject({ triesLeft: 0 });
    expect(await desk().lockState({})).toMatchObject({ pinTriesLeft: 5 });
  });

  it('knows no PIN of somebody who has set none', async () => {
    await desk().lock({});

    expect(await desk().lockState({})).toEqual({ isLocked: true, hasPin: false, pinTriesLeft: 0 });
    expect((await refusal(desk().unlock({ pin: PIN }))).details).toMatchObject({ triesLeft: 0 });
  });

  it('takes one of the two, not both and not neither', async () => {
    expect(await reasonOf(desk().unlock({}))).toBe('invalid_input');
    expect(await reasonOf(desk().unlock({ pin: PIN, password: PASSWORD }))).toBe('invalid_input');
  });

  it('does not open a session that has ended meanwhile', async () => {
    await desk().lock({});
    await clinic.call(clinic.actors.admin).users.endSessions({ id: clinic.actors.reception.userId });

    expect(await reasonOf(desk().unlock({ password: PASSWORD }))).toBe('unauthenticated');
  });
});

describe('the PIN', () => {
  it('is set with the password, and stored as a slow hash', async () => {
    expect(await refusedFields(desk().setPin({ pin: PIN, password: 'not this one at all' }))).toEqual([
      'password',
    ]);
    await setPin();
    const rows = await clinic.db.read((q) => q.selectFrom('quickPin').selectAll().execute());

    expect(rows).toMatchObject([{ userId: clinic.actors.reception.userId }]);
    expect(rows[0]?.pinHash).toMatch(/^\$argon2id\$/);
  });

  it.each(['123', '123456789', '12a4', '0000', '1234', '98765', '１２３４'])('is not %s', async (pin) => {
    expect(await refusedFields(desk().setPin({ pin, password: PASSWORD }))).toEqual(['pin']);
  });

  it('is the same in whatever form a keyboard writes its digits', async () => {
    const wide = PIN.replace(/\d/g, (digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0));
    expect(wide).not.toBe(PIN);
    await desk().setPin({ pin: wide, password: PASSWORD });
    for (const pin of [PIN, wide]) {
      await desk().lock({});
      expect(await desk().unlock({ pin })).toMatchObject({ ok: true });
    }
  });

  it('goes when its person says so', async () => {
    await setPin();
    await desk().removePin({ password: PASSWORD });

    expect(await desk().lockState({})).toMatchObject({ hasPin: false });
  });
});
