import { type Kysely, sql } from 'kysely';

const isErased = (person: string) =>
  `EXISTS (SELECT 1 FROM patient AS p WHERE p.id IN (${person}) AND p.erased_at IS NOT NULL)`;
const isClosed = (person: string) =>
  `EXISTS (SELECT 1 FROM patient AS p WHERE p.id = ${person} AND p.merged_into IS NOT NULL)`;

const ofVisit = `SELECT v.patient_id FROM appointment AS v WHERE v.id = NEW.appointment_id`;
const ofAccount = `SELECT u.patient_id FROM app_user AS u WHERE u.id = NEW.user_id`;

/** Whose a new row is, table by table. */
const PERSON_OF: Readonly<Record<string, string>> = {
  appointment: 'NEW.patient_id',
  appointment_request: 'NEW.patient_id',
  assigned_doctor: 'NEW.patient_id',
  break_glass: 'NEW.patient_id',
  correction: 'NEW.patient_id',
  identity_check: 'NEW.patient_id',
  legal_hold: 'NEW.patient_id',
  lifted_hold: 'NEW.patient_id',
  patient_guardian: 'NEW.patient_id',
  patient_profile: 'NEW.patient_id',
  picture: 'NEW.patient_id',
  privacy_request: 'NEW.patient_id',
  recall: 'NEW.patient_id',
  visit_note: 'NEW.patient_id',
  waitlist_entry: 'NEW.patient_id',
  waitlist_invite: 'NEW.patient_id',
  appointment_change: ofVisit,
  arrival: ofVisit,
  check_in: ofVisit,
  visit_answers: ofVisit,
  visit_call: ofVisit,
  pin: `${ofVisit} UNION SELECT r.patient_id FROM recall AS r WHERE r.id = NEW.recall_id`,
  recall_contact: `SELECT r.patient_id FROM recall AS r WHERE r.id = NEW.recall_id`,
  visit_addendum: `SELECT n.patient_id FROM visit_note AS n WHERE n.id = NEW.note_id`,
  calendar_feed: ofAccount,
  email_code: ofAccount,
  known_device: ofAccount,
  passkey: ofAccount,
  password_reset: ofAccount,
  quick_pin: ofAccount,
  recovery_code: ofAccount,
  session: ofAccount,
  totp_factor: ofAccount,
};

/**
 * What says something of a person in rows that stay when they are erased. What the clinic answers to a wish about
 * somebody's data, or to a chart that was opened with a reason, may follow the erasure.
 */
const WORDS_OF: Readonly<Record<string, readonly string[]>> = {
  appointment: ['patient_id', 'reason', 'override_reason', 'cancel_note', 'import_source', 'source_id'],
  appointment_change: ['appointment_id', 'reason'],
  appointment_request: ['patient_id', 'reason', 'decision_reason'],
  break_glass: ['patient_id', 'reason'],
  correction: ['patient_id', 'wanted', 'note', 'old_value', 'decision_reason'],
  patient_profile: [
    ...['patient_id', 'emergency_name', 'emergency_phone', 'emergency_relationship', 'insurance_provider'],
    ...['insurance_number', 'blood_type', 'has_no_allergies', 'allergies', 'conditions', 'medication'],
  ],
  privacy_request: ['patient_id'],
  visit_addendum: ['note_id', 'words'],
  visit_answers: ['appointment_id', 'forms'],
  visit_note: ['patient_id', 'reason', 'findings', 'plan'],
};
/** No row of these is left of somebody who was erased; none may become theirs either. */
const MOVED = [
  'assigned_doctor',
  'identity_check',
  'legal_hold',
  'lifted_hold',
  'patient_guardian',
  'picture',
];
const MOVED_TOO = ['recall', 'waitlist_entry', 'waitlist_invite'];

/** A chart that was joined to another one has refused visits and requests so far. */
const OPEN_CHARTS = [
  ...['assigned_doctor', 'break_glass', 'correction', 'identity_check', 'patient_guardian', 'picture'],
  ...['recall', 'waitlist_entry'],
];

const refuse = (word: string) => `BEGIN SELECT RAISE(ABORT, 'medlink:${word}'); END`;

/** Whoever was erased is nobody: nothing new is written of them, and their account stays shut. */
const STATEMENTS = [
  `UPDATE app_user SET is_active = 0
     WHERE patient_id IN (SELECT id FROM patient WHERE erased_at IS NOT NULL)`,
  ...Object.entries(PERSON_OF).map(
    ([table, person]) =>
      `CREATE TRIGGER ${table}_needs_somebody BEFORE INSERT ON ${table} WHEN ${isErased(person)} ${refuse('chart_erased')}`,
  ),
  ...Object.entries({
    ...WORDS_OF,
    ...Object.fromEntries([...MOVED, ...MOVED_TOO].map((table) => [table, ['patient_id']])),
  }).map(
    ([table, words]) =>
      `CREATE TRIGGER ${table}_stays_empty BEFORE UPDATE OF ${words.join(', ')} ON ${table}
         WHEN ${isErased(PERSON_OF[table] ?? '')} ${refuse('chart_erased')}`,
  ),
  `CREATE TRIGGER patient_stays_erased BEFORE UPDATE ON patient
     WHEN OLD.erased_at IS NOT NULL ${refuse('chart_erased')}`,
  `CREATE TRIGGER app_user_stays_shut
     BEFORE UPDATE OF email, name, password_hash, is_active, patient_id, email_verified_at, language ON app_user
     WHEN ${isErased('OLD.patient_id, NEW.patient_id')} ${refuse('chart_erased')}`,
  `CREATE TRIGGER app_user_needs_somebody BEFORE INSERT ON app_user
     WHEN ${isErased('NEW.patient_id')} ${refuse('chart_erased')}`,
  ...OPEN_CHARTS.map(
    (table) =>
      `CREATE TRIGGER ${table}_needs_open_chart BEFORE INSERT ON ${table}
         WHEN ${isClosed('NEW.patient_id')} ${refuse('chart_closed')}`,
  ),
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
