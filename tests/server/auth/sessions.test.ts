import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CALLER, emailOf, PASSWORD } from '../../support/actors.ts';
import { reasonOf } from '../../support/refusal.ts';
import { type CookieJar, startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const signIn = (device = FIREFOX, address = '192.0.2.7') =>
  clinic.services.auth.issueSession(clinic.actors.reception.userId, { ...CALLER, device, address });
const desk = () => clinic.call(clinic.actors.reception);
const isAlive = async (token: string) => (await clinic.services.auth.actorFromToken(token)) !== null;

describe('the list of my sessions', () => {
  it('says where, on what and when a person was last there, the current one marked', async () => {
    clinic.clock.advance({ minutes: 1 });
    const other = await signIn();
    const { items } = await desk().auth.listSessions({});

    expect(items).toEqual([
      {
        id: other.actor.sessionId,
        device: { browser: 'Firefox', system: 'Linux' },
        address: '192.0.2.7',
        signedInAt: '2026-03-02T07:01:00.000Z',
        lastUsedAt: '2026-03-02T07:01:00.000Z',
        isCurrent: false,
        isLocked: false,
      },
      expect.objectContaining({
        id: clinic.actors.reception.sessionId,
        isCurrent: true,
        address: '192.0.2.10',
      }),
    ]);
  });

  it('counts only a person as use, never a renewed token', async () => {
    const browser: CookieJar = { token: undefined };
    const { me } = await clinic
      .call(null, { cookie: browser })
      .auth.signIn({ email: emailOf('reception'), password: PASSWORD });
    clinic.clock.advance({ minutes: 2 });
    await clinic.call(null, { cookie: browser }).auth.refresh({});
    const lastUse = async () =>
      (await clinic.call(me).auth.listSessions({})).items.find((session) => session.isCurrent)?.lastUsedAt;
    expect(await lastUse()).toBe('2026-03-02T07:00:00.000Z');

    await clinic.call(me).auth.reportActivity({ quietSec: 20 });
    expect(await lastUse()).toBe('2026-03-02T07:01:40.000Z');
    await clinic.call(me).auth.reportActivity({ quietSec: 60 });
    expect(await lastUse()).toBe('2026-03-02T07:01:40.000Z');
  });

  it('leaves out what has ended or run out', async () => {
    const patient = () => clinic.call(clinic.actors.patient).auth.listSessions({});
    expect((await patient()).items).toHaveLength(1);
    clinic.clock.advance({ minutes: 15 });

    expect((await patient()).items).toEqual([]);
  });
});

describe('ending a session', () => {
  it('ends the one named and no other', async () => {
    const [one, two] = [await signIn(), await signIn()];
    expect(await desk().auth.endSession({ id: one.actor.sessionId })).toEqual({ ok: true });

    expect(await isAlive(one.accessToken)).toBe(false);
    expect(await isAlive(two.accessToken)).toBe(true);
    expect(await isAlive(clinic.tokens.reception)).toBe(true);
    expect(await reasonOf(desk().auth.endSession({ id: one.actor.sessionId }))).toBe('not_found');
  });

  it('is for one’s own alone: another person’s session is not there', async () => {
    const id = clinic.actors.doctor.sessionId;

    expect(await reasonOf(desk().auth.endSession({ id }))).toBe('not_found');
    expect(await isAlive(clinic.tokens.doctor)).toBe(true);
  });

  it('is a sign-out where it is the current one', async () => {
    const cookie: CookieJar = { token: 'anything' };
    const id = clinic.actors.reception.sessionId;
    await clinic.call(clinic.actors.reception, { cookie }).auth.endSession({ id });

    expect(cookie.token).toBeUndefined();
    expect(await isAlive(clinic.tokens.reception)).toBe(false);
  });

  it('ends all others at once and stays', async () => {
    const others = [await signIn(), await signIn(), await signIn()];
    expect(await desk().auth.endOtherSessions({})).toEqual({ ended: 3 });

    for (const other of others) expect(await isAlive(other.accessToken)).toBe(false);
    expect(await isAlive(clinic.tokens.reception)).toBe(true);
    expect(await isAlive(clinic.tokens.doctor)).toBe(true);
  });

  it('ends everything of a person when the admin says so, on the record', async () => {
    await signIn();
    const { userId: id } = clinic.actors.reception;
    expect(await clinic.call(clinic.actors.admin).users.endSessions({ id })).toEqual({ ended: 2 });
    const lines = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('subtype', '=', 'session.endByAdmin').execute(),
    );

    expect(await isAlive(clinic.tokens.reception)).toBe(false);
    expect(lines.map((line) => line.userId)).toEqual(Array(2).fill(clinic.actors.admin.userId));
    const nobody = '019a0000-0000-7000-8000-000000000000' as typeof id;
    expect(await reasonOf(clinic.call(clinic.actors.admin).users.endSessions({ id: nobody }))).toBe(
      'not_found',
    );
  });
});

describe('one browser', () => {
  const signInOn = (cookie: CookieJar, who: 'reception' | 'doctor') =>
    clinic
      .call(null, { cookie, caller: { heldToken: cookie.token } })
      .auth.signIn({ email: emailOf(who), password: PASSWORD });

  it('holds one sign-in: the next takes the place of the one before', async () => {
    const cookie: CookieJar = { token: undefined };
    const first = await signInOn(cookie, 'reception');
    const second = await signInOn(cookie, 'doctor');

    expect(await isAlive(first.accessToken)).toBe(false);
    expect(await isAlive(second.accessToken)).toBe(true);
    expect(clinic.events).toContainEqual(
      expect.objectContaining({ type: 'session.ended', sessionId: first.me.sessionId }),
    );
  });
});
