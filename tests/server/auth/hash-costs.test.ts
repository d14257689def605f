import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

const OLD = '$argon2id$v=19$m=19456,t=2,p=1$';
const DEARER = '$argon2id$v=19$m=19456,t=3,p=1$';
const DEAREST = '$argon2id$v=19$m=19456,t=4,p=1$';
const KNOWN = emailOf('doctor');

let clinic: TestClinic;
let spent: (string | undefined)[];
const listenIn = (message: unknown) => void spent.push((message as { head?: string }).head);
beforeEach(async () => {
  clinic = await startClinic();
  subscribe('medlink.password.compared', listenIn);
});
afterEach(async () => {
  unsubscribe('medlink.password.compared', listenIn);
  await clinic.close();
});

const signIn = (email: string, password = PASSWORD) => clinic.call(null).auth.signIn({ email, password });
const setCost = async (hashIterations: number) => {
  const security = clinic.call(clinic.actors.admin).security;
  const { version: expectedVersion } = await security.settings({});
  await security.updateSettings({ changes: { hashIterations }, expectedVersion, password: PASSWORD });
};
/** What each comparison of one wrong password cost, in the order in which they were made. */
const costOf = async (email: string) => {
  spent = [];
  expect(await reasonOf(signIn(email, 'not this one'))).toBe('bad_credentials');
  return spent;
};
const setHash = (email: string, passwordHash: string) =>
  clinic.db.transact(({ q }) =>
    q.updateTable('appUser').set({ passwordHash }).where('email', '=', email).execute(),
  );

describe('what a guess costs', () => {
  const everybody = async () => {
    const known = await costOf(KNOWN);
    expect(await costOf('nobody@clinic.test')).toEqual(known);
    expect(await costOf('somebody.else@clinic.test')).toEqual(known);
    expect(await costOf(emailOf('reception'))).toEqual(known);
    expect(await costOf(emailOf('patient'))).toEqual(known);
    return known;
  };

  it('is one comparison while the clinic has one cost', async () => {
    expect(await everybody()).toEqual([OLD]);
  });

  it('is the same for all names once the cost was raised, before anybody has come back', async () => {
    await setCost(3);

    expect(await everybody()).toEqual([OLD, DEARER]);
  });

  it('is the same for all names while some have come back and others have not', async () => {
    await setCost(3);
    await signIn(emailOf('reception'));
    await setCost(4);
    await signIn(emailOf('patient'));

    expect(await everybody()).toEqual([OLD, DEARER, DEAREST]);
  });

  it('is one comparison again once nobody has the old cost', async () => {
    await setCost(3);
    const emails = clinic.db.file.prepare('SELECT email FROM app_user').pluck().all() as string[];
    for (const email of emails) await signIn(email);

    expect(await everybody()).toEqual([DEARER]);
  });

  it('is the same for an account without a password, which nobody gets into', async () => {
    await setHash(KNOWN, '');
    expect(await everybody()).toEqual([OLD]);
    expect(await reasonOf(signIn(KNOWN, 'x'))).toBe('bad_credentials');
  });

  it('counts a hash that was made at a cost nobody knew of, from the first comparison on', async () => {
    await costOf(KNOWN);
    const cheap = '$argon2id$v=19$m=12288,t=3,p=1$c29tZXNhbHRzb21lc2FsdA$';
    await setHash(KNOWN, `${cheap}${'A'.repeat(43)}`);
    await costOf(KNOWN);

    expect(await everybody()).toHaveLength(2);
  });

  it('lets the right password in at any of the costs', async () => {
    await setCost(3);
    await signIn(KNOWN);
    await setCost(2);

    expect((await signIn(KNOWN)).me.role).toBe('doctor');
    expect((await signIn(emailOf('admin'))).me.role).toBe('admin');
  });
});
