import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { UserId } from '../../../shared/ids.ts';
import { type ActorName, emailOf, PASSWORD } from '../../support/actors.ts';
import { createMailbox, type Mailbox } from '../../support/mailbox.ts';
import { proveEmails } from '../../support/prove-emails.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { type CookieJar, startClinic, type TestClinic } from '../../support/start-clinic.ts';

const NEW = 'copper lantern ninety-one';

let clinic: TestClinic;
let mailbox: Mailbox;
beforeEach(async () => {
  mailbox = createMailbox();
  clinic = await startClinic({ mail: mailbox });
  await proveEmails(clinic);
});
afterEach(() => clinic.close());

const open = (cookie?: CookieJar) => clinic.call(null, { cookie }).auth;
const ask = (email: string) => open().askReset({ email });
const secretIn = (to: string) => /#([\w-]{22})\n/.exec(mailbox.last(to)?.text ?? '')?.[1] ?? '';
const linkFor = async (name: ActorName) => {
  await ask(emailOf(name));
  return secretIn(emailOf(name));
};
const signIn = (name: ActorName, password: string, cookie?: CookieJar) =>
  open(cookie).signIn({ email: emailOf(name), password, tokenInBody: cookie === undefined });
const disable = (userId: UserId) =>
  clinic.db.transact(({ q }) =>
    q.updateTable('appUser').set({ isActive: 0 }).where('id', '=', userId).execute(),
  );
const lines = (subtype: string) =>
  clinic.db.read((q) => q.selectFrom('auditEvent').selectAll().where('subtype', '=', subtype).execute());

describe('a link to one’s mailbox', () => {
  it('makes a new password good and the old one no good', async () => {
    const secret = await linkFor('patient');
    await open().confirmReset({ secret, newPassword: NEW });

    expect(await reasonOf(signIn('patient', PASSWORD))).toBe('bad_credentials');
    expect((await signIn('patient', NEW)).me.userId).toBe(clinic.actors.patient.userId);
    expect(mailbox.last(emailOf('patient'))?.subject).toBe('Test clinic: your password was changed');
  });

  it('leads in no longer once the password, the address or the account is another', async () => {
    const admin = clinic.call(clinic.actors.admin).users;
    const refusedNow = async (secret: string) =>
      expect(await refusedFields(open().confirmReset({ secret, newPassword: NEW }))).toEqual(['secret']);
    const byPassword = await linkFor('patient');
    await clinic
      .call(clinic.actors.patient)
      .auth.changePassword({ password: PASSWORD, newPassword: `${NEW}!` });
    await refusedNow(byPassword);

    const byAddress = await linkFor('reception');
    const { userId: id } = clinic.actors.reception;
    const { version: expectedVersion } = await admin.changeIdentity({
      id,
      name: 'Rita Desk',
      email: 'rita@clinic.test',
      expectedVersion: 1,
      password: PASSWORD,
    });
    await refusedNow(byAddress);
    const byDisabling = await (async () => {
      await proveEmails(clinic);
      await ask('rita@clinic.test');
      return secretIn('rita@clinic.test');
    })();
    const off = { id, isActive: false, expectedVersion, password: PASSWORD };
    const disabled = await admin.setActive(off);
    await admin.setActive({ ...off, isActive: true, expectedVersion: disabled.version });
    await refusedNow(byDisabling);
  });

  it('leads to the page of whose it is, with the secret where no server sees it', async () => {
    await ask(emailOf('patient'));
    await ask(emailOf('reception'));

    expect(mailbox.last(emailOf('patient'))?.text).toMatch(
      /\nhttp:\/\/clinic\.test\/portal\/reset#[\w-]{22}\n/,
    );
    expect(mailbox.last(emailOf('reception'))?.text).toMatch(/\nhttp:\/\/clinic\.test\/reset#[\w-]{22}\n/);
  });

  it('ends every session and the PIN, and cuts the sockets', async () => {
    const secret = await linkFor('reception');
    await clinic.call(clinic.actors.reception).auth.setPin({ pin: '2580', password: PASSWORD });
    clinic.events.length = 0;
    await open().confirmReset({ secret, newPassword: NEW });

    expect(await clinic.services.auth.bearerOf(clinic.tokens.reception)).toBeNull();
    expect(clinic.events).toContainEqual(
      expect.objectContaining({ type: 'session.ended', sessionId: clinic.actors.reception.sessionId }),
    );
    const pins = await clinic.db.read((q) => q.selectFrom('quickPin').selectAll().execute());
    expect(pins).toEqual([]);
  });

  it('lets its person in from this device, whatever strangers try, and makes strangers of the others', async () => {
    const old: CookieJar = { token: undefined };
    await signIn('reception', PASSWORD, old);
    for (let n = 0; n < 10; n++) {
      const caller = { address: `198.51.100.${n}` };
      await refusal(
        clinic.call(null, { caller }).auth.signIn({ email: emailOf('reception'), password: 'x' }),
      );
    }
    const here: CookieJar = { token: undefined };
    await open(here).confirmReset({ secret: await linkFor('reception'), newPassword: NEW });

    expect((await signIn('reception', NEW, here)).me.role).toBe('receptionist');
    expect(await reasonOf(signIn('reception', NEW, old))).toBe('rate_limited');
  });

  it('is good once, for an hour, and only the newest', async () => {
    const first = await linkFor('doctor');
    clinic.clock.advance({ minutes: 3 });
    const second = await linkFor('doctor');
    expect(await refusedFields(open().confirmReset({ secret: first, newPassword: NEW }))).toEqual(['secret']);
    await open().confirmReset({ secret: second, newPassword: NEW });
    expect(await refusedFields(open().confirmReset({ secret: second, newPassword: NEW }))).toEqual([
      'secret',
    ]);
    clinic.clock.advance({ minutes: 3 });
    const third = await linkFor('doctor');
    clinic.clock.advance({ minutes: 60 });

    expect(await refusedFields(open().confirmReset({ secret: third, newPassword: NEW }))).toEqual(['secret']);
  });

  it('is taken by one of fifty at once', async () => {
    const secret = await linkFor('doctor');
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => {
        const caller = { address: `198.51.100.${n}` };
        return clinic.call(null, { caller }).auth.confirmReset({ secret, newPassword: `${NEW} ${n}` });
      }),
    );

    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('stays good when the new password is not, and lies nowhere as it is', async () => {
    const secret = await linkFor('reception');
    const weak = await refusedFields(open().confirmReset({ secret, newPassword: 'password12345678' }));
    const rows = await clinic.db.read((q) => q.selectFrom('passwordReset').selectAll().execute());

    expect(weak).toEqual(['newPassword']);
    expect(JSON.stringify(rows)).not.toContain(secret);
    await open().confirmReset({ secret, newPassword: NEW });
  });

  it('goes to nobody who is not there, disabled, unproven, or has just got one; the answer is the same', async () => {
    await disable(clinic.actors.otherDoctor.userId);
    const { userId } = clinic.actors.otherPatient;
    await clinic.db.transact(({ q }) =>
      q.updateTable('appUser').set({ emailVerifiedAt: null }).where('id', '=', userId).execute(),
    );
    const answers = [
      await ask(emailOf('otherPatient')),
      await ask('nobody@clinic.test'),
      await ask(emailOf('otherDoctor')),
      await ask(emailOf('doctor')),
      await ask(emailOf('doctor')),
    ];

    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"ok":true}']));
    expect(mailbox.messages.map(({ to }) => to)).toEqual([emailOf('doctor')]);
    expect(await lines('user.askReset')).toHaveLength(5);
  });

  it('is asked for a few times only, whoever’s it is', async () => {
    for (const email of [emailOf('doctor'), 'nobody@clinic.test']) {
      for (let n = 0; n < 5; n++) await ask(email);
      expect(await reasonOf(ask(email))).toBe('rate_limited');
    }
  });

  it('is good whatever strangers post as links, from the same address, too', async () => {
    const secret = await linkFor('patient');
    const reasons: string[] = [];
    for (let n = 0; n < 60; n++) {
      const guess = open().confirmReset({ secret: `guess-${n}-at-a-link-xx`, newPassword: NEW });
      reasons.push(await reasonOf(guess));
    }
    await open().confirmReset({ secret, newPassword: NEW });

    expect(reasons.filter((reason) => reason === 'invalid_input')).toHaveLength(30);
    expect((await signIn('patient', NEW)).me.role).toBe('patient');
  });

  it('is still sent to whoever asks from elsewhere, however often a stranger did; only so many leave in all', async () => {
    const askFrom = (address: string) =>
      clinic
        .call(null, { caller: { address } })
        .auth.askReset({ email: emailOf('patient') })
        .catch(String);
    for (let n = 0; n < 25; n++) {
      if (n % 5 === 0) clinic.clock.advance({ minutes: 16 });
      await askFrom('192.0.2.66');
    }
    clinic.clock.advance({ minutes: 16 });
    const sent = mailbox.messages.length;
    await askFrom('192.0.2.7');
    expect(mailbox.messages).toHaveLength(sent + 1);

    for (let n = 0; n < 200; n++) {
      clinic.clock.advance({ minutes: 3 });
      await askFrom(`192.0.2.${100 + (n % 100)}`);
    }
    expect(mailbox.messages.length).toBeLessThanOrEqual(60);
  });

  it('is still sent to whoever asks on a device of their own, however often strangers did', async () => {
    const own: CookieJar = { token: undefined };
    await signIn('patient', PASSWORD, own);
    const askFrom = (n: number) =>
      clinic
        .call(null, { caller: { address: `198.51.100.${n}` } })
        .auth.askReset({ email: emailOf('patient') });
    for (let n = 0; n < 60; n++) await askFrom(n);
    expect(await reasonOf(askFrom(60))).toBe('rate_limited');
    clinic.clock.advance({ minutes: 3 });
    const before = mailbox.messages.length;
    await open(own).askReset({ email: emailOf('patient') });

    expect(mailbox.messages).toHaveLength(before + 1);
  });

  it('does nothing for an account that was disabled meanwhile', async () => {
    const secret = await linkFor('reception');
    await disable(clinic.actors.reception.userId);

    expect(await refusedFields(open().confirmReset({ secret, newPassword: NEW }))).toEqual(['secret']);
  });
});

describe('a code from the desk', () => {
  const issue = (password = PASSWORD) =>
    clinic.call(clinic.actors.reception).auth.issuePatientResetCode({
      patientId: clinic.cast.patient,
      document: 'passport',
      password,
    });

  it('is made for nobody by an open screen, without the password of its person', async () => {
    expect(await refusedFields(issue('wrong'))).toEqual(['password']);
    expect(await refusedFields(issue(''))).toEqual(['password']);

    expect(await lines('user.issueResetCode')).toEqual([]);
    expect(clinic.db.file.prepare('SELECT count(*) FROM password_reset').pluck().get()).toBe(0);
    expect(await lines('session.confirmPassword')).toMatchObject([{ outcome: 'failure' }]);
  });

  it('is good with the address, however it is typed', async () => {
    const { code, email, name } = await issue();
    const typed = ` ${code.toLowerCase().replace('-', ' ')} `;
    await open().confirmReset({ email, secret: typed, newPassword: NEW });

    expect(name).toBe('Maria Lopez');
    expect((await signIn('patient', NEW)).me.role).toBe('patient');
    const [line] = await lines('user.issueResetCode');
    expect(line).toMatchObject({ reason: 'passport', patientId: clinic.cast.patient });
  });

  it('is good for its own person alone, and not without the address', async () => {
    const { code } = await issue();
    const other = code.endsWith('0') ? '1' : '0';
    const wrong = [
      { email: emailOf('otherPatient'), secret: code, newPassword: NEW },
      { email: 'nobody@clinic.test', secret: code, newPassword: NEW },
      { secret: code, newPassword: NEW },
      { email: emailOf('patient'), secret: `${code.slice(0, -1)}${other}`, newPassword: NEW },
    ];
    for (const input of wrong) {
      expect(await refusedFields(open().confirmReset(input))).toEqual(['secret']);
    }
  });

  it('is not found by guessing, from one address or from many', async () => {
    const { email } = await issue();
    const guess = (n: number, address: string) =>
      reasonOf(
        clinic
          .call(null, { caller: { address } })
          .auth.confirmReset({ email, secret: `AA${100 + n}-AAAAA`, newPassword: NEW }),
      );
    const fromOne: string[] = [];
    for (let n = 0; n < 60; n++) fromOne.push(await guess(n, '198.51.100.1'));
    const fromMany: string[] = [];
    for (let n = 0; n < 300; n++) fromMany.push(await guess(n, `203.0.113.${n % 150}`));

    expect(fromOne.filter((reason) => reason === 'invalid_input')).toHaveLength(30);
    expect(fromMany.filter((reason) => reason === 'invalid_input').length).toBeLessThanOrEqual(60);
  });

  it('leads in although strangers guess at it, or ask for links in its person’s name', async () => {
    const { code, email } = await issue();
    for (let n = 0; n < 12; n++) {
      const stranger = clinic.call(null, { caller: { address: `198.51.100.${n}` } }).auth;
      await refusal(stranger.confirmReset({ email, secret: `AA${100 + n}-AAAAA`, newPassword: NEW }));
      await stranger.askReset({ email }).catch(() => undefined);
    }
    await open().confirmReset({ email, secret: code, newPassword: NEW });

    expect((await signIn('patient', NEW)).me.role).toBe('patient');
  });

  it('is no good any more once whoever issued it is disabled, or may issue none', async () => {
    const another = await clinic.call(clinic.actors.admin).users.createStaff({
      name: 'Bea Second',
      email: 'bea@clinic.test',
      role: 'admin',
      requestId: v7(),
      password: PASSWORD,
      newPassword: NEW,
    });
    const { code: forStaff } = await clinic
      .call(clinic.actors.admin)
      .auth.issueStaffResetCode({ userId: another.id, password: PASSWORD });
    const { code: forPatient } = await clinic.call(clinic.actors.reception).auth.issuePatientResetCode({
      patientId: clinic.cast.patient,
      document: 'passport',
      password: PASSWORD,
    });
    await clinic.db.transact(({ q }) =>
      q.updateTable('appUser').set({ role: 'receptionist' }).where('email', '=', emailOf('admin')).execute(),
    );
    await disable(clinic.actors.reception.userId);

    const tries = [
      { email: 'bea@clinic.test', secret: forStaff },
      { email: emailOf('patient'), secret: forPatient },
    ];
    for (const given of tries) {
      const tried = open().confirmReset({ ...given, newPassword: 'meadow seven lanterns' });
      expect(await refusedFields(tried)).toEqual(['secret']);
    }
  });

  it('is issued to patients with an account by the desk, to staff by an admin with the password', async () => {
    const admin = clinic.call(clinic.actors.admin).auth;
    const staff = { userId: clinic.actors.doctor.userId, password: PASSWORD };
    const { code, email } = await admin.issueStaffResetCode(staff);
    await open().confirmReset({ email, secret: code, newPassword: NEW });

    expect((await signIn('doctor', NEW)).me.role).toBe('doctor');
    expect(await refusedFields(admin.issueStaffResetCode({ ...staff, password: 'x' }))).toEqual(['password']);
    const patient = { userId: clinic.actors.patient.userId, password: PASSWORD };
    expect(await refusedFields(admin.issueStaffResetCode(patient))).toEqual(['userId']);
  });
});

describe('confirming one’s address', () => {
  const own = () => clinic.call(clinic.actors.patient).auth;
  const codeIn = () => /\n(\d{6})\n/.exec(mailbox.last(emailOf('patient'))?.text ?? '')?.[1] ?? '';

  it('takes the code that was sent there, once', async () => {
    await clinic.db.transact(({ q }) => q.updateTable('appUser').set({ emailVerifiedAt: null }).execute());
    expect(await own().emailState({})).toEqual({
      email: emailOf('patient'),
      verifiedAt: null,
      hasMail: true,
    });
    await own().sendEmailCode({});
    const state = await own().confirmEmail({ code: codeIn() });

    expect(state.verifiedAt).toBe(clinic.clock.now());
    expect(await refusedFields(own().confirmEmail({ code: codeIn() }))).toEqual(['code']);
  });

  it('is over after five wrong tries, and after a quarter of an hour', async () => {
    await own().sendEmailCode({});
    const wrong = codeIn() === '000000' ? '000001' : '000000';
    for (let n = 0; n < 5; n++)
      expect(await refusedFields(own().confirmEmail({ code: wrong }))).toEqual(['code']);
    expect(await refusedFields(own().confirmEmail({ code: codeIn() }))).toEqual(['code']);
    await own().sendEmailCode({});
    clinic.clock.advance({ minutes: 15 });

    expect(await refusedFields(own().confirmEmail({ code: codeIn() }))).toEqual(['code']);
  });

  it('is written for and tried a few times only, in however many sessions', async () => {
    const sessions = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const { accessToken } = await open().signIn({ email: emailOf('patient'), password: PASSWORD });
        return clinic.call(await clinic.services.auth.actorFromToken(accessToken)).auth;
      }),
    );
    const outcomes: string[] = [];
    for (const session of sessions) {
      for (let n = 0; n < 3; n++) {
        const sending = session.sendEmailCode({});
        outcomes.push(
          await sending.then(
            () => 'sent',
            () => reasonOf(sending),
          ),
        );
      }
    }
    expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(5);
    expect(new Set(outcomes)).toEqual(new Set(['sent', 'rate_limited']));
    expect(mailbox.messages).toHaveLength(5);

    const wrong = codeIn() === '000000' ? '000001' : '000000';
    const tries: string[] = [];
    for (const session of sessions) {
      for (let n = 0; n < 4; n++) tries.push(await reasonOf(session.confirmEmail({ code: wrong })));
    }
    expect(tries.filter((reason) => reason === 'invalid_input')).toHaveLength(10);
  });

  it('needs a clinic that sends mail', async () => {
    const without = await startClinic();
    const sending = without.call(without.actors.patient).auth.sendEmailCode({});

    expect(await reasonOf(sending)).toBe('no_mail');
    await without.close();
  });
});
