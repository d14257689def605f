import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ActorName, emailOf, PASSWORD } from '../../support/actors.ts';
import { type Authenticator, createAuthenticator, type Wrong } from '../../support/authenticator.ts';
import { createMailbox, type Mailbox } from '../../support/mailbox.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

const ORIGIN = 'https://desk.clinic.test:4780';

let clinic: TestClinic;
let mailbox: Mailbox;
beforeEach(async () => {
  mailbox = createMailbox();
  clinic = await startClinic({ mail: mailbox });
});
afterEach(() => clinic.close());

const own = (name: ActorName = 'reception') =>
  clinic.call(clinic.actors[name], { caller: { origin: ORIGIN } }).auth;
const nobody = () => clinic.call(null, { caller: { origin: ORIGIN } }).auth;
const lines = (subtype: string) =>
  clinic.db.read((q) => q.selectFrom('auditEvent').selectAll().where('subtype', '=', subtype).execute());
const isOpen = async (accessToken: string) => (await clinic.services.auth.bearerOf(accessToken)) !== null;

async function add(name: ActorName = 'reception', device = createAuthenticator(ORIGIN)) {
  const { attempt, options } = await own(name).beginPasskey({ name: 'Blue key', password: PASSWORD });
  const added = await own(name).finishPasskey({ attempt, ...(await device.create(options)) });
  return { device, ...added };
}

async function enter(device: Authenticator, wrong: Wrong = {}) {
  const { attempt, options } = await nobody().beginPasskeySignIn({});
  return nobody().signInWithPasskey({ proof: { attempt, ...device.get(options, wrong) }, tokenInBody: true });
}

async function follow(device: Authenticator, wrong: Wrong = {}) {
  const plain = { email: emailOf('reception'), password: PASSWORD, tokenInBody: true };
  const { details } = await refusal(nobody().signIn(plain));
  const { passkey } = details as {
    passkey: { attempt: string; options: Parameters<Authenticator['get']>[0] };
  };
  const proof = { attempt: passkey.attempt, ...device.get(passkey.options, wrong) };
  return nobody().signIn({ ...plain, passkey: proof });
}

/** The copy has run ahead; then its owner comes. */
async function seeCopy(device: Authenticator) {
  const thief = await enter(device, { counter: 50 });
  expect(await reasonOf(enter(device, { counter: 3 }))).toBe('passkey_suspended');
  return thief;
}

describe('a passkey whose count falls back', () => {
  it('signs nobody in any more, neither the one who is ahead nor the one who is behind', async () => {
    const { device } = await add();
    await seeCopy(device);

    expect(await reasonOf(enter(device, { counter: 51 }))).toBe('passkey_suspended');
    expect(await reasonOf(enter(device, { counter: 4 }))).toBe('passkey_suspended');
    const [shown] = (await own().listPasskeys({})).items;
    expect(shown).toMatchObject({ suspendedAt: clinic.clock.now(), version: 2 });
    expect((await lines('session.signIn')).at(-1)?.reason).toContain('suspended');
  });

  it('ends what it has opened, alone or after the password, and nothing else', async () => {
    const { device, codes } = await add();
    const other = await add();
    const second = await follow(device, { counter: 9 });
    const byCode = await nobody().signIn({
      email: emailOf('reception'),
      password: PASSWORD,
      code: codes[0],
      tokenInBody: true,
    });
    const byOther = await enter(other.device);
    const thief = await seeCopy(device);

    expect(await isOpen(thief.accessToken)).toBe(false);
    expect(await isOpen(second.accessToken)).toBe(false);
    expect(await isOpen(byCode.accessToken)).toBe(true);
    expect(await isOpen(byOther.accessToken)).toBe(true);
    const ended = (await lines('session.passkeySuspended')).map(({ objectId }) => objectId);
    expect(new Set(ended)).toEqual(new Set([thief.me.sessionId, second.me.sessionId]));
    expect(ended).toHaveLength(2);
    expect((await enter(other.device)).me.role).toBe('receptionist');
  });

  it('cuts the lines of what is held back from now on, and of nobody else', async () => {
    const { device } = await add();
    await add('admin');
    const security = clinic.call(clinic.actors.admin).security;
    const { version } = await security.settings({});
    const changes = { secondFactorFor: 'staff' } as const;
    await security.updateSettings({ changes, expectedVersion: version, password: PASSWORD });
    clinic.events.length = 0;
    await seeCopy(device);

    const { userId, sessionId } = clinic.actors.reception;
    const held = clinic.events.filter(({ type }) => type === 'session.heldBack');
    expect(held).toEqual([{ type: 'session.heldBack', sessionId, userId }]);
  });

  it('holds nobody back who has another factor', async () => {
    const { device } = await add();
    await add();
    await add('admin');
    const security = clinic.call(clinic.actors.admin).security;
    const { version } = await security.settings({});
    const changes = { secondFactorFor: 'staff' } as const;
    await security.updateSettings({ changes, expectedVersion: version, password: PASSWORD });
    await seeCopy(device);

    expect(clinic.events.filter(({ type }) => type === 'session.heldBack')).toEqual([]);
  });

  it('is suspended as well where it comes after the password', async () => {
    const { device } = await add();
    const thief = await enter(device, { counter: 50 });

    expect(await reasonOf(follow(device, { counter: 3 }))).toBe('passkey_suspended');
    expect(await isOpen(thief.accessToken)).toBe(false);
    expect(mailbox.last(emailOf('reception'))?.subject).toContain('your passkey was copied');
  });

  it('is told to its owner and to every admin, once', async () => {
    const { device } = await add();
    mailbox.messages.length = 0;
    await seeCopy(device);
    await reasonOf(enter(device, { counter: 51 }));

    expect(mailbox.messages.map(({ to }) => to)).toEqual([emailOf('reception'), emailOf('admin')]);
    const [toOwner, toAdmin] = mailbox.messages;
    expect(toOwner?.subject).toBe('Test clinic: your passkey was copied');
    expect(toOwner?.text).toContain('“Blue key”');
    expect(toOwner?.text).toContain('Sign in with your password and a code');
    expect(toAdmin?.subject).toBe('Test clinic: a passkey of Rita Desk was copied');
  });

  it('is told once to an admin whose own it was', async () => {
    const { device } = await add('admin');
    mailbox.messages.length = 0;
    await seeCopy(device);

    expect(mailbox.messages.map(({ subject }) => subject)).toEqual(['Test clinic: your passkey was copied']);
  });

  it('stands on every screen of an admin until it is removed', async () => {
    const { device, passkey, codes } = await add();
    const named = async () => (await clinic.call(clinic.actors.admin).security.settings({})).copiedPasskeysOf;
    expect(await named()).toEqual([]);
    await seeCopy(device);

    expect(await named()).toEqual(['Rita Desk']);
    const proof = { password: PASSWORD, code: codes[0] ?? '' };
    await own().removePasskey({ id: passkey.id, expectedVersion: 2, ...proof });
    expect(await named()).toEqual([]);
  });

  it('leaves a line that names the passkey', async () => {
    const { device, passkey } = await add();
    await seeCopy(device);

    expect(await lines('user.suspendPasskey')).toEqual([
      expect.objectContaining({ objectType: 'passkey', objectId: passkey.id, userId: null, action: 'U' }),
    ]);
  });

  it('still asks for a second proof, and lets its owner make a new one on the same device', async () => {
    const { device, codes, passkey } = await add();
    await seeCopy(device);
    const plain = { email: emailOf('reception'), password: PASSWORD };
    const asked = await refusal(nobody().signIn(plain));
    expect(asked).toMatchObject({
      reason: 'second_factor_needed',
      details: { hasPasskey: false, passkey: null },
    });

    expect((await nobody().signIn({ ...plain, code: codes[0] })).me.role).toBe('receptionist');
    const { options } = await own().beginPasskey({ name: 'New key', password: PASSWORD });
    expect(options.excludeCredentials).toEqual([]);
    const proof = { password: PASSWORD, code: codes[1] ?? '' };
    await own().removePasskey({ id: passkey.id, expectedVersion: 2, ...proof });
    expect((await own().listPasskeys({})).items).toEqual([]);
  });

  it('is no second factor for a clinic that asks for one', async () => {
    const { device, codes } = await add();
    await add('admin');
    const security = clinic.call(clinic.actors.admin).security;
    const changes = { secondFactorFor: 'staff' } as const;
    await security.updateSettings({ changes, expectedVersion: 1, password: PASSWORD });
    await seeCopy(device);
    const plain = { email: emailOf('reception'), password: PASSWORD };

    expect((await nobody().signIn({ ...plain, code: codes[0] })).mustEnrol).toBe(true);
  });
});
