import { sql } from 'kysely';
import { EXPECTED } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentId, PatientId, PinId, RecallId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { OPEN_RECALL_STATES, RECALL_STATE } from '../../db/recall-state.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export type PinRow = Row<'pin'> & { readonly pinnedByName: string | null };
export type Pinned =
  | { readonly appointmentId: AppointmentId; readonly recallId?: undefined }
  | { readonly recallId: RecallId; readonly appointmentId?: undefined };

export async function insertPin(q: Query, row: NewRow<'pin'>): Promise<void> {
  await q.insertInto('pin').values(row).execute();
}

export async function listPins(q: Query, limit: number): Promise<PinRow[]> {
  return await pins(q).orderBy('pin.pinnedAt').orderBy('pin.id').limit(limit).execute();
}

export async function findPinOf(q: Query, of: Pinned): Promise<PinRow | undefined> {
  return await pins(q)
    .$if(of.appointmentId !== undefined, (query) =>
      query.where('pin.appointmentId', '=', of.appointmentId as AppointmentId),
    )
    .$if(of.recallId !== undefined, (query) => query.where('pin.recallId', '=', of.recallId as RecallId))
    .executeTakeFirst();
}

/** One that is a pin no longer leaves its row; the next pin of the same takes its place. */
export async function deletePinsOf(q: Query, of: Pinned): Promise<void> {
  await q
    .deleteFrom('pin')
    .$if(of.appointmentId !== undefined, (query) =>
      query.where('appointmentId', '=', of.appointmentId as AppointmentId),
    )
    .$if(of.recallId !== undefined, (query) => query.where('recallId', '=', of.recallId as RecallId))
    .execute();
}

/** Whom a pin is about, be it one still or not; undefined where there is none. */
export async function findPatientOf(q: Query, id: PinId): Promise<PatientId | undefined> {
  const row = await q
    .selectFrom('pin')
    .leftJoin('appointment', 'appointment.id', 'pin.appointmentId')
    .leftJoin('recall', 'recall.id', 'pin.recallId')
    .select(['appointment.patientId as ofVisit', 'recall.patientId as ofRecall'])
    .where('pin.id', '=', id)
    .executeTakeFirst();
  return row?.ofVisit ?? row?.ofRecall ?? undefined;
}

export async function deletePin(q: Query, id: PinId): Promise<void> {
  await q.deleteFrom('pin').where('id', '=', id).execute();
}

export async function deletePinsBefore(q: Query, before: Instant): Promise<PinId[]> {
  const gone = await q.deleteFrom('pin').where('pinnedAt', '<', before).returning('id').execute();
  return gone.map(({ id }) => id);
}

/** A visit that has been moved since, or called off, and a recall that is settled wait for no time any longer. */
function pins(q: Query) {
  return q
    .selectFrom('pin')
    .leftJoin('appUser', 'appUser.id', 'pin.pinnedBy')
    .leftJoin('appointment as placed', 'placed.id', 'pin.appointmentId')
    .leftJoin('recall', 'recall.id', 'pin.recallId')
    .leftJoin('appointment as tied', 'tied.id', 'recall.appointmentId')
    .selectAll('pin')
    .select('appUser.name as pinnedByName')
    .where(
      sql<boolean>`CASE WHEN pin.recall_id IS NOT NULL THEN ${RECALL_STATE} IN (${sql.join(OPEN_RECALL_STATES)})
        ELSE placed.starts_at = pin.starts_at AND placed.doctor_id = pin.doctor_id
          AND placed.status IN (${sql.join([...EXPECTED])}) END`,
    );
}
