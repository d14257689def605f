import { sql } from 'kysely';
import { EXPECTED, NON_BLOCKING } from '../../../shared/domain/appointment-status.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import type { AppointmentId, DoctorId, PatientId } from '../../../shared/ids.ts';
import type { Query } from '../../db/transact.ts';

/** The visits an absence hits that have not begun, in order of time. */
export async function listHit(q: Query, doctorId: DoctorId, span: Interval): Promise<AppointmentId[]> {
  const rows = await q
    .selectFrom('appointment')
    .select('id')
    .where('doctorId', '=', doctorId)
    .where('status', 'in', EXPECTED)
    .where('startsAt', '<', span.end)
    .where('endsAt', '>', span.start)
    .orderBy('startsAt')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** What these patients have besides the visits that are to go. */
export function listElsewhere(
  q: Query,
  of: { patientIds: readonly PatientId[]; except: readonly AppointmentId[]; within: Interval },
) {
  return q
    .selectFrom('appointment')
    .select(['patientId', 'startsAt as start', 'endsAt as end'])
    .where(sql<boolean>`patient_id IN (SELECT value FROM json_each(${JSON.stringify(of.patientIds)}))`)
    .where(sql<boolean>`id NOT IN (SELECT value FROM json_each(${JSON.stringify(of.except)}))`)
    .where('status', 'not in', NON_BLOCKING)
    .where('startsAt', '<', of.within.end)
    .where('endsAt', '>', of.within.start)
    .execute();
}

/** The chart's own address, or else the one its account has confirmed. */
export async function readMailAddresses(
  q: Query,
  patientIds: readonly PatientId[],
): Promise<ReadonlyMap<PatientId, string>> {
  const rows = await q
    .selectFrom('patient')
    .leftJoin('appUser', (join) =>
      join
        .onRef('appUser.patientId', '=', 'patient.id')
        .on('appUser.isActive', '=', 1)
        .on('appUser.emailVerifiedAt', 'is not', null),
    )
    .select(['patient.id', 'patient.email as own', 'appUser.email as account'])
    .where(sql<boolean>`patient.id IN (SELECT value FROM json_each(${JSON.stringify(patientIds)}))`)
    .execute();
  return new Map(
    rows.flatMap(({ id, own, account }) => {
      const address = own ?? account;
      return address === null ? [] : [[id, address] as const];
    }),
  );
}
