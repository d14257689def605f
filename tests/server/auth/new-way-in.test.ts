import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ActorName, emailOf, PASSWORD } from '../../support/actors.ts';
import { createAuthenticator } from '../../support/authenticator.ts';
import { createMailbox, type Mailbox } from '../../support/mailbox.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { totpCode } from '../../support/totp.ts';

const ORIGIN = 'https://desk.clinic.test:4780';
const NEW = 'copper lantern ninety-one';

let clinic: TestClinic;
let mailbox: Mailbox;
beforeEach(async () => {
  mailbox = createMailbox();
  clinic = await startClinic({ mail: mailbox });
});
afterEach(() => clinic.close());

const api = (who: ActorName) => clinic.call(clinic.actors[who], { caller: { origin: ORIGIN } });
const subjects = (who: ActorName) =>
  mailbox.messages.filter(({ to }) => to === emailOf(who)).map(({ subject }) => subject);
const addCalendar = (who: ActorName, name: string, password = PASSWORD) =>
  api(who).calendars.addFeed({ name, password });
const feedOf = (address: string) =>
  clinic.services.calendars.readFeed(/calendars\/(.+)\.ics$/.exec(address)?.[1] ?? '');

async function addPasskey(who: ActorName, name: string) {
  const { attempt, options } = await api(who).auth.beginPasskey({ name, password: PASSWORD });
  const made = await createAuthenticator(ORIGIN).create(options);
  return api(who).auth.finishPasskey({ attempt, ...made });
}

async function addAuthenticator(who: ActorName) {
  const { secret } = await api(who).auth.beginTotp({ password: PASSWORD });
  await api(who).auth.confirmTotp({ code: totpCode(secret, clinic.clock.now()) });
  clinic.clock.advance({ seconds: 60 });
  return () => totpCode(secret, clinic.clock.now());
}

async function resetBySlip() {
  const { reception } = clinic.actors;
  const issue = { patientId: clinic.cast.patient, document: 'passport', password: PASSWORD } as const;
  const { code, email } = await clinic.call(reception).auth.issuePatientResetCode(issue);
  await clinic.call(null).auth.confirmReset({ email, secret: code, newPassword: NEW });
}

async function resetStaff() {
  const userId = clinic.actors.doctor.userId;
  const admin = clinic.call(clinic.actors.admin).auth;
  const { code, email } = await admin.issueStaffResetCode({ userId, password: PASSWORD });
  await clinic.call(null).auth.confirmReset({ email, secret: code, newPassword: NEW });
}

describe('a new way into an account', () => {
  it('is told to its person by mail: authenticator, codes on paper, passkey, calendar', async () => {
    const code = await addAuthenticator('doctor');
    await api('doctor').auth.renewRecoveryCodes({ password: PASSWORD, code: code() });
    await addPasskey('doctor', 'Blue key');
    await addCalendar('doctor', 'Old phone');

    expect(subjects('doctor')).toEqual([
      'Test clinic: an authenticator was set up',
      'Test clinic: new codes on paper were made',
      'Test clinic: a passkey was added',
      'Test clinic: a calendar was added',
    ]);
    expect(mailbox.messages[2]?.text).toContain('“Blue key”');
    expect(mailbox.last(emailOf('doctor'))?.text).toContain('“Old phone”');
    expect(mailbox.last(emailOf('doctor'))?.text).toContain('If it was not you');
  });

  it('is told in the language of its person', async () => {
    const { userId } = clinic.actors.doctor;
    await clinic.db.transact(({ q }) =>
      q.updateTable('appUser').set({ language: 'de' }).where('id', '=', userId).execute(),
    );
    await addPasskey('doctor', 'Blauer Schlüssel');
    await resetStaff();
    const [added, changed] = mailbox.messages;

    expect(added?.subject).toBe('Test clinic: ein Passkey wurde hinzugefügt');
    expect(changed?.text).toContain('melden Sie weiterhin an: Blauer Schlüssel.');
  });

  it('that was refused is told to nobody', async () => {
    expect(await refusedFields(addCalendar('patient', 'Phone', 'x'))).toEqual(['password']);
    await api('doctor').auth.beginTotp({ password: PASSWORD });
    expect(await refusedFields(api('doctor').auth.confirmTotp({ code: '000000' }))).toEqual(['code']);

    expect(mailbox.messages).toEqual([]);
  });

  it('fills no mailbox, and a flood of one kind hides no other', async () => {
    for (let n = 0; n < 7; n++) {
      const { feed } = await addCalendar('doctor', `Phone ${n}`);
      await api('doctor').calendars.removeFeed({ id: feed.id });
    }
    expect(subjects('doctor')).toHaveLength(5);
    await addPasskey('doctor', 'Blue key');

    expect(subjects('doctor').at(-1)).toBe('Test clinic: a passkey was added');
  });
});

describe('a password reset', () => {
  it('ends the calendars, whoever added them, and says so', async () => {
    const { address } = await addCalendar('patient', 'Phone');
    const other = await addCalendar('otherPatient', 'Phone');
    await resetBySlip();

    expect(await reasonOf(feedOf(address))).toBe('not_found');
    expect((await feedOf(other.address)).fileName).toBe('visits.ics');
    expect((await api('patient').calendars.listFeeds({})).items).toEqual([]);
    expect(mailbox.last(emailOf('patient'))?.text).toContain('no longer do');
    const [line] = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('subtype', '=', 'calendar.endByReset').execute(),
    );
    expect(line).toMatchObject({ objectType: 'calendar_feed', patientId: clinic.cast.patient });
  });

  it('names what else still leads in', async () => {
    await addAuthenticator('doctor');
    await addPasskey('doctor', 'Blue key');
    await resetStaff();
    const { subject, text } = mailbox.last(emailOf('doctor')) ?? { subject: '', text: '' };

    expect(subject).toBe('Test clinic: your password was changed');
    expect(text).toContain('authenticator is asked for as before');
    expect(text).toContain('passkeys still sign you in: Blue key.');
    expect(text).not.toContain('calendar');
  });
});

describe('changing one’s own password', () => {
  it('is told by mail, and ends the calendars', async () => {
    const { address } = await addCalendar('patient', 'Phone');
    await api('patient').auth.changePassword({ password: PASSWORD, newPassword: NEW });
    const { subject, text } = mailbox.last(emailOf('patient')) ?? { subject: '', text: '' };

    expect(subject).toBe('Test clinic: your password was changed');
    expect(text).toContain('every other device was signed out');
    expect(text).toContain('no longer do');
    expect(await reasonOf(feedOf(address))).toBe('not_found');
  });
});
