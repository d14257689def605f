import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InviteStaff } from '../../../shared/contracts/invitations.ts';
import type { InvitationId, UserId } from '../../../shared/ids.ts';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { comeBack } from '../../support/come-back.ts';
import { insertDoctor } from '../../support/factories.ts';
import { createMailbox } from '../../support/mailbox.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { type CookieJar, startClinic, type TestClinic } from '../../support/start-clinic.ts';

const NEW = 'copper lantern ninety-one';
const EMAIL = 'nia@clinic.test';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const admin = () => clinic.call(clinic.actors.admin).users;
const anybody = (cookie?: CookieJar) => clinic.call(null, { cookie }).users;
const invite = (over: Partial<InviteStaff> = {}) =>
  admin().invite({
    name: 'Nia New',
    email: EMAIL,
    role: 'receptionist',
    password: PASSWORD,
    requestId: randomUUID(),
    ...over,
  });
const secretOf = (link: string | null) => link?.split('#')[1] ?? '';
const signIn = (email = EMAIL) => clinic.call(null).auth.signIn({ email, password: NEW, tokenInBody: true });

describe('an invitation', () => {
  it('makes an account of its address and role, and signs its person in', async () => {
    const { link } = await invite();
    const cookie: CookieJar = { token: undefined };
    const secret = secretOf(link);

    expect(link).toMatch(/^http:\/\/clinic\.test\/invitation#[\w-]{22}$/);
    expect(await anybody().openInvitation({ secret })).toEqual({
      clinicName: 'Test clinic',
      name: 'Nia New',
      email: EMAIL,
      role: 'receptionist',
    });
    const { me } = await anybody(cookie).acceptInvitation({ secret, newPassword: NEW });
    expect(me).toMatchObject({ name: 'Nia New', email: EMAIL, role: 'receptionist', doctorId: null });
    expect(cookie.token).toBeDefined();
    expect((await signIn()).me.userId).toBe(me.userId);
    expect((await admin().listInvitations({})).items).toEqual([]);
  });

  it('goes by mail where the clinic sends any, which proves the address, and is shown to nobody then', async () => {
    await clinic.close();
    const mailbox = createMailbox();
    clinic = await startClinic({ mail: mailbox });
    const { link } = await invite();
    const secret = /#([\w-]{22})\n/.exec(mailbox.last(EMAIL)?.text ?? '')?.[1] ?? '';
    const { me } = await anybody().acceptInvitation({ secret, newPassword: NEW });
    const user = await clinic.db.read((q) =>
      q.selectFrom('appUser').selectAll().where('id', '=', me.userId).executeTakeFirstOrThrow(),
    );

    expect(link).toBeNull();
    expect(user.emailVerifiedAt).toBe(clinic.clock.now());
  });

  it('is for a doctor with the doctor’s own profile', async () => {
    const doctorId = await clinic.db.transact(({ q }) => insertDoctor(q, { name: 'Dr. New' }));
    const { link } = await invite({ role: 'doctor', doctorId });
    const { me } = await anybody().acceptInvitation({ secret: secretOf(link), newPassword: NEW });

    expect(me).toMatchObject({ role: 'doctor', doctorId });
    expect(await refusedFields(invite({ email: 'x@clinic.test', role: 'doctor' }))).toEqual(['doctorId']);
    expect(await refusedFields(invite({ email: 'x@clinic.test', doctorId }))).toEqual(['doctorId']);
    const again = invite({ email: 'x@clinic.test', role: 'doctor', doctorId });
    expect(await refusedFields(again)).toEqual(['doctorId']);
  });

  it('is good once, also for fifty at once', async () => {
    const secret = secretOf((await invite()).link);
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        anybody().acceptInvitation({ secret, newPassword: `${NEW} ${n}` }),
      ),
    );

    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await refusedFields(anybody().openInvitation({ secret }))).toEqual(['secret']);
  });

  it('is good for a week, and not once it was taken back or sent again', async () => {
    const first = await invite();
    const { id } = first.invitation;
    const second = await admin().resendInvitation({ id, expectedVersion: 1, password: PASSWORD });
    const open = (link: string | null) => anybody().openInvitation({ secret: secretOf(link) });

    expect(await refusedFields(open(first.link))).toEqual(['secret']);
    expect((await open(second.link)).email).toBe(EMAIL);
    clinic.clock.advance({ hours: 7 * 24 });
    expect(await refusedFields(open(second.link))).toEqual(['secret']);
    const back = (await comeBack(clinic, 'admin')).users;
    const third = await back.resendInvitation({ id, expectedVersion: 2, password: PASSWORD });
    await admin().revokeInvitation({ id, expectedVersion: 3 });
    expect(await refusedFields(open(third.link))).toEqual(['secret']);
    const accepted = anybody().acceptInvitation({ secret: secretOf(third.link), newPassword: NEW });
    expect(await refusedFields(accepted)).toEqual(['secret']);
  });

  it('leaves a line that names it when it is tried once more, or too late; one that never was, one without a name', async () => {
    const used = await invite();
    await anybody().acceptInvitation({ secret: secretOf(used.link), newPassword: NEW });
    const late = await invite({ email: 'late@clinic.test' });
    clinic.clock.advance({ hours: 7 * 24 });
    for (const secret of [secretOf(used.link), secretOf(late.link), 'A'.repeat(22)]) {
      expect(await refusedFields(anybody().openInvitation({ secret }))).toEqual(['secret']);
    }
    expect(
      await refusedFields(anybody().acceptInvitation({ secret: secretOf(used.link), newPassword: NEW })),
    ).toEqual(['secret']);

    const lines = clinic.db.file
      .prepare("SELECT subtype, object_id FROM audit_event WHERE outcome = 'denied' ORDER BY id")
      .raw()
      .all();
    expect(lines).toEqual([
      ['users.openInvitation', used.invitation.id],
      ['users.openInvitation', late.invitation.id],
      ['users.openInvitation', null],
      ['users.acceptInvitation', used.invitation.id],
    ]);
  });

  it('lies nowhere as it is, not even in the answer kept for a retry, which makes no second one', async () => {
    const requestId = randomUUID();
    const first = await invite({ requestId });
    const again = await invite({ requestId });
    const kept = await clinic.db.read(async (q) => [
      await q.selectFrom('invitation').selectAll().execute(),
      await q.selectFrom('idempotency').selectAll().execute(),
    ]);

    expect(again).toEqual({ invitation: first.invitation, link: null });
    expect(JSON.stringify(kept)).not.toContain(secretOf(first.link));
    expect((await admin().listInvitations({})).items).toHaveLength(1);
  });

  it('needs the admin’s password, an address without an account, and one invitation at a time', async () => {
    expect(await refusedFields(invite({ password: 'x' }))).toEqual(['password']);
    expect(await reasonOf(invite({ email: emailOf('doctor') }))).toBe('email_taken');
    await invite();
    expect(await refusedFields(invite())).toEqual(['email']);
  });

  it('is refused clearly once its doctor has an account, and stays open', async () => {
    const doctorId = await clinic.db.transact(({ q }) => insertDoctor(q, { name: 'Dr. New' }));
    const { link } = await invite({ role: 'doctor', doctorId });
    await admin().createStaff({
      name: 'Dr. New',
      email: 'dr.new@clinic.test',
      role: 'doctor',
      doctorId,
      newPassword: NEW,
      password: PASSWORD,
      requestId: randomUUID(),
    });
    const accepted = anybody().acceptInvitation({ secret: secretOf(link), newPassword: NEW });

    expect(await refusedFields(accepted)).toEqual(['secret']);
    expect((await admin().listInvitations({})).items).toHaveLength(1);
  });

  it('asks for a password as good as any of the staff’s', async () => {
    const secret = secretOf((await invite()).link);
    const accepted = anybody().acceptInvitation({ secret, newPassword: 'short one' });

    expect(await refusedFields(accepted)).toEqual(['newPassword']);
  });

  it('refuses a stale version, with the invitation as it is', async () => {
    const { invitation } = await invite();
    const stale = admin().revokeInvitation({ id: invitation.id, expectedVersion: 2 });

    expect(await reasonOf(stale)).toBe('stale_version');
  });
});

describe('invitations of an admin', () => {
  const BACK = 'back@clinic.test';
  /** Another admin, who has invited somebody to be one, too. */
  async function withInvitation() {
    const fields = { name: 'Bea Chief', email: 'bea@clinic.test', role: 'admin', newPassword: NEW } as const;
    const bea = await admin().createStaff({ ...fields, password: PASSWORD, requestId: randomUUID() });
    const { accessToken } = await signIn(fields.email);
    const actor = await clinic.services.auth.actorFromToken(accessToken);
    const invited = { name: 'Back Door', email: BACK, role: 'admin', password: NEW } as const;
    const { link } = await clinic.call(actor).users.invite({ ...invited, requestId: randomUUID() });
    return { bea, secret: secretOf(link) };
  }
  const accept = (secret: string) => anybody().acceptInvitation({ secret, newPassword: `${NEW}!` });
  const byBea = { expectedVersion: 1, password: PASSWORD };

  it.each([
    {
      what: 'disabled',
      lose: (id: UserId) => admin().setActive({ ...byBea, id, isActive: false }),
      giveBack: (id: UserId) => admin().setActive({ ...byBea, id, isActive: true, expectedVersion: 2 }),
    },
    {
      what: 'no admin any more',
      lose: (id: UserId) => admin().changeRole({ ...byBea, id, role: 'receptionist' }),
      giveBack: (id: UserId) => admin().changeRole({ ...byBea, id, role: 'admin', expectedVersion: 2 }),
    },
  ])('who is $what are no good, not even when all is as it was', async ({ lose, giveBack }) => {
    const { bea, secret } = await withInvitation();
    await lose(bea.id);

    expect(await refusedFields(anybody().openInvitation({ secret }))).toEqual(['secret']);
    expect(await refusedFields(accept(secret))).toEqual(['secret']);
    await giveBack(bea.id);
    expect(await refusedFields(accept(secret))).toEqual(['secret']);
    const [line] = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('subtype', '=', 'user.revokeInvitation').execute(),
    );
    expect(line).toMatchObject({ userId: clinic.actors.admin.userId, objectType: 'invitation' });
    expect((await invite({ email: BACK })).invitation.email).toBe(BACK);
  });

  it('are no good either where they slipped by, until another admin sends them again', async () => {
    const { bea, secret } = await withInvitation();
    await clinic.db.transact(({ q }) =>
      q.updateTable('appUser').set({ isActive: 0 }).where('id', '=', bea.id).execute(),
    );
    expect(await refusedFields(accept(secret))).toEqual(['secret']);
    const [open] = (await admin().listInvitations({})).items;
    const again = { id: open?.id ?? ('' as InvitationId), expectedVersion: 1, password: PASSWORD };
    const { link } = await admin().resendInvitation(again);

    expect((await accept(secretOf(link))).me.role).toBe('admin');
  });
});

describe('the list of accounts', () => {
  it('is searched by part of a name or an address, and by state', async () => {
    const names = async (input: object) => (await admin().list(input)).items.map(({ name }) => name);

    expect(await names({ query: 'RITA' })).toEqual(['Rita Desk']);
    expect(await names({ query: 'reception@' })).toEqual(['Rita Desk']);
    expect(await names({ query: '%' })).toEqual([]);
    expect(await names({ isActive: false })).toEqual([]);
  });

  it('says when somebody was last here', async () => {
    const [rita] = (await admin().list({ query: 'Rita' })).items;

    expect(rita?.lastSignInAt).toBe(clinic.clock.now());
  });
});
