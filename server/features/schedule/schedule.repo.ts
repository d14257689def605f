import { type SqlBool, sql } from 'kysely';
import { NON_BLOCKING } from '../../../shared/domain/appointment-status.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import type { AppointmentId, DoctorId, PatientId, RoomId } from '../../../shared/ids.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';

export type Resource =
  | { readonly kind: 'doctor'; readonly id: DoctorId }
  | { readonly kind: 'room'; readonly id: RoomId };

/** The visit that is to go elsewhere: where it stands now is not in its way. */
export type Moving = { readonly exceptId?: AppointmentId | undefined };

export type BusyRow = { readonly busyStart: Instant; readonly busyEnd: Instant };

const DAY_MIN = 24 * 60;
const MAX_IDS_PER_QUERY = 500;

/** What takes doctors or rooms inside a frame. Visits longer than a day are looked up apart, as the triggers do. */
export async function readBusy(
  q: Query,
  of: { readonly kind: Resource['kind']; readonly ids: readonly string[] } & Moving,
  frame: Interval,
): Promise<(BusyRow & { id: never })[]> {
  const { kind, ids, exceptId } = of;
  const column = kind === 'doctor' ? 'doctorId' : 'roomId';
  const rows: (BusyRow & { id: never })[] = [];
  for (let at = 0; at < ids.length; at += MAX_IDS_PER_QUERY) {
    const some = ids.slice(at, at + MAX_IDS_PER_QUERY) as never[];
    const all = q
      .selectFrom('appointment')
      .select([`${column} as id` as 'doctorId as id', 'busyStart', 'busyEnd'])
      .where(column, 'in', some)
      .where('status', 'not in', NON_BLOCKING)
      .where('busyEnd', '>', frame.start);
    const base = exceptId === undefined ? all : all.where('id', '!=', exceptId);
    const ordinary = base
      .where('busyStart', '<', frame.end)
      .where('busyStart', '>', addMinutes(frame.start, -DAY_MIN));
    // A literal and a hidden start: only so does SQLite take the small index of long visits, not all of the past.
    const long = base.where(sql<SqlBool>`is_long = 1 AND +busy_start < ${frame.end}`);
    rows.push(...((await ordinary.unionAll(long).execute()) as (BusyRow & { id: never })[]));
  }
  return rows;
}

/** When a patient is elsewhere inside a frame. */
export async function readPatientBusy(
  q: Query,
  { patientId, exceptId }: { readonly patientId: PatientId } & Moving,
  frame: Interval,
): Promise<Interval[]> {
  const all = q
    .selectFrom('appointment')
    .select(['startsAt', 'endsAt'])
    .where('patientId', '=', patientId)
    .where('status', 'not in', NON_BLOCKING)
    .where('startsAt', '<', frame.end)
    .where('endsAt', '>', frame.start)
    .orderBy('startsAt');
  const rows = await (exceptId === undefined ? all : all.where('id', '!=', exceptId)).execute();
  return rows.map((row) => ({ start: row.startsAt, end: row.endsAt }));
}
