import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RegisterPatient } from '../../../shared/contracts/auth.ts';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { createMailbox, type Mailbox } from '../../support/mailbox.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { type CookieJar, startClinic, type TestClinic } from '../../support/start-clinic.ts';

const LENA = 'lena@example.org';
const NEW = 'copper kettle';

let clinic: TestClinic;
let mailbox: Mailbox;
beforeEach(async () => {
  mailbox = createMailbox();
  clinic = await startClinic({ mail: mailbox });
});
afterEach(() => clinic.close());

const nobody = (cookie?: CookieJar) => clinic.call(null, { cookie }).auth;
const register = (over: Partial<RegisterPatient> = {}) =>
  nobody().register({
    email: LENA,
    password: NEW,
    givenName: 'Lena',
    familyName: 'Fischer',
    birthDate: '1991-07-20',
    requestId: randomUUID(),
    ...over,
  });
const linkTo = (to: string) => /\/portal\/register#([\w-]+)\n/.exec(mailbox.last(to)?.text ?? '')?.[1] ?? '';
const signIn = (email: string, password: string) => nobody().signIn({ email, password, tokenInBody: true });
const charts = () =>
  clinic.db.read(async (q) => (await q.selectFrom('patient').select('id').execute()).length);

describe('registering where the clinic sends mail', () => {
  it('opens account and chart by the link in the mail, which proves the address, and signs in', async () => {
    expect(await register({ phone: '+49 30 1234567' })).toEqual({ isMailed: true });
    expect(await charts()).toBe(2);
    expect(await reasonOf(signIn(LENA, NEW))).toBe('bad_credentials');
    const cookie: CookieJar = { token: undefined };
    const { me } = await nobody(cookie).confirmRegistration({ secret: linkTo(LENA), password: NEW });

    expect(me).toMatchObject({ role: 'patient', name: 'Lena Fischer', email: LENA });
    expect(cookie.token).toBeDefined();
    expect((await signIn(LENA, NEW)).me.userId).toBe(me.userId);
    const user = await clinic.db.read((q) =>
      q.selectFrom('appUser').selectAll().where('id', '=', me.userId).executeTakeFirstOrThrow(),
    );
    expect(user.emailVerifiedAt).toBe(clinic.clock.now());
    expect(await charts()).toBe(3);
  });

  it('answers alike for an address that signs somebody in, tells its holder alone, and changes nothing', async () => {
    const known = await register({ email: emailOf('patient') });
    const unknown = await register();

    expect(known).toEqual(unknown);
    expect(mailbox.messages.map(({ to, subject }) => [to, subject])).toEqual([
      [emailOf('patient'), 'Test clinic: your address'],
      [LENA, 'Test clinic: open your account'],
    ]);
    expect((await signIn(emailOf('patient'), PASSWORD)).me.userId).toBe(clinic.actors.patient.userId);
    const [first, second] = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('subtype', '=', 'user.askToRegister').execute(),
    );
    expect(first?.objectId).toBe(clinic.actors.patient.userId);
    expect(second?.objectId).toBeNull();
  });

  it('keeps nothing of anybody before the mailbox has answered', async () => {
    await register();
    const kept = await clinic.db.read(async (q) => [
      await q.selectFrom('appUser').selectAll().execute(),
      await q.selectFrom('idempotency').selectAll().execute(),
      await q.selectFrom('auditEvent').selectAll().execute(),
    ]);

    expect(JSON.stringify(kept)).not.toMatch(/lena|fischer|1991-07-20/i);
    expect(linkTo(LENA)).not.toBe('');
  });

  it('is good for an hour, once, for what was filled in alone', async () => {
    await register();
    const secret = linkTo(LENA);
    const turned = `${secret.slice(0, -2)}${secret.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(await refusedFields(nobody().confirmRegistration({ secret: turned, password: NEW }))).toEqual([
      'secret',
    ]);
    expect(await refusedFields(nobody().confirmRegistration({ secret: 'nothing', password: NEW }))).toEqual([
      'secret',
    ]);
    clinic.clock.advance({ minutes: 60 });
    expect(await refusedFields(nobody().confirmRegistration({ secret, password: NEW }))).toEqual(['secret']);
    await register();
    const second = linkTo(LENA);
    await nobody().confirmRegistration({ secret: second, password: NEW });

    expect(await reasonOf(nobody().confirmRegistration({ secret: second, password: NEW }))).toBe(
      'email_taken',
    );
    expect(await charts()).toBe(3);
  });

  it('is opened by one of twenty at once', async () => {
    await register();
    const secret = linkTo(LENA);
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, () => nobody().confirmRegistration({ secret, password: NEW })),
    );

    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await charts()).toBe(3);
  });

  it('is opened by whoever has chosen its password alone, not by the reader of a mail a stranger asked for', async () => {
    await register({ password: 'a stranger’s own words' });
    const open = (password: string) => nobody().confirmRegistration({ secret: linkTo(LENA), password });
    for (let n = 0; n < 10; n++) expect(await refusedFields(open(NEW))).toEqual(['password']);
    expect(await reasonOf(open(NEW))).toBe('rate_limited');
    expect(await charts()).toBe(2);
    expect(await reasonOf(signIn(LENA, 'a stranger’s own words'))).toBe('bad_credentials');

    // Another link is another count.
    await register();
    expect((await open(NEW)).me.email).toBe(LENA);
  });

  it('has nothing in its letter that a stranger has typed', async () => {
    await register({ givenName: 'Win at evil.example', familyName: 'Call 0900 12345' });

    expect(mailbox.last(LENA)?.text).toMatch(/^Hello,\n/);
    expect(mailbox.last(LENA)?.text).not.toMatch(/evil|0900/);
  });

  it('fills no mailbox: after five letters the answer is the same, and none leaves', async () => {
    for (let n = 0; n < 7; n++)
      expect(await register({ email: emailOf('doctor') })).toEqual({ isMailed: true });

    expect(mailbox.messages).toHaveLength(5);
  });

  it('is sent to whoever asks from elsewhere, however often a stranger has asked with the address', async () => {
    for (let n = 0; n < 12; n++) await register({ password: 'a stranger’s own words' });
    const own = clinic.call(null, { caller: { address: '192.0.2.7' } }).auth;
    const fields = { givenName: 'Lena', familyName: 'Fischer', birthDate: '1991-07-20' };
    await own.register({ ...fields, email: LENA, password: NEW, requestId: randomUUID() });

    expect((await own.confirmRegistration({ secret: linkTo(LENA), password: NEW })).me.email).toBe(LENA);
  });

  it('is not held up by whoever tries links, and refuses what the form may not hold', async () => {
    await register();
    const secret = linkTo(LENA);
    const reasons: string[] = [];
    for (let n = 0; n < 40; n++)
      reasons.push(await reasonOf(nobody().confirmRegistration({ secret: `x${n}`, password: NEW })));
    expect(reasons.at(-1)).toBe('rate_limited');
    expect((await nobody().confirmRegistration({ secret, password: NEW })).me.email).toBe(LENA);

    expect(await refusedFields(register({ email: 'nia@example.org', password: 'short12' }))).toEqual([
      'password',
    ]);
  });
});
