import { nameKeyOf, searchTextOf } from '../../../shared/domain/patient-search-text.ts';
import type { UserId } from '../../../shared/ids.ts';
import { fromEpochMs, type Instant } from '../../../shared/time/instant.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Insert } from '../../db/bulk-insert.ts';
import { KNOWN_RECEPTIONISTS } from './name-pools.ts';
import type { DemoDoctor, DemoPatient } from './people.ts';

const FIRST_CHART = 10_001;
/** One in so many still owes something. */
const OWES_EVERY = 19;

export function writePatients(insert: Insert, patients: readonly DemoPatient[], at: Instant): void {
  patients.forEach((patient, index) => {
    const { userId: _, needsInterpreter, ...chart } = patient;
    const chartNumber = FIRST_CHART + index;
    insert('patient', {
      ...chart,
      chartNumber,
      needsInterpreter: needsInterpreter ? 1 : 0,
      owedMinor: chartNumber % OWES_EVERY === 0 ? 500 * (1 + (index % 7)) : 0,
      nameKey: nameKeyOf(chart),
      searchText: searchTextOf({ ...chart, chartNumber }),
      version: 1,
      createdAt: madeAt(chart.id),
      updatedAt: at,
    });
  });
}

export type Account = {
  readonly id: UserId;
  readonly email: string;
  readonly name: string;
} & Pick<NewRow<'appUser'>, 'role' | 'doctorId' | 'patientId'>;

/** `reception@`, `reception2@` ...: the first of each kind has no number. */
export function accountsOf(people: {
  receptionists: readonly UserId[];
  doctors: readonly DemoDoctor[];
  patients: readonly DemoPatient[];
}): Account[] {
  const address = (word: string, index: number) => `${word}${index === 0 ? '' : index + 1}@demo.clinic`;
  const withAccount = people.patients.flatMap((patient) =>
    patient.userId === null ? [] : [{ ...patient, userId: patient.userId }],
  );
  return [
    ...people.receptionists.map((id, index) => ({
      id,
      email: address('reception', index),
      name: KNOWN_RECEPTIONISTS[index] ?? `Reception ${index + 1}`,
      role: 'receptionist' as const,
    })),
    ...people.doctors.map((doctor, index) => ({
      id: doctor.userId,
      email: address('doctor', index),
      name: doctor.name,
      role: 'doctor' as const,
      doctorId: doctor.id,
    })),
    ...withAccount.map((patient, index) => ({
      id: patient.userId,
      email: address('patient', index),
      name: `${patient.givenName} ${patient.familyName}`,
      role: 'patient' as const,
      patientId: patient.id,
    })),
  ];
}

export function writeAccounts(
  insert: Insert,
  accounts: readonly Account[],
  of: { passwordHash: string; at: Instant },
): void {
  for (const account of accounts) {
    insert('appUser', {
      id: account.id,
      email: account.email,
      name: account.name,
      role: account.role,
      passwordHash: of.passwordHash,
      isActive: 1,
      doctorId: account.doctorId ?? null,
      patientId: account.patientId ?? null,
      version: 1,
      createdAt: of.at,
      updatedAt: of.at,
    });
  }
}

/** A version 7 id begins with the moment it was made at. */
function madeAt(id: string): Instant {
  return fromEpochMs(Number.parseInt(id.replace('-', '').slice(0, 12), 16));
}
