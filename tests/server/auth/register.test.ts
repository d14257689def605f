import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emailOf } from '../../support/actors.ts';
import { refusal, refusedFields } from '../../support/refusal.ts';
import { inAtOnce } from '../../support/registered.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const person = () => ({
  email: 'lena@example.org',
  password: 'copper kettle',
  givenName: 'Lena',
  familyName: 'Fischer',
  birthDate: '1991-07-20',
  phone: '+49 30 1234567',
  requestId: randomUUID(),
});

const register = (input: ReturnType<typeof person>) => clinic.call(null).auth.register(input).then(inAtOnce);
const countPatients = () =>
  clinic.db.read(async (q) => (await q.selectFrom('patient').select('id').execute()).length);

describe('registering', () => {
  it('makes an account and a chart, and signs in', async () => {
    const { me, accessToken } = await register(person());
    const actor = await clinic.services.auth.actorFromToken(accessToken);
    const chart = await clinic.call(actor).patients.own({});

    expect(me).toMatchObject({ role: 'patient', name: 'Lena Fischer', email: 'lena@example.org' });
    expect(chart).toMatchObject({
      id: me.patientId,
      chartNumber: 1003,
      familyName: 'Fischer',
      birthDate: '1991-07-20',
      email: 'lena@example.org',
      hasAccount: true,
    });
  });

  it('refuses a role in the body', async () => {
    const input = { ...person(), role: 'admin' };

    expect(await refusedFields(clinic.call(null).auth.register(input))).toEqual(['role']);
    expect(await countPatients()).toBe(2);
  });

  it.each(['doctorId', 'patientId', 'isActive', 'id'])('refuses %s in the body', async (field) => {
    const input = { ...person(), [field]: randomUUID() };

    expect(await refusedFields(clinic.call(null).auth.register(input))).toEqual([field]);
  });

  it('never joins a chart that is there: the desk does, after seeing an ID', async () => {
    const { me } = await register({
      ...person(),
      givenName: 'Maria',
      familyName: 'Lopez',
      birthDate: '1980-04-12',
    });

    expect(me.patientId).not.toBe(clinic.cast.patient);
    expect(await countPatients()).toBe(3);
  });

  it('answers a retry with the same account', async () => {
    const input = person();
    const first = await register(input);
    const second = await register(input);

    expect(second.me.userId).toBe(first.me.userId);
    expect(await countPatients()).toBe(3);
  });

  it('lets nobody in who knows the request id but not the password', async () => {
    const input = person();
    await register(input);

    expect((await refusal(register({ ...input, password: 'another kettle' }))).reason).toBe(
      'request_id_reused',
    );
  });

  it('refuses an address that is taken, in any case, and leaves no chart behind', async () => {
    const taken = emailOf('patient').toUpperCase();

    expect((await refusal(register({ ...person(), email: taken }))).reason).toBe('email_taken');
    expect(await countPatients()).toBe(2);
  });

  it.each([
    ['short12', 'too short'],
    ['medlink2026', 'the product and a year'],
    ['password123', 'guessed first'],
    ['lenafischer1', 'their own name'],
    ['aaaaaaaaaa', 'one character'],
  ])('refuses the password %s: %s', async (password) => {
    expect(await refusedFields(register({ ...person(), password }))).toEqual(['password']);
  });

  it.each(['2026-03-03', '1879-12-31', '2025-02-30'])('refuses to be born on %s', async (birthDate) => {
    expect(await refusedFields(register({ ...person(), birthDate }))).toEqual(['birthDate']);
  });

  it('knows what day it is at the clinic', async () => {
    clinic.clock.set('2026-03-02T23:30:00Z');

    expect((await register({ ...person(), birthDate: '2026-03-03' })).me.role).toBe('patient');
  });

  it('tells the desk of the new chart', async () => {
    const { me } = await register(person());

    expect(clinic.events).toContainEqual({ type: 'patient.changed', id: me.patientId, version: 1 });
  });
});
