import { sql } from 'kysely';
import type { DeniedThing } from '../../../shared/errors.ts';
import type { Query } from '../../db/transact.ts';

/** What can be asked for by its id: where it is kept, and the column that tells whose it is. */
const THINGS = {
  patient: { table: 'patient', whose: 'id' },
  user: { table: 'app_user', whose: 'patient_id' },
  doctor: { table: 'doctor', whose: 'NULL' },
  picture: { table: 'picture', whose: 'patient_id' },
  appointment: { table: 'appointment', whose: 'patient_id' },
  appointment_request: { table: 'appointment_request', whose: 'patient_id' },
  note: { table: 'visit_note', whose: 'patient_id' },
  recall: { table: 'recall', whose: 'patient_id' },
  waitlist_entry: { table: 'waitlist_entry', whose: 'patient_id' },
  waitlist_offer: { table: 'waitlist_invite', whose: 'patient_id' },
  hoursProposal: { table: 'hours_proposal', whose: 'NULL' },
  correction: { table: 'correction', whose: 'patient_id' },
  privacy_request: { table: 'privacy_request', whose: 'patient_id' },
  breakGlass: { table: 'break_glass', whose: 'patient_id' },
  pin: {
    table: 'pin',
    whose: `coalesce((SELECT patient_id FROM appointment WHERE id = pin.appointment_id),
      (SELECT patient_id FROM recall WHERE id = pin.recall_id))`,
  },
} as const;
type ThingName = keyof typeof THINGS;

/** What `id` names in the calls of a feature. */
const BY_ID: Readonly<Record<string, ThingName>> = {
  patients: 'patient',
  profiles: 'patient',
  users: 'user',
  appointments: 'appointment',
  series: 'appointment',
  requests: 'appointment_request',
  recalls: 'recall',
  pins: 'pin',
  waitlist: 'waitlist_entry',
  corrections: 'correction',
  hours: 'hoursProposal',
  privacy: 'privacy_request',
  exports: 'privacy_request',
  breakGlass: 'breakGlass',
  // These two are asked with another thing's.
  'waitlist.accept': 'waitlist_offer',
  'waitlist.decline': 'waitlist_offer',
  'GET /api/pictures/:id': 'picture',
  'GET /api/me/appointments/:id/calendar': 'appointment',
};
/** Whatever is asked: the first of these that is there names it, after `id`. */
const BY_FIELD = {
  appointmentId: 'appointment',
  noteId: 'note',
  recallId: 'recall',
  patientId: 'patient',
  userId: 'user',
  doctorId: 'doctor',
} as const satisfies Record<string, ThingName>;

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The thing a call was made for, and whose it is, for the line of a refusal that looked at no thing: what somebody may
 * not do to anything they are refused before it is loaded. Nothing is said of ids that nothing has: no stranger's words
 * come into the trail by them.
 */
export async function askedThing(q: Query, procedure: string, asked: unknown): Promise<DeniedThing> {
  const named = await namedBy(q, procedure, fieldsOf(asked));
  const patientId = await whoseChart(q, fieldsOf(asked)['patientId']);
  return patientId === undefined ? named : { ...named, patientId };
}

async function namedBy(q: Query, procedure: string, fields: Record<string, unknown>): Promise<DeniedThing> {
  const byId = BY_ID[procedure] ?? BY_ID[procedure.split('.')[0] ?? ''];
  const visit = fieldsOf(fields['visit'])['id'];
  const candidates: [ThingName | undefined, unknown][] = [
    [byId, fields['id']],
    ['appointment', visit],
    ...Object.entries(BY_FIELD).map(([field, thing]): [ThingName, unknown] => [thing, fields[field]]),
  ];
  for (const [objectType, objectId] of candidates) {
    if (objectType === undefined || !isId(objectId)) continue;
    const found = await find(q, objectType, objectId);
    if (found === undefined) continue;
    return { objectType, objectId, patientId: found.patientId ?? undefined };
  }
  return {};
}

async function whoseChart(q: Query, patientId: unknown): Promise<string | undefined> {
  if (!isId(patientId)) return undefined;
  return (await find(q, 'patient', patientId)) === undefined ? undefined : patientId;
}

async function find(
  q: Query,
  thing: ThingName,
  id: string,
): Promise<{ patientId: string | null } | undefined> {
  const { table, whose } = THINGS[thing];
  const asked = sql<{
    patientId: string | null;
  }>`SELECT ${sql.raw(whose)} AS patient_id FROM ${sql.table(table)} WHERE id = ${id}`;
  return (await asked.execute(q)).rows[0];
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value);
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
