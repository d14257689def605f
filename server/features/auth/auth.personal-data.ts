import { type SqlBool, sql } from 'kysely';
import type { PersonalTables, Subject } from '../../db/personal-data.ts';

/** Well formed, and the hash of no password anybody will find. */
const NO_PASSWORD = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const ownSessions = ({ userId }: Subject) => sql`SELECT id FROM session WHERE user_id = ${userId}`;

const SECRETS = {
  rowsOf: ({ userId }: Subject) => sql<SqlBool>`user_id = ${userId}`,
  notCopied: 'nothing but fingerprints of secrets',
  erase: 'delete',
} as const;

/** The account's row stays because visits name who booked them; nobody signs in with it again. */
export const AUTH_PERSONAL_DATA: PersonalTables<
  | 'appUser'
  | 'session'
  | 'refreshToken'
  | 'knownDevice'
  | 'passwordReset'
  | 'totpFactor'
  | 'recoveryCode'
  | 'passkey'
> = {
  appUser: {
    rowsOf: ({ userId }) => sql`id = ${userId}`,
    hidden: ['passwordHash'],
    erase: {
      id: 'stays',
      email: { goes: ({ userId }) => `${userId}@erased.invalid` },
      name: { goes: 'Erased patient' },
      role: 'stays',
      passwordHash: { goes: NO_PASSWORD },
      isActive: { goes: 0 },
      doctorId: 'stays',
      patientId: 'stays',
      version: 'stays',
      createdAt: 'stays',
      updatedAt: 'stays',
      emailVerifiedAt: 'stays',
      language: 'goes',
    },
  },
  refreshToken: {
    rowsOf: (of) => sql`session_id IN (${ownSessions(of)})`,
    notCopied: 'nothing but fingerprints of secrets',
    erase: 'delete',
  },
  knownDevice: SECRETS,
  passwordReset: SECRETS,
  totpFactor: SECRETS,
  recoveryCode: SECRETS,
  passkey: { ...SECRETS, notCopied: 'only those who work here have any' },
  session: { rowsOf: ({ userId }) => sql`user_id = ${userId}`, hidden: ['pinFailures'], erase: 'delete' },
};
