import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SecuritySettings } from '../../../shared/contracts/security-settings.ts';
import { type ActorName, emailOf, PASSWORD } from '../../support/actors.ts';
import { hashPassword } from '../../../server/lib/passwords.ts';
import { createMailbox } from '../../support/mailbox.ts';
import { insertPasskey } from '../../support/factories.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { totpCode } from '../../support/totp.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const own = (name: ActorName = 'reception') => clinic.call(clinic.actors[name]).auth;
const codeOf = (secret: string) => totpCode(secret, clinic.clock.now());
const signIn = (code?: string, name: ActorName = 'reception') =>
  clinic.call(null).auth.signIn({ email: emailOf(name), password: PASSWORD, tokenInBody: true, code });

/** Sets a factor up; the clock is past the code that did it. */
async function enrol(name: ActorName = 'reception') {
  const { secret } = await own(name).beginTotp({ password: PASSWORD });
  const { codes } = await own(name).confirmTotp({ code: codeOf(secret) });
  clinic.clock.advance({ seconds: 60 });
  return { secret, codes };
}

async function demand(secondFactorFor: SecuritySettings['secondFactorFor']) {
  const security = clinic.call(clinic.actors.admin).security;
  const { version } = await security.settings({});
  const change = { changes: { secondFactorFor }, expectedVersion: version, password: PASSWORD };
  return security.updateSettings(change);
}

describe('an authenticator', () => {
  it('is asked for after the right password, and not before', async () => {
    const { secret } = await enrol();
    const wrong = clinic.call(null).auth.signIn({ email: emailOf('reception'), password: 'x' });

    expect(await reasonOf(wrong)).toBe('bad_credentials');
    expect(await refusal(signIn())).toMatchObject({ reason: 'second_factor_needed', status: 401 });
    expect((await signIn(codeOf(secret))).me.role).toBe('receptionist');
  });

  it('is on only once a code has proved it, and shows its secret no more then', async () => {
    const { secret, uri } = await own().beginTotp({ password: PASSWORD });
    expect(uri).toContain(`secret=${secret}`);
    expect(uri).toContain('Test%20clinic');
    expect((await own().factorState({})).onSince).toBeNull();
    expect((await signIn()).me.role).toBe('receptionist');
    expect(await refusedFields(own().confirmTotp({ code: '000000' }))).toEqual(['code']);
    await own().confirmTotp({ code: codeOf(secret) });

    expect((await own().factorState({})).onSince).toBe(clinic.clock.now());
    expect(await reasonOf(own().beginTotp({ password: PASSWORD }))).toBe('factor_on');
    const rows = await clinic.db.read((q) => q.selectFrom('totpFactor').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('needs the password to begin', async () => {
    expect(await refusedFields(own().beginTotp({ password: 'x' }))).toEqual(['password']);
  });

  it('gives codes that are good once, also for fifty at once', async () => {
    const { secret } = await enrol();
    const code = codeOf(secret);
    const all = await Promise.allSettled(Array.from({ length: 9 }, () => signIn(code)));

    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusedFields(signIn(code))).toEqual(['code']);
  });

  it('may be off by half a minute, and no code before one that was used is good', async () => {
    const { secret } = await enrol();
    const before = codeOf(secret);
    clinic.clock.advance({ seconds: 30 });
    const now = codeOf(secret);
    await signIn(now);

    expect(await refusedFields(signIn(before))).toEqual(['code']);
    clinic.clock.advance({ seconds: 60 });
    const late = codeOf(secret);
    clinic.clock.advance({ seconds: 30 });
    expect((await signIn(late)).me.role).toBe('receptionist');
    const old = codeOf(secret);
    clinic.clock.advance({ seconds: 90 });
    expect(await refusedFields(signIn(old))).toEqual(['code']);
  });

  it('that was begun and never confirmed is no way in beside a passkey', async () => {
    const { userId } = clinic.actors.reception;
    await clinic.db.transact(({ q }) => insertPasskey(q, { userId }));
    const { secret } = await own().beginTotp({ password: PASSWORD });
    clinic.clock.advance({ seconds: 60 });

    expect(await refusedFields(signIn(codeOf(secret)))).toEqual(['code']);
    const proof = { password: PASSWORD, code: codeOf(secret) };
    expect(await refusedFields(own().renewRecoveryCodes(proof))).toEqual(['code']);
    await own().confirmTotp({ code: codeOf(secret) });
    clinic.clock.advance({ seconds: 60 });
    expect((await signIn(codeOf(secret))).me.role).toBe('receptionist');
  });

  it('goes by the clock of the clinic’s computer, also once that was put right', async () => {
    const { secret } = await enrol();
    clinic.clock.advance({ hours: 5 });
    const ahead = codeOf(secret);
    expect((await signIn(ahead)).me.role).toBe('receptionist');
    clinic.clock.advance({ hours: -5 });

    const now = codeOf(secret);
    expect((await signIn(now)).me.role).toBe('receptionist');
    expect(await refusedFields(signIn(now))).toEqual(['code']);
    expect(await refusedFields(signIn(ahead))).toEqual(['code']);
    clinic.clock.advance({ minutes: 30 });
    expect((await signIn(codeOf(secret))).me.role).toBe('receptionist');
  });

  it('is not guessed: codes count as tries at the account', async () => {
    const { secret } = await enrol();
    for (let n = 0; n < 10; n++) expect(await refusedFields(signIn(`00000${n}`))).toEqual(['code']);

    expect(await reasonOf(signIn(codeOf(secret)))).toBe('rate_limited');
    const failed = await clinic.db.read((q) =>
      q
        .selectFrom('auditEvent')
        .selectAll()
        .where('subtype', '=', 'session.signIn')
        .where('outcome', '=', 'failure')
        .execute(),
    );
    expect(failed).toHaveLength(10);
  });

  it('of one person opens nobody else’s account', async () => {
    const { secret, codes } = await enrol('doctor');
    await enrol('reception');

    expect(await refusedFields(signIn(codeOf(secret)))).toEqual(['code']);
    expect(await refusedFields(signIn(codes[0]))).toEqual(['code']);
  });
});

describe('a password that was right and not enough', () => {
  const mailbox = createMailbox();
  const told = () =>
    mailbox.messages.filter(({ subject }) => subject.includes('somebody knows your password'));
  const failures = () =>
    clinic.db.read((q) =>
      q
        .selectFrom('auditEvent')
        .selectAll()
        .where('subtype', '=', 'session.signIn')
        .where('outcome', '=', 'failure')
        .execute(),
    );
  beforeEach(async () => {
    mailbox.messages.length = 0;
    await clinic.close();
    clinic = await startClinic({ mail: mailbox });
  });

  it('is on record, once and as a count, and its owner hears of it', async () => {
    await enrol();
    for (let n = 0; n < 2; n++) expect(await reasonOf(signIn())).toBe('second_factor_needed');
    expect(told()).toEqual([]);
    for (let n = 0; n < 5; n++) expect(await reasonOf(signIn())).toBe('second_factor_needed');
    expect(told().map(({ to }) => to)).toEqual([emailOf('reception')]);
    await clinic.services.audit.close();

    const { userId } = clinic.actors.reception;
    const reason = 'password right, second factor asked';
    const line = { userId: null, objectType: 'user', objectId: userId, reason };
    expect(await failures()).toMatchObject([
      { ...line, procedure: 'auth.signIn', repeats: 0 },
      { ...line, procedure: 'auth.signIn', repeats: 6 },
    ]);
  });

  it('comes to an end where it is never gone on with, and keeps nobody out who goes on', async () => {
    const { secret } = await enrol();
    for (let n = 0; n < 11; n++) {
      expect(await reasonOf(signIn())).toBe('second_factor_needed');
      clinic.clock.advance({ seconds: 30 });
      expect((await signIn(codeOf(secret))).me.role).toBe('receptionist');
    }
    expect(told()).toEqual([]);
    for (let n = 0; n < 10; n++) expect(await reasonOf(signIn())).toBe('second_factor_needed');

    expect(await reasonOf(signIn())).toBe('rate_limited');
    clinic.clock.advance({ seconds: 30 });
    expect((await signIn(codeOf(secret))).me.role).toBe('receptionist');
  });

  it('is on record also where it is too short to be the only one', async () => {
    const passwordHash = await hashPassword('plum tango9');
    const { userId } = clinic.actors.otherDoctor;
    await clinic.db.transact(({ q }) =>
      q.updateTable('appUser').set({ passwordHash }).where('id', '=', userId).execute(),
    );
    const short = () =>
      clinic.call(null).auth.signIn({ email: emailOf('otherDoctor'), password: 'plum tango9' });
    for (let n = 0; n < 10; n++) expect(await reasonOf(short())).toBe('password_short_alone');

    expect(await reasonOf(short())).toBe('rate_limited');
    expect(await failures()).toMatchObject([{ objectId: userId, reason: 'too short to be the only one' }]);
    expect(told().map(({ to }) => to)).toEqual([emailOf('otherDoctor')]);
  });
});

describe('codes on paper', () => {
  it('sign in without the authenticator, each once, however typed', async () => {
    const { codes } = await enrol();
    const [first = '', second = ''] = codes;

    expect(new Set(codes).size).toBe(10);
    expect((await signIn(first.toLowerCase().replace('-', ' '))).me.role).toBe('receptionist');
    expect(await refusedFields(signIn(first))).toEqual(['code']);
    expect((await signIn(second)).me.role).toBe('receptionist');
    expect((await own().factorState({})).recoveryCodesLeft).toBe(8);
    const rows = await clinic.db.read((q) => q.selectFrom('recoveryCode').selectAll().execute());
    expect(JSON.stringify(rows)).not.toContain(codes[5]);
  });

  it('are made anew with the password and a code; the old ones are no good then', async () => {
    const { secret, codes } = await enrol();
    const again = { password: PASSWORD, code: codeOf(secret) };
    const renewed = await own().renewRecoveryCodes(again);

    expect(renewed.codes).not.toContain(codes[0]);
    expect(await refusedFields(signIn(codes[0]))).toEqual(['code']);
    expect((await signIn(renewed.codes[0])).me.role).toBe('receptionist');
    expect(await refusedFields(own().renewRecoveryCodes(again))).toEqual(['code']);
  });
});

describe('taking it away', () => {
  it('is done by its person with both, and by an admin for somebody who has lost it', async () => {
    const { secret } = await enrol();
    const wrong = { password: 'x', code: codeOf(secret) };
    expect(await refusedFields(own().removeTotp(wrong))).toEqual(['password']);
    expect((await own().removeTotp({ password: PASSWORD, code: codeOf(secret) })).onSince).toBeNull();
    expect((await signIn()).me.role).toBe('receptionist');

    await enrol('doctor');
    const { userId } = clinic.actors.doctor;
    const admin = own('admin');
    expect(await refusedFields(admin.resetFactors({ userId, password: 'x' }))).toEqual(['password']);
    await admin.resetFactors({ userId, password: PASSWORD });
    expect((await signIn(undefined, 'doctor')).me.role).toBe('doctor');
    expect(await clinic.services.auth.bearerOf(clinic.tokens.doctor)).toBeNull();
    const self = admin.resetFactors({ userId: clinic.actors.admin.userId, password: PASSWORD });
    expect(await refusedFields(self)).toEqual(['userId']);
  });
});

describe('a clinic that asks for it', () => {
  it('is told so by an admin who has one, and signs those out who have none', async () => {
    expect(await refusedFields(demand('staff'))).toEqual(['changes.secondFactorFor']);
    await enrol('admin');
    await enrol('doctor');
    await demand('staff');

    expect(await clinic.services.auth.bearerOf(clinic.tokens.reception)).toBeNull();
    for (const name of ['admin', 'doctor', 'patient'] as const) {
      expect((await clinic.services.auth.bearerOf(clinic.tokens[name]))?.heldBack).toBeNull();
    }
  });

  it('lets who has none do nothing but set one up, or leave', async () => {
    await enrol('admin');
    await demand('staff');
    const session = await signIn();
    const bearer = await clinic.services.auth.bearerOf(session.accessToken);

    expect(session.mustEnrol).toBe(true);
    expect(bearer?.heldBack).toBe('enrolment_needed');
    expect(await clinic.services.auth.actorFromToken(session.accessToken)).toBeNull();
    const api = clinic.call(null, { heldBack: { actor: session.me, why: 'enrolment_needed' } });
    expect(await reasonOf(api.patients.find({ query: 'Lopez' }))).toBe('enrolment_needed');
    expect(await reasonOf(api.auth.listSessions({}))).toBe('enrolment_needed');
    const { secret } = await api.auth.beginTotp({ password: PASSWORD });
    await api.auth.confirmTotp({ code: codeOf(secret) });
    const after = await clinic.services.auth.bearerOf(session.accessToken);
    expect(after?.heldBack).toBeNull();
    clinic.clock.advance({ seconds: 60 });
    const enrolled = clinic.call(session.me).auth;
    const remove = enrolled.removeTotp({ password: PASSWORD, code: codeOf(secret) });
    expect(await reasonOf(remove)).toBe('enrolment_needed');
    expect((await enrolled.factorState({})).onSince).not.toBeNull();
  });

  it('asks it of admins alone where it says so', async () => {
    await enrol('admin');
    await demand('admins');

    expect((await signIn()).mustEnrol).toBe(false);
    expect((await signIn(undefined, 'patient')).mustEnrol).toBe(false);
  });
});

describe('a short password', () => {
  const SHORT = 'kettle boat';
  const change = (password: string, newPassword: string) => own().changePassword({ password, newPassword });
  const come = (code?: string) =>
    clinic.call(null).auth.signIn({ email: emailOf('reception'), password: SHORT, tokenInBody: true, code });

  it('is enough for staff with a second factor behind it, and for nobody without', async () => {
    expect(await refusedFields(change(PASSWORD, SHORT))).toEqual(['newPassword']);
    const { secret } = await enrol();
    await change(PASSWORD, SHORT);
    expect((await come(codeOf(secret))).me.role).toBe('receptionist');
  });

  it('keeps the factor in its place until it is longer', async () => {
    const { secret } = await enrol();
    await change(PASSWORD, SHORT);
    const remove = (password: string) => own().removeTotp({ password, code: codeOf(secret) });
    expect(await reasonOf(remove(SHORT))).toBe('password_short_alone');
    expect((await own().factorState({})).onSince).not.toBeNull();
    clinic.clock.advance({ seconds: 60 });
    await change(SHORT, 'copper lantern ninety-one');
    await remove('copper lantern ninety-one');
    expect((await own().factorState({})).onSince).toBeNull();
  });

  it('leads in no longer when an admin has taken the factor away', async () => {
    await enrol();
    await change(PASSWORD, SHORT);
    const { userId } = clinic.actors.reception;
    await clinic.call(clinic.actors.admin).auth.resetFactors({ userId, password: PASSWORD });
    expect(await refusal(come())).toMatchObject({ reason: 'password_short_alone', status: 403 });
    const { code } = await clinic
      .call(clinic.actors.admin)
      .auth.issueStaffResetCode({ userId, password: PASSWORD });
    const reset = { secret: code, email: emailOf('reception') };
    const open = clinic.call(null).auth;
    expect(await refusedFields(open.confirmReset({ ...reset, newPassword: SHORT }))).toEqual(['newPassword']);
    await open.confirmReset({ ...reset, newPassword: 'copper lantern ninety-one' });
    expect(await reasonOf(come())).toBe('bad_credentials');
  });
});
