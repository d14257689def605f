import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ActorName, emailOf, PASSWORD } from '../../support/actors.ts';
import { createMailbox, type Mailbox } from '../../support/mailbox.ts';
import { proveEmails } from '../../support/prove-emails.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

const NEW = 'maria.new@clinic.test';

let clinic: TestClinic;
let mailbox: Mailbox;
beforeEach(async () => {
  mailbox = createMailbox();
  clinic = await startClinic({ mail: mailbox });
  await proveEmails(clinic);
});
afterEach(() => clinic.close());

const auth = (who: ActorName) => clinic.call(clinic.actors[who]).auth;
const codeTo = (to: string) => /\n(\d{6})\n/.exec(mailbox.last(to)?.text ?? '')?.[1] ?? '';
const begin = (who: ActorName, email = NEW) => auth(who).beginEmailChange({ email, password: PASSWORD });
const signIn = (email: string) =>
  clinic.call(null).auth.signIn({ email, password: PASSWORD, tokenInBody: true });
const rowOf = (who: ActorName) =>
  clinic.db.read((q) =>
    q
      .selectFrom('appUser')
      .select(['email', 'emailVerifiedAt', 'version'])
      .where('id', '=', clinic.actors[who].userId)
      .executeTakeFirstOrThrow(),
  );

describe('one’s own address', () => {
  it('is another once the code sent there is typed: proven, the old one told, and no longer good', async () => {
    await begin('patient');
    expect((await rowOf('patient')).email).toBe(emailOf('patient'));
    const state = await auth('patient').confirmEmail({ code: codeTo(NEW) });

    expect(state).toMatchObject({ email: NEW, verifiedAt: clinic.clock.now() });
    expect(await reasonOf(signIn(emailOf('patient')))).toBe('bad_credentials');
    expect((await signIn(NEW)).me.userId).toBe(clinic.actors.patient.userId);
    expect(mailbox.last(emailOf('patient'))?.subject).toBe('Test clinic: another address signs you in');
    const lines = await clinic.db.read((q) =>
      q
        .selectFrom('auditEvent')
        .select(['subtype', 'changedFields'])
        .where('subtype', 'like', 'user.%mail%')
        .orderBy('id')
        .execute(),
    );
    expect(lines.map(({ subtype }) => subtype)).toEqual(['user.beginEmailChange', 'user.changeEmail']);
  });

  it('writes to a stranger’s mailbox a few times only, whoever of many wants it written to', async () => {
    const outcomes: string[] = [];
    for (const who of ['patient', 'otherPatient', 'doctor'] as const) {
      for (let n = 0; n < 3; n++) {
        const sending = begin(who);
        outcomes.push(
          await sending.then(
            () => 'sent',
            () => reasonOf(sending),
          ),
        );
      }
    }

    expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(5);
    expect(mailbox.messages.filter(({ to }) => to === NEW)).toHaveLength(5);
  });

  it('ends the links that were sent to the old one', async () => {
    await clinic.call(null).auth.askReset({ email: emailOf('patient') });
    const secret = /#([\w-]{22})\n/.exec(mailbox.last(emailOf('patient'))?.text ?? '')?.[1] ?? '';
    await begin('patient');
    await auth('patient').confirmEmail({ code: codeTo(NEW) });
    const reset = clinic.call(null).auth.confirmReset({ secret, newPassword: 'copper lantern ninety' });
    expect(await refusedFields(reset)).toEqual(['secret']);
  });

  it('stays against a wrong password, a wrong code, and a code of before', async () => {
    const guess = auth('patient').beginEmailChange({ email: NEW, password: 'a guess of somebody' });
    expect(await refusedFields(guess)).toEqual(['password']);
    expect(mailbox.last(NEW)).toBeUndefined();
    await begin('patient');
    const first = codeTo(NEW);
    const wrong = first === '000000' ? '000001' : '000000';
    expect(await refusedFields(auth('patient').confirmEmail({ code: wrong }))).toEqual(['code']);
    await auth('patient').sendEmailCode({});
    // The code that proves the present address takes the place of the other.
    expect(await refusedFields(auth('patient').confirmEmail({ code: first }))).toEqual(['code']);
    await auth('patient').confirmEmail({ code: codeTo(emailOf('patient')) });
    expect((await rowOf('patient')).email).toBe(emailOf('patient'));
  });

  it('is changed once by one code, also where it comes twice at once', async () => {
    await begin('patient');
    const code = codeTo(NEW);
    const two = [auth('patient').confirmEmail({ code }), auth('patient').confirmEmail({ code })];
    const done = await Promise.allSettled(two);

    expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(mailbox.messages.filter(({ to }) => to === NEW)).toHaveLength(1);
  });

  it('is nobody else’s: not when somebody was quicker', async () => {
    expect(await refusedFields(begin('patient', emailOf('patient')))).toEqual(['email']);
    await begin('patient');
    const first = codeTo(NEW);
    await begin('otherPatient');
    await auth('otherPatient').confirmEmail({ code: codeTo(NEW) });
    expect(await reasonOf(auth('patient').confirmEmail({ code: first }))).toBe('email_taken');
    expect((await rowOf('patient')).email).toBe(emailOf('patient'));
    expect((await rowOf('otherPatient')).email).toBe(NEW);
  });

  it('is not told whose it is: the same answer, and only its holder hears of it', async () => {
    const ofDoctor = emailOf('doctor');
    expect(await begin('patient', ofDoctor)).toEqual(await begin('patient'));
    await begin('patient', ofDoctor);

    const sent = mailbox.messages.filter(({ to }) => to === ofDoctor);
    expect(sent).toHaveLength(2);
    for (const { text, subject } of sent) {
      expect(`${subject} ${text}`).not.toMatch(/\d{6}/);
      expect(text).toContain('Nothing has changed');
      expect(text).not.toContain(clinic.actors.patient.email);
    }
    const first = codeTo(NEW);
    expect(await refusedFields(auth('patient').confirmEmail({ code: first }))).toEqual(['code']);
    expect((await rowOf('patient')).email).toBe(emailOf('patient'));
  });

  it('cannot be changed by a code where the clinic sends no mail', async () => {
    const quiet = await startClinic();
    const change = quiet.call(quiet.actors.patient).auth.beginEmailChange({ email: NEW, password: PASSWORD });
    expect(await reasonOf(change)).toBe('no_mail');
    await quiet.close();
  });
});

describe('a patient’s address at the desk', () => {
  const change = (email = NEW, who: ActorName = 'reception', password = PASSWORD) =>
    auth(who).changePatientEmail({ patientId: clinic.cast.patient, email, document: 'passport', password });

  it('is another at once, unproven, with the document on record and the old one told', async () => {
    expect(await change()).toEqual({ email: NEW });
    expect(await rowOf('patient')).toEqual({ email: NEW, emailVerifiedAt: null, version: 2 });
    expect(mailbox.last(emailOf('patient'))?.subject).toBe('Test clinic: another address signs you in');
    const line = await clinic.db.read((q) =>
      q
        .selectFrom('auditEvent')
        .select(['reason', 'patientId', 'userId'])
        .where('subtype', '=', 'user.changeEmailForPatient')
        .executeTakeFirstOrThrow(),
    );
    const { patient: patientId } = clinic.cast;
    expect(line).toEqual({ reason: 'passport', patientId, userId: clinic.actors.reception.userId });
  });

  it('is not changed without the password of who sits at the desk, however often it is tried', async () => {
    expect(await refusedFields(change(NEW, 'reception', ''))).toEqual(['password']);
    const tries: string[] = [];
    for (let n = 0; n < 40; n++) tries.push(await reasonOf(change(NEW, 'reception', `wrong ${n}`)));

    expect(tries[0]).toBe('invalid_input');
    expect(tries.at(-1)).toBe('rate_limited');
    expect(await rowOf('patient')).toMatchObject({ email: emailOf('patient'), version: 1 });
    const failed = await clinic.db.read((q) =>
      q
        .selectFrom('auditEvent')
        .select(['userId', 'outcome'])
        .where('subtype', '=', 'session.confirmPassword')
        .execute(),
    );
    expect(failed[0]).toEqual({ userId: clinic.actors.reception.userId, outcome: 'failure' });
    expect(mailbox.last(emailOf('patient'))).toBeUndefined();
  });

  it('is refused where it is taken, the same, or there is no account', async () => {
    expect(await reasonOf(change(emailOf('admin')))).toBe('email_taken');
    expect(await refusedFields(change(emailOf('patient')))).toEqual(['email']);
    await clinic.db.transact(({ q }) =>
      q.updateTable('appUser').set({ isActive: 0 }).where('patientId', '=', clinic.cast.patient).execute(),
    );
    expect(await reasonOf(change())).toBe('not_found');
  });

  it.each(['admin', 'doctor', 'patient'] as const)('is no matter of %s', async (who) => {
    expect(await reasonOf(change(NEW, who))).toBe('forbidden');
  });
});
