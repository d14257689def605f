import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AddedPasskey, PasskeyCreation } from '../../../shared/contracts/passkeys.ts';
import { type ActorName, emailOf, PASSWORD } from '../../support/actors.ts';
import { type Authenticator, createAuthenticator, type Wrong } from '../../support/authenticator.ts';
import { insertPasskey } from '../../support/factories.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { totpCode } from '../../support/totp.ts';

const ORIGIN = 'https://desk.clinic.test:4780';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const own = (name: ActorName = 'reception', origin = ORIGIN) =>
  clinic.call(clinic.actors[name], { caller: { origin } }).auth;
const nobody = (origin = ORIGIN) => clinic.call(null, { caller: { origin } }).auth;
const begin = (name: ActorName = 'reception') =>
  own(name).beginPasskey({ name: 'Phone', password: PASSWORD });
const lines = (subtype: string) =>
  clinic.db.read((q) => q.selectFrom('auditEvent').selectAll().where('subtype', '=', subtype).execute());

type Added = AddedPasskey & { readonly device: Authenticator };

async function add(name: ActorName = 'reception', wrong: Wrong = {}): Promise<Added> {
  const device = createAuthenticator(ORIGIN);
  const { attempt, options } = await begin(name);
  return {
    device,
    ...(await own(name).finishPasskey({ attempt, ...(await device.create(options, wrong)) })),
  };
}

async function enter(device: Authenticator, wrong: Wrong = {}) {
  const { attempt, options } = await nobody().beginPasskeySignIn({});
  return nobody().signInWithPasskey({ proof: { attempt, ...device.get(options, wrong) }, tokenInBody: true });
}

/** The password, which is right; what may follow is told with the refusal. */
async function askSecondStep(name: ActorName = 'reception', origin = ORIGIN) {
  const asked = await refusal(nobody(origin).signIn({ email: emailOf(name), password: PASSWORD }));
  expect(asked.reason).toBe('second_factor_needed');
  const { passkey, ...ways } = asked.details as {
    passkey: { attempt: string; options: Parameters<Authenticator['get']>[0] } | null;
  };
  return { ...ways, passkey };
}

async function follow(device: Authenticator, name: ActorName = 'reception', wrong: Wrong = {}) {
  const { passkey } = await askSecondStep(name);
  if (passkey === null) throw new Error('no passkey was asked for');
  const proof = { attempt: passkey.attempt, ...device.get(passkey.options, wrong) };
  return nobody().signIn({ email: emailOf(name), password: PASSWORD, passkey: proof, tokenInBody: true });
}

async function demandOfAll(): Promise<void> {
  const security = clinic.call(clinic.actors.admin).security;
  const { version: expectedVersion } = await security.settings({});
  await security.updateSettings({
    changes: { secondFactorFor: 'staff' },
    expectedVersion,
    password: PASSWORD,
  });
}

describe('adding a passkey', () => {
  it('keeps what the device has made, and shows it by the name its person gave', async () => {
    const { device, passkey, codes } = await add();

    expect(passkey).toMatchObject({ name: 'Phone', hostName: 'desk.clinic.test', lastUsedAt: null });
    expect((await own().listPasskeys({})).items).toEqual([passkey]);
    expect((await own('doctor').listPasskeys({})).items).toEqual([]);
    expect(codes).toHaveLength(10);
    expect((await add()).codes).toEqual([]);
    expect(await own().factorState({})).toMatchObject({ onSince: null, passkeys: 2, recoveryCodesLeft: 10 });
    expect((await begin()).options.excludeCredentials[0]).toMatchObject({ id: device.credentialId });
    expect(await lines('user.addPasskey')).toHaveLength(2);
  });

  it('asks for a key that is found by itself and knows its person, and for no certificate', async () => {
    const { options } = await begin();

    expect(options).toMatchObject({
      rp: { id: 'desk.clinic.test', name: 'Test clinic' },
      user: { name: emailOf('reception') },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
    });
    expect(Buffer.from(options.challenge, 'base64url')).toHaveLength(32);
  });

  it('needs the password', async () => {
    const wrong = own().beginPasskey({ name: 'Phone', password: 'x' });

    expect(await refusedFields(wrong)).toEqual(['password']);
  });

  it.each(['admin', 'reception', 'doctor'] as const)('is for %s', async (name) => {
    const { device } = await add(name);

    expect((await enter(device)).me.userId).toBe(clinic.actors[name].userId);
  });

  it('is not for patients', async () => {
    expect(await reasonOf(begin('patient'))).toBe('forbidden');
    expect(await reasonOf(own('patient').listPasskeys({}))).toBe('forbidden');
  });

  it.each([
    'http://desk.clinic.test',
    'https://192.0.2.20',
    'https://[2001:db8::1]:4780',
    'http://127.0.0.1',
  ])('is refused at %s, where browsers lend no passkeys', async (origin) => {
    const asked = own('reception', origin).beginPasskey({ name: 'Phone', password: PASSWORD });

    expect(await refusal(asked)).toMatchObject({ reason: 'insecure_origin', status: 409 });
    expect(await reasonOf(nobody(origin).beginPasskeySignIn({}))).toBe('insecure_origin');
  });

  it.each<[string, Wrong]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['the same name without TLS', { origin: 'http://desk.clinic.test:4780' }],
    ['another name', { hostName: 'evil.example' }],
    ['another challenge', { challenge: 'AAAA' }],
    ['nobody looked at', { isUnverified: true }],
    ['a page inside another one’s', { isFramed: true }],
    ['a signature in place of a key', { type: 'webauthn.get' }],
    ['an attestation of no known kind', { attests: 'oddly' }],
  ])('is refused with %s', async (_what, wrong) => {
    expect(await reasonOf(add('reception', wrong))).toBe('passkey_refused');
    expect((await own().listPasskeys({})).items).toEqual([]);
  });

  it('takes a statement the new key has signed, and none with a certificate, which asks the internet', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch');
    await add('reception', { attests: 'itself' });
    expect(await reasonOf(add('doctor', { attests: 'by certificate' }))).toBe('passkey_refused');

    expect(fetched).not.toHaveBeenCalled();
    fetched.mockRestore();
    expect((await own('doctor').listPasskeys({})).items).toEqual([]);
  });

  it('takes an answer once, within five minutes, in the session that asked', async () => {
    const device = createAuthenticator(ORIGIN);
    const answer = async ({ attempt, options }: PasskeyCreation) => ({
      attempt,
      ...(await device.create(options)),
    });
    const asked = await begin();
    await own().finishPasskey(await answer(asked));
    expect(await reasonOf(own().finishPasskey(await answer(asked)))).toBe('passkey_refused');

    const others = await begin();
    expect(await reasonOf(own('doctor').finishPasskey(await answer(others)))).toBe('passkey_refused');
    const late = await begin();
    clinic.clock.advance({ minutes: 5 });
    expect(await reasonOf(own().finishPasskey(await answer(late)))).toBe('passkey_refused');
    const again = await begin();
    expect(await reasonOf(own().finishPasskey(await answer(again)))).toBe('passkey_known');
  });

  it('is done once by two who come with the same device at the same moment', async () => {
    const device = createAuthenticator(ORIGIN);
    const [one, two] = [await begin(), await begin('doctor')];
    const all = await Promise.allSettled([
      own().finishPasskey({ attempt: one.attempt, ...(await device.create(one.options)) }),
      own().finishPasskey({ attempt: one.attempt, ...(await device.create(one.options)) }),
      own('doctor').finishPasskey({ attempt: two.attempt, ...(await device.create(two.options)) }),
    ]);

    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const count = clinic.db.file.prepare('SELECT count(*) FROM passkey').pluck();
    expect(count.get()).toBe(1);
  });

  it('ends at ten', async () => {
    const { userId } = clinic.actors.reception;
    const [first, second] = [await begin(), await begin()];
    await clinic.db.transact(async ({ q }) => {
      for (let n = 0; n < 9; n++) await insertPasskey(q, { userId });
    });
    const finish = async ({ attempt, options }: PasskeyCreation) =>
      own().finishPasskey({ attempt, ...(await createAuthenticator(ORIGIN).create(options)) });
    await finish(first);

    expect(await refusedFields(finish(second))).toEqual(['name']);
    expect(await refusedFields(begin())).toEqual(['name']);
  });
});

describe('renaming and removing', () => {
  it('changes the name where it is the one that was read', async () => {
    const { passkey } = await add();
    const { id } = passkey;
    const renamed = await own().renamePasskey({ id, name: 'Desk PC', expectedVersion: 1 });

    expect(renamed).toMatchObject({ name: 'Desk PC', version: 2 });
    const late = await refusal(own().renamePasskey({ id, name: 'Late', expectedVersion: 1 }));
    expect(late).toMatchObject({ reason: 'stale_version', details: { current: renamed } });
    const others = own('doctor').renamePasskey({ id, name: 'Mine', expectedVersion: 2 });
    expect(await reasonOf(others)).toBe('not_found');
    expect((await lines('user.renamePasskey')).map(({ objectId }) => objectId)).toEqual([id]);
  });

  it('removes with the password and a code, and the codes on paper with the last one', async () => {
    const { passkey, device, codes } = await add();
    const away = { id: passkey.id, expectedVersion: 1, code: codes[0] ?? '' };
    const guessed = own().removePasskey({ ...away, password: PASSWORD, code: 'AAAAA-AAAAA' });
    expect(await refusedFields(guessed)).toEqual(['code']);
    expect(await lines('user.removePasskey')).toMatchObject([{ outcome: 'failure' }]);
    expect((await own().listPasskeys({})).items).toHaveLength(1);

    expect(await refusedFields(own().removePasskey({ ...away, password: 'x' }))).toEqual(['password']);
    const others = own('doctor').removePasskey({ ...away, password: PASSWORD });
    expect(await reasonOf(others)).toBe('not_found');
    await own().removePasskey({ ...away, password: PASSWORD });
    expect((await own().listPasskeys({})).items).toEqual([]);
    expect(await reasonOf(enter(device))).toBe('passkey_refused');
    expect((await own().factorState({})).recoveryCodesLeft).toBe(0);
    expect(await lines('user.removePasskey')).toHaveLength(2);
    const plain = { email: emailOf('reception'), password: PASSWORD };
    expect((await nobody().signIn(plain)).me.role).toBe('receptionist');
  });

  it('ends what it has signed in, alone or after the password, but for where it is removed', async () => {
    const { passkey, device, codes } = await add();
    const other = await add();
    const here = await enter(device);
    const opened = [await enter(device), await follow(device), here, await enter(other.device)];
    const actor = { ...clinic.actors.reception, sessionId: here.me.sessionId };
    await clinic
      .call(actor, { caller: { origin: ORIGIN } })
      .auth.removePasskey({ id: passkey.id, expectedVersion: 1, password: PASSWORD, code: codes[0] ?? '' });

    const bearers = opened.map(({ accessToken }) => clinic.services.auth.bearerOf(accessToken));
    expect((await Promise.all(bearers)).map((bearer) => bearer !== null)).toEqual([false, false, true, true]);
    expect(await lines('session.passkeyRemoved')).toHaveLength(2);
  });

  it('is done by an admin for somebody who has lost the device', async () => {
    const { device, codes } = await add('doctor');
    const { userId } = clinic.actors.doctor;
    await own('admin').resetFactors({ userId, password: PASSWORD });

    expect(await reasonOf(enter(device))).toBe('passkey_refused');
    const plain = { email: emailOf('doctor'), password: PASSWORD };
    expect((await nobody().signIn({ ...plain, code: codes[0] })).me.role).toBe('doctor');
    expect(clinic.db.file.prepare('SELECT count(*) FROM recovery_code').pluck().get()).toBe(0);
  });
});

describe('signing in with a passkey alone', () => {
  it('opens the session a password would, and leaves the same lines', async () => {
    const { device, passkey } = await add();
    clinic.clock.advance({ seconds: 60 });
    const session = await enter(device);

    expect(session).toMatchObject({ mustEnrol: false, isLocked: false, me: { role: 'receptionist' } });
    expect((await clinic.services.auth.bearerOf(session.accessToken))?.heldBack).toBeNull();
    const [shown] = (await own().listPasskeys({})).items;
    expect(shown).toEqual({ ...passkey, lastUsedAt: clinic.clock.now() });
    const signedIn = await lines('session.signIn');
    expect(signedIn.at(-1)).toMatchObject({ outcome: 'success', objectId: session.me.sessionId });
  });

  it.each<[string, Wrong]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port', { origin: 'https://desk.clinic.test' }],
    ['another name', { hostName: 'evil.example' }],
    ['another challenge', { challenge: 'AAAA' }],
    ['nobody looked at', { isUnverified: true }],
    ['a page inside another one’s', { isFramed: true }],
    ['a signature of another key', { isForged: true }],
    ['a new key in place of a signature', { type: 'webauthn.create' }],
    ['somebody else’s handle', { userHandle: Buffer.from('somebody').toString('base64url') }],
  ])('is refused with %s', async (_what, wrong) => {
    const { device } = await add();

    expect(await refusal(enter(device, wrong))).toMatchObject({ reason: 'passkey_refused', status: 401 });
    expect((await enter(device)).me.role).toBe('receptionist');
    const failed = (await lines('session.signIn')).filter(({ outcome }) => outcome === 'failure');
    expect(failed.map(({ objectId }) => objectId)).toEqual([clinic.actors.reception.userId]);
  });

  it('says of a passkey nobody has what it says of a wrong signature', async () => {
    const { device } = await add();
    const unknown = createAuthenticator(ORIGIN);
    const answers = [await refusal(enter(unknown)), await refusal(enter(device, { isForged: true }))];

    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.details).toEqual({});
  });

  it('takes an answer once, within five minutes, to its own question', async () => {
    const { device } = await add();
    const asked = await nobody().beginPasskeySignIn({});
    const proof = { attempt: asked.attempt, ...device.get(asked.options) };
    const all = await Promise.allSettled([1, 2, 3].map(() => nobody().signInWithPasskey({ proof })));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);

    const [one, two] = [await nobody().beginPasskeySignIn({}), await nobody().beginPasskeySignIn({})];
    const crossed = { attempt: one.attempt, ...device.get(two.options) };
    expect(await reasonOf(nobody().signInWithPasskey({ proof: crossed }))).toBe('passkey_refused');
    const late = await nobody().beginPasskeySignIn({});
    clinic.clock.advance({ minutes: 5 });
    const old = { attempt: late.attempt, ...device.get(late.options) };
    expect(await reasonOf(nobody().signInWithPasskey({ proof: old }))).toBe('passkey_refused');
    const { passkey } = await askSecondStep();
    const second = { attempt: passkey?.attempt ?? '', ...device.get(passkey?.options as never) };
    expect(await reasonOf(nobody().signInWithPasskey({ proof: second }))).toBe('passkey_refused');
  });

  it('refuses a copy, whose count does not rise, and says so in the trail', async () => {
    const { device } = await add();
    await enter(device, { counter: 7 });

    expect(await refusal(enter(device, { counter: 7 }))).toMatchObject({
      reason: 'passkey_suspended',
      status: 401,
    });
    const last = (await lines('session.signIn')).at(-1);
    expect(last).toMatchObject({ outcome: 'failure', objectId: clinic.actors.reception.userId });
    expect(last?.reason).toContain('copied');
  });

  it('lets nobody make a key seem copied who cannot sign with it', async () => {
    const { device } = await add();
    await enter(device, { counter: 7 });
    await reasonOf(enter(device, { counter: 3, isForged: true }));

    expect((await lines('session.signIn')).at(-1)?.reason).toBeNull();
    expect((await own().listPasskeys({})).items[0]?.suspendedAt).toBeNull();
    await enter(device, { counter: 8 });
  });

  it('takes devices that do not count', async () => {
    const { device } = await add();
    // Good ones are no guesses, however many.
    for (let n = 0; n < 12; n++) expect((await enter(device, { counter: 0 })).me.name).toBe('Rita Desk');
  });

  it('is refused to an account that is switched off', async () => {
    const { device } = await add('doctor');
    const { userId: id } = clinic.actors.doctor;
    const admin = clinic.call(clinic.actors.admin).users;
    await admin.setActive({ id, isActive: false, expectedVersion: 1, password: PASSWORD });

    expect(await reasonOf(enter(device))).toBe('account_disabled');
    expect((await lines('session.signIn')).at(-1)).toMatchObject({ outcome: 'failure', objectId: id });
    expect(await reasonOf(enter(device, { isForged: true }))).toBe('passkey_refused');
  });

  it('slows guessing at one passkey down, like guessing at a password', async () => {
    const { device } = await add();
    for (let n = 0; n < 10; n++) await reasonOf(enter(device, { isForged: true }));

    expect(await reasonOf(enter(device))).toBe('rate_limited');
  });
});

describe('a passkey after the password', () => {
  it('stands in for the code', async () => {
    const { device } = await add();

    expect(await askSecondStep()).toMatchObject({
      hasAuthenticator: false,
      passkey: { options: { allowCredentials: [{ id: device.credentialId }], userVerification: 'required' } },
    });
    expect((await follow(device)).me.role).toBe('receptionist');
  });

  it('is not asked for where it is no good; a code on paper still is', async () => {
    const { codes } = await add();
    const away = 'http://192.0.2.20:4780';

    expect(await askSecondStep('reception', away)).toEqual({
      hasAuthenticator: false,
      hasPasskey: true,
      passkey: null,
    });
    const plain = { email: emailOf('reception'), password: PASSWORD };
    expect((await nobody(away).signIn({ ...plain, code: codes[0] })).me.role).toBe('receptionist');
  });

  it('is the passkey of the one whose password it was', async () => {
    const mine = await add();
    const others = await add('doctor');

    expect(await reasonOf(follow(others.device))).toBe('passkey_refused');
    for (const { device } of [mine, others]) {
      const { passkey } = await askSecondStep('doctor');
      const crossed = { attempt: passkey?.attempt ?? '', ...device.get(passkey?.options as never) };
      const asked = { email: emailOf('reception'), password: PASSWORD, passkey: crossed };
      expect(await reasonOf(nobody().signIn(asked))).toBe('passkey_refused');
    }
    expect((await follow(mine.device)).me.role).toBe('receptionist');
  });

  it('does not help a wrong password, and is refused where it is wrong itself', async () => {
    const { device } = await add();
    const { passkey } = await askSecondStep();
    const proof = { attempt: passkey?.attempt ?? '', ...device.get(passkey?.options as never) };
    const wrong = { email: emailOf('reception'), password: 'x', passkey: proof };

    expect(await reasonOf(nobody().signIn(wrong))).toBe('bad_credentials');
    expect(await reasonOf(follow(device, 'reception', { isUnverified: true }))).toBe('passkey_refused');
    await follow(device, 'reception', { counter: 9 });
    expect(await reasonOf(follow(device, 'reception', { counter: 9 }))).toBe('passkey_suspended');
    expect((await lines('session.signIn')).at(-1)?.reason).toContain('copied');
  });
});

describe('a clinic that asks for a second factor', () => {
  it('is content with a passkey, and keeps the last one', async () => {
    const { passkey, codes } = await add('admin');
    await add('reception');
    await demandOfAll();

    for (const name of ['admin', 'reception'] as const) {
      expect((await clinic.services.auth.bearerOf(clinic.tokens[name]))?.heldBack).toBeNull();
    }
    expect(await clinic.services.auth.bearerOf(clinic.tokens.doctor)).toBeNull();
    const away = { id: passkey.id, expectedVersion: 1, password: PASSWORD, code: codes[0] ?? '' };
    expect(await reasonOf(own('admin').removePasskey(away))).toBe('enrolment_needed');
    expect((await own('admin').listPasskeys({})).items).toHaveLength(1);
    await add('admin');
    await own('admin').removePasskey(away);
    expect((await own('admin').listPasskeys({})).items).toHaveLength(1);
  });

  it('lets somebody who has none set one up, and then in', async () => {
    await add('admin');
    await demandOfAll();
    const plain = { email: emailOf('doctor'), password: PASSWORD };
    const session = await nobody().signIn(plain);
    expect(session.mustEnrol).toBe(true);
    const held = {
      heldBack: { actor: session.me, why: 'enrolment_needed' },
      caller: { origin: ORIGIN },
    } as const;
    const api = clinic.call(null, held).auth;
    const { attempt, options } = await api.beginPasskey({ name: 'Phone', password: PASSWORD });
    await api.finishPasskey({ attempt, ...(await createAuthenticator(ORIGIN).create(options)) });

    expect((await clinic.services.auth.bearerOf(session.accessToken))?.heldBack).toBeNull();
  });

  it('lets the authenticator go where a passkey is left', async () => {
    const { secret } = await own('admin').beginTotp({ password: PASSWORD });
    await own('admin').confirmTotp({ code: totpCode(secret, clinic.clock.now()) });
    await add('admin');
    await demandOfAll();
    clinic.clock.advance({ seconds: 60 });
    const code = totpCode(secret, clinic.clock.now());
    const state = await own('admin').removeTotp({ password: PASSWORD, code });

    expect(state).toMatchObject({ onSince: null, passkeys: 1, recoveryCodesLeft: 10 });
  });
});
