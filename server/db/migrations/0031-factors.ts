import { type Kysely, sql } from 'kysely';

const at = (name: string, rest = 'NOT NULL') => `${name} TEXT ${rest} CHECK (length(${name}) = 24)`;
const owner = 'user_id TEXT NOT NULL REFERENCES app_user (id) ON DELETE CASCADE';

/** How people prove who they are, beside a password. No secret lies here as it is. */
const STATEMENTS = [
  // Devices a person has signed in on: guesses from elsewhere do not shut them out there.
  `CREATE TABLE known_device (
     device_hash TEXT NOT NULL, ${owner}, ${at('last_used_at')},
     PRIMARY KEY (device_hash, user_id)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX known_device_by_user ON known_device (user_id)`,
  `CREATE TABLE password_reset (
     secret_hash TEXT PRIMARY KEY, ${owner}, kind TEXT NOT NULL CHECK (kind IN ('link', 'code')),
     issued_by TEXT REFERENCES app_user (id), ${at('issued_at')}, ${at('expires_at')}) STRICT, WITHOUT ROWID`,
  `CREATE INDEX password_reset_by_user ON password_reset (user_id)`,
  `CREATE TABLE totp_factor (
     user_id TEXT PRIMARY KEY REFERENCES app_user (id) ON DELETE CASCADE, sealed_secret TEXT NOT NULL,
     ${at('created_at')}, ${at('confirmed_at', '')}, last_counter INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID`,
  `CREATE TABLE recovery_code (
     code_hash TEXT PRIMARY KEY, ${owner}) STRICT, WITHOUT ROWID`,
  `CREATE INDEX recovery_code_by_user ON recovery_code (user_id)`,
  `CREATE TABLE invitation (
     id TEXT PRIMARY KEY, email TEXT NOT NULL COLLATE NOCASE, name TEXT NOT NULL,
     role TEXT NOT NULL CHECK (role IN ('admin', 'doctor', 'receptionist')),
     doctor_id TEXT REFERENCES doctor (id), secret_hash TEXT NOT NULL UNIQUE,
     invited_by TEXT NOT NULL REFERENCES app_user (id), ${at('sent_at')}, ${at('expires_at')},
     ${at('accepted_at', '')}, ${at('revoked_at', '')}, version INTEGER NOT NULL DEFAULT 1,
     CHECK ((role = 'doctor') = (doctor_id IS NOT NULL))) STRICT, WITHOUT ROWID`,
  `CREATE UNIQUE INDEX invitation_open_by_email ON invitation (email)
     WHERE accepted_at IS NULL AND revoked_at IS NULL`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
