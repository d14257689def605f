import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StaffRole } from '../../../shared/domain/roles.ts';
import { type ActorName, CALLER, PASSWORD } from '../../support/actors.ts';
import { insertDoctor } from '../../support/factories.ts';
import { createMailbox } from '../../support/mailbox.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const as = (name: ActorName) => clinic.call(clinic.actors[name]).users;
const idOf = (name: ActorName) => clinic.actors[name].userId;
const toRole = (name: ActorName, role: StaffRole, over: object = {}) =>
  as('admin').changeRole({ id: idOf(name), role, expectedVersion: 1, password: PASSWORD, ...over });
const trail = (subtype: string) =>
  clinic.db.read((q) => q.selectFrom('auditEvent').selectAll().where('subtype', '=', subtype).execute());

describe('another role', () => {
  it('ends the person’s sessions, cuts their screens and leaves its line', async () => {
    expect(await toRole('reception', 'admin')).toMatchObject({ role: 'admin', version: 2 });

    expect(await clinic.services.auth.actorFromToken(clinic.tokens.reception)).toBeNull();
    const { sessionId, userId } = clinic.actors.reception;
    expect(clinic.events).toContainEqual({ type: 'session.ended', sessionId, userId });
    expect(await trail('user.changeRole')).toMatchObject([
      { objectId: userId, objectVersion: 2, userId: idOf('admin'), changedFields: '["role","doctorId"]' },
    ]);
    const { actor } = await clinic.services.auth.issueSession(userId, CALLER);
    expect(actor.role).toBe('admin');
  });

  it('of a doctor goes with a doctor’s profile that nobody has yet, and without it again', async () => {
    const doctorId = await clinic.db.transact(({ q }) => insertDoctor(q, { name: 'Dr. New' }));
    expect(await refusedFields(toRole('reception', 'doctor'))).toEqual(['doctorId']);
    expect(await refusedFields(toRole('reception', 'doctor', { doctorId: clinic.cast.doctor }))).toEqual([
      'doctorId',
    ]);
    expect(await refusedFields(toRole('reception', 'admin', { doctorId }))).toEqual(['doctorId']);
    expect(await toRole('reception', 'doctor', { doctorId })).toMatchObject({ role: 'doctor', doctorId });
    expect(await toRole('doctor', 'receptionist')).toMatchObject({ role: 'receptionist', doctorId: null });
  });

  it('is never taken from the last admin, who is not switched off either', async () => {
    expect(await reasonOf(toRole('admin', 'receptionist'))).toBe('last_admin');
    await toRole('reception', 'admin');
    expect(await toRole('admin', 'receptionist')).toMatchObject({ role: 'receptionist' });
    const { actor } = await clinic.services.auth.issueSession(idOf('reception'), CALLER);
    expect(actor.role).toBe('admin');
  });

  it('needs the admin’s password, the newest version, and an account of staff', async () => {
    expect(await refusedFields(toRole('reception', 'admin', { password: 'a guess' }))).toEqual(['password']);
    expect(await reasonOf(toRole('reception', 'admin', { expectedVersion: 2 }))).toBe('stale_version');
    expect(await refusedFields(toRole('patient', 'admin'))).toEqual(['id']);
    for (const name of ['reception', 'doctor', 'patient'] as const) {
      const input = { id: idOf('reception'), role: 'admin', expectedVersion: 1, password: PASSWORD } as const;
      expect(await reasonOf(as(name).changeRole(input))).toBe('forbidden');
    }
  });
});

describe('another name or address', () => {
  const rename = (name: ActorName, over: object = {}) =>
    as('admin').changeIdentity({
      id: idOf(name),
      name: 'Rita Weber',
      email: 'rita@clinic.test',
      expectedVersion: 1,
      password: PASSWORD,
      ...over,
    });

  it('is the account’s from then on, and its line names what changed', async () => {
    expect(await rename('reception')).toMatchObject({
      name: 'Rita Weber',
      email: 'rita@clinic.test',
      version: 2,
    });
    const [line] = await trail('user.changeIdentity');
    expect(line?.changedFields).toBe('["name","email","emailVerifiedAt"]');
    expect(JSON.stringify(line)).not.toContain('rita@');
  });

  it('ends a code that was sent before, so that it sets no other address in its place', async () => {
    const mail = createMailbox();
    const sending = await startClinic({ mail });
    const { reception, admin } = sending.actors;
    await sending.call(reception).auth.beginEmailChange({ email: 'mine@clinic.test', password: PASSWORD });
    const code = /\d{6}/.exec(mail.last('mine@clinic.test')?.text ?? '')?.[0] ?? '';
    expect(code).toHaveLength(6);
    const moved = { id: reception.userId, name: 'Rita Weber', email: 'rita@clinic.test' };
    await sending.call(admin).users.changeIdentity({ ...moved, expectedVersion: 1, password: PASSWORD });

    expect(await refusedFields(sending.call(reception).auth.confirmEmail({ code }))).toEqual(['code']);
    expect((await sending.call(reception).auth.emailState({})).email).toBe('rita@clinic.test');
    await sending.close();
  });

  it('is refused with a wrong password, an address in use, or for a patient', async () => {
    expect(await refusedFields(rename('reception', { password: 'x' }))).toEqual(['password']);
    expect(await reasonOf(rename('reception', { email: clinic.actors.doctor.email }))).toBe('email_taken');
    expect(await refusedFields(rename('patient'))).toEqual(['id']);
  });
});
