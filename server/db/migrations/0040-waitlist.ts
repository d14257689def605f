import { type Kysely, sql } from 'kysely';

const at = (name: string) => `${name} TEXT NOT NULL CHECK (length(${name}) = 24)`;
const maybeAt = (name: string) => `${name} TEXT CHECK (${name} IS NULL OR length(${name}) = 24)`;
const day = (name: string) => `${name} TEXT NOT NULL CHECK (length(${name}) = 10)`;

/** Who waits for an earlier time, which free times were offered, and to whom. */
const STATEMENTS = [
  `CREATE TABLE waitlist_entry (
     id TEXT PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id),
     appointment_type_id TEXT NOT NULL REFERENCES appointment_type (id),
     doctor_id TEXT REFERENCES doctor (id), specialization_id TEXT REFERENCES specialization (id),
     ${day('earliest_date')}, ${day('latest_date')},
     day_parts TEXT NOT NULL CHECK (json_valid(day_parts)),
     urgency TEXT NOT NULL CHECK (urgency IN ('low', 'medium', 'high', 'emergency')),
     urgency_rank INTEGER NOT NULL CHECK (urgency_rank BETWEEN 1 AND 4), note TEXT NOT NULL DEFAULT '',
     via TEXT NOT NULL CHECK (via IN ('portal', 'desk')),
     state TEXT NOT NULL CHECK (state IN ('waiting', 'offered', 'booked', 'withdrawn', 'expired')),
     appointment_id TEXT REFERENCES appointment (id),
     version INTEGER NOT NULL DEFAULT 1, created_by TEXT REFERENCES app_user (id), ${at('created_at')}, ${at('updated_at')},
     CHECK (earliest_date <= latest_date),
     CHECK (doctor_id IS NULL OR specialization_id IS NULL),
     CHECK ((state = 'booked') = (appointment_id IS NOT NULL))) STRICT`,
  `CREATE INDEX waitlist_entry_by_state ON waitlist_entry (state, urgency_rank DESC, created_at, id)`,
  `CREATE INDEX waitlist_entry_by_patient ON waitlist_entry (patient_id, created_at)`,
  `CREATE INDEX waitlist_entry_by_appointment ON waitlist_entry (appointment_id) WHERE appointment_id IS NOT NULL`,

  `CREATE TABLE waitlist_offer (
     id TEXT PRIMARY KEY, doctor_id TEXT NOT NULL REFERENCES doctor (id),
     ${at('starts_at')}, ${at('ends_at')}, ${at('expires_at')},
     state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'expired')),
     version INTEGER NOT NULL DEFAULT 1, created_by TEXT REFERENCES app_user (id), ${at('created_at')}, ${at('updated_at')},
     CHECK (starts_at < ends_at)) STRICT`,
  // The same time is offered once; who else is to be asked waits for its end.
  `CREATE UNIQUE INDEX waitlist_offer_one_open ON waitlist_offer (doctor_id, starts_at) WHERE state = 'open'`,
  `CREATE INDEX waitlist_offer_by_expiry ON waitlist_offer (expires_at) WHERE state = 'open'`,

  `CREATE TABLE waitlist_invite (
     id TEXT PRIMARY KEY, offer_id TEXT NOT NULL REFERENCES waitlist_offer (id),
     entry_id TEXT NOT NULL REFERENCES waitlist_entry (id), patient_id TEXT NOT NULL REFERENCES patient (id),
     answer TEXT NOT NULL CHECK (answer IN ('open', 'accepted', 'declined', 'too_late', 'closed')),
     ${maybeAt('answered_at')}, ${at('created_at')},
     UNIQUE (offer_id, entry_id)) STRICT`,
  `CREATE UNIQUE INDEX waitlist_invite_one_winner ON waitlist_invite (offer_id) WHERE answer = 'accepted'`,
  `CREATE INDEX waitlist_invite_by_entry ON waitlist_invite (entry_id)`,
  `CREATE INDEX waitlist_invite_by_patient ON waitlist_invite (patient_id, created_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
