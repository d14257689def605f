import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SECURITY_SETTINGS } from '../../../shared/domain/security-settings.ts';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const admin = () => clinic.call(clinic.actors.admin).security;
const change = (changes: object, over: object = {}) =>
  admin().updateSettings({ changes, expectedVersion: 1, password: PASSWORD, ...over });
const current = () => clinic.db.read(clinic.services.security.current);
const hashOf = (who: 'reception' | 'doctor') =>
  clinic.db.read(async (q) => {
    const row = await q
      .selectFrom('appUser')
      .select('passwordHash')
      .where('email', '=', emailOf(who))
      .executeTakeFirstOrThrow();
    return row.passwordHash;
  });

describe('the security settings', () => {
  it('are the defaults until the admin changes one, which is in force at once', async () => {
    expect(await current()).toEqual(DEFAULT_SECURITY_SETTINGS);
    const changed = await change({ breakGlassPerDay: 3 });

    expect(changed).toMatchObject({ version: 2, settings: { breakGlassPerDay: 3 } });
    expect((await current()).breakGlassPerDay).toBe(3);
    expect(await admin().settings({})).toEqual(changed);
  });

  it('need the password again', async () => {
    expect(await refusedFields(change({}, { password: 'not my password' }))).toEqual(['password']);
    expect(await refusedFields(change({}, { password: '' }))).toEqual(['password']);
  });

  it('refuse a change made on older ones, with the present ones', async () => {
    await change({ hashIterations: 3 });

    expect(await refusal(change({ hashIterations: 4 }))).toMatchObject({
      reason: 'stale_version',
      details: { current: { version: 2, settings: { hashIterations: 3 } } },
    });
  });

  it.each([
    [{ hashMemoryKiB: 8192 }, 'changes.hashMemoryKiB'],
    [{ hashIterations: 1 }, 'changes.hashIterations'],
    [{ hashMemoryKiB: 12_288 }, 'changes.hashIterations'],
    [{ hashParallelism: 99 }, 'changes.hashParallelism'],
    [{ isAdmin: true }, 'changes.isAdmin'],
    [{ isSecondFactorRequiredForAdmin: true }, 'changes.isSecondFactorRequiredForAdmin'],
  ])('refuse %o', async (changes, field) => {
    expect(await refusedFields(change(changes))).toEqual([field]);
    expect(await current()).toEqual(DEFAULT_SECURITY_SETTINGS);
  });

  it('are the admin’s alone', async () => {
    for (const who of ['reception', 'doctor', 'patient'] as const) {
      const other = clinic.call(clinic.actors[who]).security;
      expect(await reasonOf(other.settings({}))).toBe('forbidden');
      expect(
        await reasonOf(other.updateSettings({ changes: {}, expectedVersion: 1, password: PASSWORD })),
      ).toBe('forbidden');
    }
  });

  it('leave a line that names the fields', async () => {
    await change({ hashIterations: 3 });
    const line = await clinic.db.read((q) =>
      q
        .selectFrom('auditEvent')
        .selectAll()
        .where('subtype', '=', 'security.updateSettings')
        .executeTakeFirstOrThrow(),
    );

    expect(line).toMatchObject({ userId: clinic.actors.admin.userId, objectVersion: 2, outcome: 'success' });
    expect(line.changedFields).toBe('["hashIterations"]');
  });
});

describe('the cost of a hash', () => {
  it('follows at the next sign-in of each person, and only there', async () => {
    await change({ hashIterations: 3 });
    await clinic.call(null).auth.signIn({ email: emailOf('reception'), password: PASSWORD });

    expect(await hashOf('reception')).toMatch(/^\$argon2id\$v=19\$m=19456,t=3,p=1\$/);
    expect(await hashOf('doctor')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const again = await clinic.call(null).auth.signIn({ email: emailOf('reception'), password: PASSWORD });
    expect(again.me.role).toBe('receptionist');
  });

  it('stays with a wrong password', async () => {
    await change({ hashIterations: 3 });
    await reasonOf(clinic.call(null).auth.signIn({ email: emailOf('reception'), password: 'wrong' }));

    expect(await hashOf('reception')).toMatch(/t=2/);
  });

  it('is left as it is while nothing has changed', async () => {
    const before = await hashOf('reception');
    await clinic.call(null).auth.signIn({ email: emailOf('reception'), password: PASSWORD });

    expect(await hashOf('reception')).toBe(before);
  });
});

describe('the password again', () => {
  it('is counted like a sign-in: an open screen is no place to guess', async () => {
    const guesses = Array.from({ length: 12 }, () => refusal(change({}, { password: 'a guess' })));
    const reasons = (await Promise.all(guesses)).map(({ reason }) => reason);

    expect(reasons.filter((reason) => reason === 'invalid_input')).toHaveLength(10);
    expect(reasons.filter((reason) => reason === 'rate_limited')).toHaveLength(2);
  });
});
