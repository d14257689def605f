import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

const PLAIN = [
  'recorded_at',
  'type',
  'subtype',
  'action',
  'outcome',
  'user_id',
  'role',
  'session_id',
  'address',
  'patient_id',
  'object_type',
  'object_id',
  'object_version',
  'changed_fields',
  'purpose',
  'reason',
  'policy',
  'procedure',
  'request_id',
  'repeats',
] as const;
/** What the first line follows. */
const NOTHING = 'A'.repeat(43);

/**
 * The trail as a chain: each line carries the hash of the one before, its own, and a seal (HMAC) under a key
 * that is not in here. Lines from before have no seal; the first sealed one covers them.
 * Read by time, by person, by patient and by kind; refusals, few among many, on their own.
 */
const CREATE = [
  `CREATE TABLE audit_line (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     recorded_at TEXT NOT NULL CHECK (length(recorded_at) = 24),
     type TEXT NOT NULL, subtype TEXT NOT NULL,
     action TEXT NOT NULL CHECK (action IN ('C', 'R', 'U', 'D', 'E')),
     outcome TEXT NOT NULL CHECK (outcome IN ('success', 'denied', 'failure')),
     user_id TEXT, role TEXT, session_id TEXT, address TEXT, patient_id TEXT,
     object_type TEXT, object_id TEXT, object_version INTEGER, changed_fields TEXT,
     purpose TEXT, reason TEXT, policy TEXT, procedure TEXT, request_id TEXT,
     repeats INTEGER NOT NULL DEFAULT 0 CHECK (repeats >= 0),
     prev_hash TEXT NOT NULL CHECK (length(prev_hash) = 43),
     hash TEXT NOT NULL CHECK (length(hash) = 43),
     seal TEXT CHECK (length(seal) = 43)) STRICT`,
];

const INDEXES = [
  `CREATE INDEX audit_event_by_time ON audit_event (recorded_at)`,
  `CREATE INDEX audit_event_by_user ON audit_event (user_id, recorded_at) WHERE user_id IS NOT NULL`,
  `CREATE INDEX audit_event_by_patient ON audit_event (patient_id, recorded_at) WHERE patient_id IS NOT NULL`,
  `CREATE INDEX audit_event_by_type ON audit_event (type, recorded_at)`,
  `CREATE INDEX audit_event_refused ON audit_event (outcome, recorded_at) WHERE outcome <> 'success'`,
];

/** A line is put behind the last one, naming its hash, and stays: whoever writes, by whatever statement. */
const TRIGGERS = [
  `CREATE TRIGGER audit_event_follows BEFORE INSERT ON audit_event
     WHEN NOT EXISTS (SELECT 1 FROM (SELECT id, hash FROM audit_event ORDER BY id DESC LIMIT 1) AS last
                      WHERE NEW.id = last.id + 1 AND NEW.prev_hash = last.hash)
       AND NOT (NEW.id = 1 AND NEW.prev_hash = '${NOTHING}' AND NOT EXISTS (SELECT 1 FROM audit_event))
     BEGIN SELECT RAISE(ABORT, 'medlink:audit_append_only'); END`,
  `CREATE TRIGGER audit_event_never_changes BEFORE UPDATE ON audit_event
     BEGIN SELECT RAISE(ABORT, 'medlink:audit_append_only'); END`,
  `CREATE TRIGGER audit_event_never_goes BEFORE DELETE ON audit_event
     BEGIN SELECT RAISE(ABORT, 'medlink:audit_append_only'); END`,
];

const TYPES: Readonly<Record<string, string>> = { session: 'sign_in', user: 'account', doctor: 'clinic' };

function typeOf(subtype: string): string {
  const [noun = ''] = subtype.split('.');
  return TYPES[noun] ?? noun;
}

type Line = Readonly<Record<string, string | number | null>>;

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of CREATE) await sql.raw(statement).execute(db);
  await chainOlderLines(db);
  for (const statement of [
    `DROP TABLE audit_event`,
    `ALTER TABLE audit_line RENAME TO audit_event`,
    ...INDEXES,
    ...TRIGGERS,
  ]) {
    await sql.raw(statement).execute(db);
  }
}

const PART = 5_000;

/** Numbered anew without gaps, in their order. */
async function chainOlderLines(db: Kysely<unknown>): Promise<void> {
  let id = 0;
  let prevHash = NOTHING;
  for (let last = 0; ; ) {
    const { rows } =
      await sql<Line>`SELECT * FROM audit_event WHERE id > ${last} ORDER BY id LIMIT ${PART}`.execute(db);
    for (const row of rows) {
      id += 1;
      last = Number(row['id']);
      const type = typeOf(String(row['subtype']));
      const line: Line = { ...row, type, purpose: null, policy: null, procedure: null, repeats: 0 };
      const values = PLAIN.map((column) => line[column] ?? null);
      const hash = createHash('sha256')
        .update(prevHash + JSON.stringify([id, ...values]))
        .digest('base64url');
      await sql`INSERT INTO audit_line (id, ${sql.join(PLAIN.map((column) => sql.ref(column)))}, prev_hash, hash)
        VALUES (${id}, ${sql.join(values)}, ${prevHash}, ${hash})`.execute(db);
      prevHash = hash;
    }
    if (rows.length < PART) return;
  }
}
