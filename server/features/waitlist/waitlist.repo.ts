import { sql } from 'kysely';
import {
  isStillWaiting,
  type WaitlistState,
  WAITLIST_STATES,
} from '../../../shared/domain/waitlist-order.ts';
import type { AppointmentId, DoctorId, PatientId, WaitlistEntryId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';
import { PATIENT_HEAD, type PatientHead } from '../patients/patient-head.ts';
import type { Scope } from '../../policy/scope.ts';

export type EntryRow = Row<'waitlistEntry'> & PatientHead;

/** What of an entry's row decides who may see it. */
const ENTRY_COLUMNS = { patient: 'waitlist_entry.patient_id' } as const;
const STILL_WAITING = WAITLIST_STATES.filter(isStillWaiting);
/** So many are weighed for one free time; a clinic with more is told of the most urgent ones. */
const MOST_WEIGHED = 2000;

export async function insertEntry(q: Query, row: NewRow<'waitlistEntry'>): Promise<void> {
  await q.insertInto('waitlistEntry').values(row).execute();
}

export async function findEntry(q: Query, id: WaitlistEntryId): Promise<EntryRow | undefined> {
  return await entries(q).where('waitlistEntry.id', '=', id).executeTakeFirst();
}

/** False when it no longer waits, or has moved on from `expectedVersion`. */
export async function updateEntry(
  q: Query,
  key: { id: WaitlistEntryId; expectedVersion: number },
  changes: Partial<NewRow<'waitlistEntry'>>,
): Promise<boolean> {
  const result = await q
    .updateTable('waitlistEntry')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', key.id)
    .where('version', '=', key.expectedVersion)
    .where('state', 'in', STILL_WAITING)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** False when they were not taken off, or it has moved on from `expectedVersion`. */
export async function reopenWithdrawn(
  q: Query,
  key: { id: WaitlistEntryId; expectedVersion: number },
  changes: { state: 'waiting' | 'offered'; updatedAt: Instant },
): Promise<boolean> {
  const result = await q
    .updateTable('waitlistEntry')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', key.id)
    .where('version', '=', key.expectedVersion)
    .where('state', '=', 'withdrawn')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Whoever was given this visit waits again; undefined where nobody was. */
export async function reopenFor(
  q: Query,
  appointmentId: AppointmentId,
  updatedAt: Instant,
): Promise<{ id: WaitlistEntryId; patientId: PatientId; version: number } | undefined> {
  return await q
    .updateTable('waitlistEntry')
    .set((eb) => ({ state: 'waiting', appointmentId: null, updatedAt, version: eb('version', '+', 1) }))
    .where('appointmentId', '=', appointmentId)
    .where('state', '=', 'booked')
    .returning(['id', 'patientId', 'version'])
    .executeTakeFirst();
}

/** Those among them who still wait change their state; answers whose they are. */
export async function setStates(
  q: Query,
  ids: readonly WaitlistEntryId[],
  change: { from: WaitlistState; to: WaitlistState; at: Instant },
): Promise<{ id: WaitlistEntryId; patientId: PatientId; version: number }[]> {
  if (ids.length === 0) return [];
  return await q
    .updateTable('waitlistEntry')
    .set((eb) => ({ state: change.to, updatedAt: change.at, version: eb('version', '+', 1) }))
    .where('id', 'in', ids)
    .where('state', '=', change.from)
    .returning(['id', 'patientId', 'version'])
    .execute();
}

export type WaitlistFilter = {
  readonly state: WaitlistState | undefined;
  readonly doctorId: DoctorId | undefined;
  readonly after: { rank: number; createdAt: string; id: string } | undefined;
  readonly limit: number;
};

/** Most urgent first, then who waits longest. */
export async function listEntries(q: Query, filter: WaitlistFilter): Promise<EntryRow[]> {
  const { state, doctorId, after } = filter;
  return await entries(q)
    .where('state', 'in', state === undefined ? STILL_WAITING : [state])
    .where('patient.erasedAt', 'is', null)
    .$if(doctorId !== undefined, (query) => query.where('waitlistEntry.doctorId', '=', doctorId as DoctorId))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(-urgency_rank, waitlist_entry.created_at, waitlist_entry.id) > (${-(after?.rank ?? 0)}, ${after?.createdAt}, ${after?.id})`,
      ),
    )
    .orderBy('urgencyRank', 'desc')
    .orderBy('waitlistEntry.createdAt')
    .orderBy('waitlistEntry.id')
    .limit(filter.limit)
    .execute();
}

/** A patient's own places, newest first. */
export async function listOwnEntries(
  q: Query,
  page: { scope: Scope; after: { createdAt: string; id: string } | undefined; limit: number },
): Promise<EntryRow[]> {
  const { after, scope } = page;
  return await entries(q)
    .where(scope.where(ENTRY_COLUMNS))
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(waitlist_entry.created_at, waitlist_entry.id) < (${after?.createdAt}, ${after?.id})`,
      ),
    )
    .orderBy('waitlistEntry.createdAt', 'desc')
    .orderBy('waitlistEntry.id', 'desc')
    .limit(page.limit)
    .execute();
}

/** The places a patient has taken and is still reached at; what the desk wrote down is not counted against anybody. */
export async function countTakenFromPortal(q: Query, patientId: PatientId): Promise<number> {
  const { count } = await q
    .selectFrom('waitlistEntry')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('patientId', '=', patientId)
    .where('via', '=', 'portal')
    .where('state', 'in', STILL_WAITING)
    .executeTakeFirstOrThrow();
  return count;
}

/** Those who wait and have no other time before them, for a day. An offer past its time holds nobody. */
export async function listReachable(
  q: Query,
  at: { date: CivilDate; doctorId: DoctorId; now: Instant },
): Promise<EntryRow[]> {
  return await entries(q)
    .where('state', 'in', STILL_WAITING)
    .where('patient.erasedAt', 'is', null)
    .where('earliestDate', '<=', at.date)
    .where('latestDate', '>=', at.date)
    .where((eb) =>
      eb.or([eb('waitlistEntry.doctorId', 'is', null), eb('waitlistEntry.doctorId', '=', at.doctorId)]),
    )
    .where(
      sql<boolean>`NOT EXISTS (SELECT 1 FROM waitlist_invite AS i JOIN waitlist_offer AS o ON o.id = i.offer_id
        WHERE i.entry_id = waitlist_entry.id AND i.answer = 'open' AND o.state = 'open' AND o.expires_at > ${at.now})`,
    )
    .orderBy('urgencyRank', 'desc')
    .orderBy('waitlistEntry.createdAt')
    .orderBy('waitlistEntry.id')
    .limit(MOST_WEIGHED)
    .execute();
}

/** Those whose last day has gone by. */
export async function listOverdue(q: Query, today: CivilDate) {
  return await q
    .selectFrom('waitlistEntry')
    .select(['id', 'state'])
    .where('state', 'in', STILL_WAITING)
    .where('latestDate', '<', today)
    .orderBy('id')
    .limit(500)
    .execute();
}

/** Every entry of a chart, whatever became of it. */
export async function moveEntries(
  q: Query,
  charts: { from: PatientId; to: PatientId },
  updatedAt: Instant,
): Promise<number> {
  const moved = await q
    .updateTable('waitlistEntry')
    .set((eb) => ({ patientId: charts.to, updatedAt, version: eb('version', '+', 1) }))
    .where('patientId', '=', charts.from)
    .executeTakeFirst();
  await q
    .updateTable('waitlistInvite')
    .set({ patientId: charts.to })
    .where('patientId', '=', charts.from)
    .execute();
  return Number(moved.numUpdatedRows);
}

function entries(q: Query) {
  return q
    .selectFrom('waitlistEntry')
    .innerJoin('patient', 'patient.id', 'waitlistEntry.patientId')
    .selectAll('waitlistEntry')
    .select(PATIENT_HEAD);
}
