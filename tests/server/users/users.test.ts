import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emailOf, PASSWORD } from '../../support/actors.ts';
import { insertDoctor } from '../../support/factories.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const admin = () => clinic.call(clinic.actors.admin);
const staff = () => ({
  name: 'Tom Novak',
  email: 'tom@clinic.test',
  password: PASSWORD,
  newPassword: 'green lamp under stairs',
  role: 'receptionist' as const,
  requestId: randomUUID(),
});
const newDoctor = () => clinic.db.transact(({ q }) => insertDoctor(q, { name: 'Dr. Eva Lind' }));
const countUsers = () =>
  clinic.db.read(async (q) => (await q.selectFrom('appUser').select('id').execute()).length);

describe('creating staff', () => {
  it('makes an account that can sign in', async () => {
    const user = await admin().users.createStaff(staff());
    const { me } = await clinic.call(null).auth.signIn({ email: user.email, password: staff().newPassword });

    expect(user).toMatchObject({ name: 'Tom Novak', role: 'receptionist', isActive: true, version: 1 });
    expect(me.userId).toBe(user.id);
    expect(clinic.events).toContainEqual({ type: 'user.changed', id: user.id });
  });

  it('ties a doctor to their profile', async () => {
    const doctorId = await newDoctor();
    const user = await admin().users.createStaff({ ...staff(), role: 'doctor', doctorId });

    expect(user.doctorId).toBe(doctorId);
  });

  it('asks for a doctor’s profile where there must be one, and only there', async () => {
    const doctorId = await newDoctor();

    expect(await refusedFields(admin().users.createStaff({ ...staff(), role: 'doctor' }))).toEqual([
      'doctorId',
    ]);
    expect(await refusedFields(admin().users.createStaff({ ...staff(), doctorId }))).toEqual(['doctorId']);
  });

  it('gives a doctor’s profile one account', async () => {
    const input = { ...staff(), role: 'doctor' as const, doctorId: clinic.cast.doctor };

    expect(await refusedFields(admin().users.createStaff(input))).toEqual(['doctorId']);
  });

  it('knows no profile that is not there', async () => {
    const doctorId = '019a0000-0000-7000-8000-000000000000' as typeof clinic.cast.doctor;

    expect(await reasonOf(admin().users.createStaff({ ...staff(), role: 'doctor', doctorId }))).toBe(
      'not_found',
    );
  });

  it('makes no patient accounts and takes no fields of its own', async () => {
    const patient = { ...staff(), role: 'patient' as 'receptionist' };

    expect(await refusedFields(admin().users.createStaff(patient))).toEqual(['role']);
    expect(await refusedFields(admin().users.createStaff({ ...staff(), isActive: true } as never))).toEqual([
      'isActive',
    ]);
  });

  it.each(['fourteen chars', 'medlinkmedlink', 'clinicpassword2026', 'tomnovaktomnovak'])(
    'refuses the password %s',
    async (newPassword) => {
      expect(await refusedFields(admin().users.createStaff({ ...staff(), newPassword }))).toEqual([
        'newPassword',
      ]);
    },
  );

  it('asks for the password of the admin, and a wrong one is a line in the trail', async () => {
    const { password: _, ...open } = staff();
    expect(await refusedFields(admin().users.createStaff(open as never))).toEqual(['password']);
    const wrong = { ...staff(), password: 'not the right one at all' };
    expect(await refusedFields(admin().users.createStaff(wrong))).toEqual(['password']);

    expect(await countUsers()).toBe(6);
    const lines = clinic.db.file
      .prepare("SELECT user_id, outcome FROM audit_event WHERE subtype = 'session.confirmPassword'")
      .all();
    expect(lines).toEqual([{ user_id: clinic.actors.admin.userId, outcome: 'failure' }]);
  });

  it('refuses an address that is taken', async () => {
    const input = { ...staff(), email: emailOf('doctor') };

    expect(await reasonOf(admin().users.createStaff(input))).toBe('email_taken');
  });

  it('acts once per request id, and refuses another person under it', async () => {
    const input = staff();
    const [one, other] = await Promise.all([
      admin().users.createStaff(input),
      admin().users.createStaff(input),
    ]);

    expect(other).toEqual(one);
    expect(await countUsers()).toBe(7);
    expect(await reasonOf(admin().users.createStaff({ ...input, name: 'Another' }))).toBe(
      'request_id_reused',
    );
  });

  it('keeps neither the password nor its hash in the answer or the trail', async () => {
    const user = await admin().users.createStaff(staff());
    const stored = await clinic.db.read(async (q) => ({
      idempotency: await q.selectFrom('idempotency').selectAll().execute(),
      audit: await q.selectFrom('auditEvent').selectAll().execute(),
    }));

    expect(JSON.stringify([user, stored])).not.toMatch(/green lamp|argon2/);
  });
});

describe('the list', () => {
  it('goes by role and name, page by page', async () => {
    const all = (await admin().users.list({})).items;
    const first = await admin().users.list({ limit: 4 });
    const second = await admin().users.list({ limit: 4, cursor: first.nextCursor ?? '' });

    expect(all.map((user) => user.name)).toEqual([
      'Ada Admin',
      'Dr. Ana Ruiz',
      'Dr. Ben Osei',
      'Maria Lopez',
      'Noah Weber',
      'Rita Desk',
    ]);
    expect([...first.items, ...second.items]).toEqual(all);
    expect(second.nextCursor).toBeNull();
  });

  it('shows one role', async () => {
    const { items } = await admin().users.list({ role: 'doctor' });

    expect(items.map((user) => user.name)).toEqual(['Dr. Ana Ruiz', 'Dr. Ben Osei']);
  });

  it.each(['x', 'WyJhIl0', ''])('refuses the cursor "%s"', async (cursor) => {
    expect(await refusedFields(admin().users.list({ cursor }))).toEqual(['cursor']);
  });

  it('is read from an index', async () => {
    const plan = clinic.db.file
      .prepare('EXPLAIN QUERY PLAN SELECT id FROM app_user ORDER BY role, name COLLATE NOCASE, id LIMIT 50')
      .all() as { detail: string }[];

    expect(plan.map((step) => step.detail)).toEqual(['SCAN app_user USING COVERING INDEX app_user_by_role']);
  });
});

describe('disabling an account', () => {
  const disable = async (isActive = false, expectedVersion = 1) =>
    admin().users.setActive({
      id: clinic.actors.reception.userId,
      isActive,
      expectedVersion,
      password: PASSWORD,
    });

  it('ends its sessions at once and tells the sockets', async () => {
    const signedIn = await clinic
      .call(null)
      .auth.signIn({ email: emailOf('reception'), password: PASSWORD, tokenInBody: true });
    const user = await disable();

    expect(user).toMatchObject({ isActive: false, version: 2 });
    expect(await clinic.services.auth.actorFromToken(signedIn.accessToken)).toBeNull();
    expect(await clinic.services.auth.actorFromToken(clinic.tokens.reception)).toBeNull();
    expect(
      await reasonOf(clinic.call(null).auth.refresh({ refreshToken: signedIn.refreshToken ?? '' })),
    ).toBe('unauthenticated');
    expect(clinic.events).toContainEqual({ type: 'user.disabled', userId: user.id });
  });

  it('keeps it out until it is enabled, and wakes no old session then', async () => {
    await disable();
    const signIn = () => clinic.call(null).auth.signIn({ email: emailOf('reception'), password: PASSWORD });
    expect(await reasonOf(signIn())).toBe('account_disabled');
    await disable(true, 2);

    expect((await signIn()).me.role).toBe('receptionist');
    expect(await clinic.services.auth.actorFromToken(clinic.tokens.reception)).toBeNull();
  });

  it('is not for one’s own account', async () => {
    const mine = { id: clinic.actors.admin.userId, isActive: false, expectedVersion: 1 };
    const own = { ...mine, password: PASSWORD };

    expect(await refusedFields(admin().users.setActive(own))).toEqual(['id']);
  });

  it('needs the admin’s own password', async () => {
    const target = { id: clinic.actors.reception.userId, isActive: false, expectedVersion: 1, password: 'x' };

    expect(await refusedFields(admin().users.setActive(target))).toEqual(['password']);
    expect(await clinic.services.auth.actorFromToken(clinic.tokens.reception)).not.toBeNull();
  });

  it('refuses a stale version, with the account as it is', async () => {
    await disable();
    const { reason, details } = await refusal(disable());

    expect(reason).toBe('stale_version');
    expect(details.current).toMatchObject({ isActive: false, version: 2 });
  });

  it('knows nobody of another id', async () => {
    const id = '019a0000-0000-7000-8000-000000000000' as typeof clinic.actors.admin.userId;

    expect(
      await reasonOf(
        admin().users.setActive({ id, isActive: false, expectedVersion: 1, password: PASSWORD }),
      ),
    ).toBe('not_found');
  });

  it('is on the record', async () => {
    await disable();
    const events = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('subtype', '=', 'user.disable').execute(),
    );

    expect(events[0]).toMatchObject({
      userId: clinic.actors.admin.userId,
      objectId: clinic.actors.reception.userId,
      objectVersion: 2,
      changedFields: '["isActive"]',
    });
  });
});

describe('accounts are the admin’s alone', () => {
  it.each(['reception', 'doctor', 'patient'] as const)('refuses %s', async (name) => {
    const api = clinic.call(clinic.actors[name]);
    const target = {
      id: clinic.actors.patient.userId,
      isActive: false,
      expectedVersion: 1,
      password: PASSWORD,
    };

    expect(await reasonOf(api.users.list({}))).toBe('forbidden');
    expect(await reasonOf(api.users.createStaff(staff()))).toBe('forbidden');
    expect(await reasonOf(api.users.setActive(target))).toBe('forbidden');
    expect(await countUsers()).toBe(6);
  });

  it('refuses nobody signed in', async () => {
    expect(await reasonOf(clinic.call(null).users.list({}))).toBe('unauthenticated');
    expect(await reasonOf(clinic.call(null).users.createStaff(staff()))).toBe('unauthenticated');
  });

  it('holds in the service itself, past the router', async () => {
    const asked = clinic.services.users.list(clinic.actors.reception, { limit: 10 });

    await expect(asked).rejects.toMatchObject({ code: 'forbidden' });
  });
});
