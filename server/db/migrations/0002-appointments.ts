import { type Kysely, sql } from 'kysely';

const at = (name: string) => `${name} TEXT NOT NULL CHECK (length(${name}) = 24)`;
const maybeAt = (name: string) => `${name} TEXT CHECK (${name} IS NULL OR length(${name}) = 24)`;
const STATUSES = `'booked', 'confirmed', 'arrived', 'checked_in', 'in_room', 'with_doctor', 'completed', 'left', 'no_show', 'cancelled', 'entered_in_error'`;
const BLOCKING = `status NOT IN ('left', 'no_show', 'cancelled', 'entered_in_error')`;

const RULES = [
  ['slot_taken', 'doctor_id', 'busy_start', 'busy_end', 'NEW.is_override = 0'],
  ['patient_busy', 'patient_id', 'starts_at', 'ends_at', 'TRUE'],
  ['room_taken', 'room_id', 'busy_start', 'busy_end', 'NEW.room_id IS NOT NULL'],
] as const;

/**
 * Whether a blocking row already overlaps NEW for one resource. Ordinary visits last at most a day, so
 * a range of one day before NEW's start finds them on the index; the few longer ones have their own,
 * named here because the planner would rather walk the doctor's whole history.
 */
function overlapExists([, column, start, end, condition]: (typeof RULES)[number]): string {
  const clash = `a.${column} = NEW.${column} AND a.${start} < NEW.${end} AND a.${end} > NEW.${start} AND a.id <> NEW.id AND a.${BLOCKING}`;
  return `(${condition}) AND (
    EXISTS (SELECT 1 FROM appointment AS a WHERE ${clash} AND a.${start} > strftime('%Y-%m-%dT%H:%M:%fZ', NEW.${start}, '-1 day'))
    OR EXISTS (SELECT 1 FROM appointment AS a INDEXED BY appointment_long_by_${column.replace('_id', '')} WHERE ${clash} AND a.is_long = 1))`;
}

/**
 * What may make a visit clash that did not before: it blocks again, it takes another place, or it is an
 * override no longer. A visit somebody was booked over still walks its path.
 */
function isPlacedAnew([code, column, start, end]: (typeof RULES)[number]): string {
  const changes = [column, start, end].map((name) => `OLD.${name} IS NOT NEW.${name}`);
  if (code === 'slot_taken') changes.push('OLD.is_override > NEW.is_override');
  return `(NOT (OLD.${BLOCKING}) OR ${changes.join(' OR ')})`;
}

function overlapTrigger(event: 'INSERT' | 'UPDATE'): string {
  const of =
    event === 'INSERT'
      ? 'INSERT'
      : 'UPDATE OF doctor_id, patient_id, room_id, starts_at, ends_at, busy_start, busy_end, status, is_override';
  const when = (rule: (typeof RULES)[number]) =>
    event === 'INSERT' ? overlapExists(rule) : `${isPlacedAnew(rule)} AND ${overlapExists(rule)}`;
  const cases = RULES.map((rule) => `WHEN ${when(rule)} THEN RAISE(ABORT, 'medlink:${rule[0]}')`).join(
    '\n      ',
  );
  return `CREATE TRIGGER appointment_no_overlap_${event.toLowerCase()} BEFORE ${of} ON appointment
    WHEN NEW.${BLOCKING}
    BEGIN SELECT CASE
      ${cases}
    END; END`;
}

const STATEMENTS = [
  `CREATE TABLE appointment (
     id TEXT PRIMARY KEY, doctor_id TEXT NOT NULL REFERENCES doctor (id),
     patient_id TEXT NOT NULL REFERENCES patient (id), room_id TEXT REFERENCES room (id),
     appointment_type_id TEXT NOT NULL REFERENCES appointment_type (id),
     ${at('starts_at')}, ${at('ends_at')}, ${at('busy_start')}, ${at('busy_end')},
     status TEXT NOT NULL CHECK (status IN (${STATUSES})), ${at('status_since')},
     urgency TEXT NOT NULL CHECK (urgency IN ('low', 'medium', 'high', 'emergency')), reason TEXT NOT NULL DEFAULT '',
     source TEXT NOT NULL CHECK (source IN ('desk', 'online', 'request', 'walk_in', 'import')),
     import_source TEXT, source_id TEXT,
     is_override INTEGER NOT NULL DEFAULT 0 CHECK (is_override IN (0, 1)), override_reason TEXT,
     is_first_visit INTEGER NOT NULL DEFAULT 0 CHECK (is_first_visit IN (0, 1)),
     ${maybeAt('confirmed_at')}, ${maybeAt('arrived_at')}, ${maybeAt('checked_in_at')}, ${maybeAt('in_room_at')},
     ${maybeAt('with_doctor_at')}, ${maybeAt('ended_at')},
     cancel_code TEXT, cancel_note TEXT, is_late_cancel INTEGER NOT NULL DEFAULT 0 CHECK (is_late_cancel IN (0, 1)),
     sequence INTEGER NOT NULL DEFAULT 0, version INTEGER NOT NULL DEFAULT 1,
     created_by TEXT REFERENCES app_user (id), ${at('created_at')}, ${at('updated_at')},
     is_long INTEGER GENERATED ALWAYS AS (busy_end > strftime('%Y-%m-%dT%H:%M:%fZ', busy_start, '+1 day')) VIRTUAL,
     CHECK (starts_at < ends_at), CHECK (busy_start <= starts_at), CHECK (ends_at <= busy_end),
     CHECK (is_override = 0 OR override_reason IS NOT NULL),
     CHECK ((status = 'cancelled') = (cancel_code IS NOT NULL))) STRICT`,
  `CREATE INDEX appointment_by_doctor ON appointment (doctor_id, busy_start)`,
  `CREATE INDEX appointment_by_patient ON appointment (patient_id, starts_at)`,
  `CREATE INDEX appointment_by_room ON appointment (room_id, busy_start) WHERE room_id IS NOT NULL`,
  `CREATE INDEX appointment_by_start ON appointment (starts_at)`,
  `CREATE UNIQUE INDEX appointment_by_import ON appointment (import_source, source_id) WHERE import_source IS NOT NULL`,
  `CREATE INDEX appointment_long_by_doctor ON appointment (doctor_id) WHERE is_long = 1`,
  `CREATE INDEX appointment_long_by_patient ON appointment (patient_id) WHERE is_long = 1`,
  `CREATE INDEX appointment_long_by_room ON appointment (room_id) WHERE is_long = 1`,
  overlapTrigger('INSERT'),
  overlapTrigger('UPDATE'),

  `CREATE TABLE appointment_change (
     id INTEGER PRIMARY KEY, appointment_id TEXT NOT NULL REFERENCES appointment (id), ${at('at')},
     by_user TEXT REFERENCES app_user (id), kind TEXT NOT NULL CHECK (kind IN ('booked', 'moved', 'status')),
     from_status TEXT, to_status TEXT, from_starts_at TEXT, to_starts_at TEXT,
     from_doctor_id TEXT REFERENCES doctor (id), to_doctor_id TEXT REFERENCES doctor (id),
     reason TEXT NOT NULL DEFAULT '') STRICT`,
  `CREATE INDEX appointment_change_by_appointment ON appointment_change (appointment_id, id)`,

  `CREATE TABLE appointment_request (
     id TEXT PRIMARY KEY, patient_id TEXT NOT NULL REFERENCES patient (id), doctor_id TEXT NOT NULL REFERENCES doctor (id),
     date TEXT NOT NULL CHECK (length(date) = 10),
     day_part TEXT NOT NULL CHECK (day_part IN ('morning', 'afternoon', 'evening')),
     urgency TEXT NOT NULL CHECK (urgency IN ('low', 'medium', 'high', 'emergency')),
     urgency_rank INTEGER NOT NULL CHECK (urgency_rank BETWEEN 1 AND 4), reason TEXT NOT NULL,
     status TEXT NOT NULL CHECK (status IN ('pending', 'accepted', 'rejected', 'cancelled', 'expired')),
     ${maybeAt('decided_at')}, decided_by TEXT REFERENCES app_user (id), decision_reason TEXT,
     appointment_id TEXT REFERENCES appointment (id),
     version INTEGER NOT NULL DEFAULT 1, ${at('created_at')}, ${at('updated_at')},
     CHECK ((status = 'accepted') = (appointment_id IS NOT NULL))) STRICT`,
  `CREATE UNIQUE INDEX appointment_request_one_pending
     ON appointment_request (patient_id, doctor_id, date, day_part) WHERE status = 'pending'`,
  `CREATE INDEX appointment_request_inbox ON appointment_request (status, urgency_rank DESC, created_at, id)`,
  `CREATE INDEX appointment_request_by_doctor ON appointment_request (doctor_id, status)`,
  `CREATE INDEX appointment_request_by_patient ON appointment_request (patient_id, created_at)`,
  `CREATE INDEX appointment_request_by_appointment ON appointment_request (appointment_id) WHERE appointment_id IS NOT NULL`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
