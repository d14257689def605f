import type { Query } from '../../server/db/transact.ts';
import { hashPassword } from '../../server/lib/passwords.ts';
import type { AppointmentTypeId, DoctorId, PatientId } from '../../shared/ids.ts';
import { toInstant } from '../../shared/time/instant.ts';
import { insertDoctor, insertPatient, insertType, insertUser } from '../support/factories.ts';
import { createHttpClient } from '../support/http-client.ts';

/** A clinic that is open day and night, with as many people as a storm needs. */
export type StormClinic = {
  readonly target: DoctorId;
  readonly others: readonly DoctorId[];
  readonly type: AppointmentTypeId;
  readonly patients: readonly PatientId[];
  readonly deskEmails: readonly string[];
  /** Patients with an account, the first of `patients`. */
  readonly patientEmails: readonly string[];
};

export const STORM_PASSWORD = 'violet anchor seventeen';
const DESKS = 8;
const ROUND_THE_CLOCK = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' };

export async function insertStormClinic(
  q: Query,
  size: { patients: number; accounts: number },
): Promise<StormClinic> {
  const passwordHash = await hashPassword(STORM_PASSWORD);
  const at = toInstant('2026-01-05T08:00:00Z');
  const settings = { clinicName: 'Storm clinic', timeZone: 'UTC', noticeMin: 0, horizonDays: 365 };
  for (const [key, value] of Object.entries(settings)) {
    await q
      .insertInto('setting')
      .values({ key, value: JSON.stringify(value), updatedAt: at })
      .execute();
  }
  const doctors: DoctorId[] = [];
  for (let n = 0; n <= 10; n++) doctors.push(await insertDoctor(q, { name: `Dr. ${n}`, ...ROUND_THE_CLOCK }));
  const [target, ...others] = doctors;
  if (target === undefined) throw new Error('no doctor');
  const type = await insertType(q, { doctorIds: doctors });
  const patients: PatientId[] = [];
  for (let n = 0; n < size.patients; n++) {
    patients.push(await insertPatient(q, { givenName: 'Patient', familyName: `No ${n}` }));
  }
  const account = (email: string) => ({ name: email, email, passwordHash });
  const deskEmails = Array.from({ length: DESKS }, (_, n) => `desk${n}@storm.test`);
  for (const email of deskEmails) await insertUser(q, { ...account(email), role: 'receptionist' });
  const patientEmails = Array.from({ length: size.accounts }, (_, n) => `patient${n}@storm.test`);
  for (const [n, email] of patientEmails.entries()) {
    await insertUser(q, { ...account(email), role: 'patient', patientId: patients[n] ?? null });
  }
  return { target, others, type, patients, deskEmails, patientEmails };
}

/** Signs in over HTTP and answers the access token. */
export async function signIn(url: string, email: string): Promise<string> {
  const client = createHttpClient(url);
  const { data, status } = await client.mutate('auth.signIn', { email, password: STORM_PASSWORD });
  client.close();
  if (status !== 200) throw new Error(`${email} could not sign in: ${status}`);
  return (data as { accessToken: string }).accessToken;
}
