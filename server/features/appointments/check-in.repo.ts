import type { AppointmentId } from '../../../shared/ids.ts';
import type { Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export type CheckInRow = Row<'checkIn'> & { readonly byName: string | null };

export function findCheckIn(q: Query, id: AppointmentId): Promise<CheckInRow | undefined> {
  return q
    .selectFrom('checkIn')
    .leftJoin('appUser', 'appUser.id', 'checkIn.checkedBy')
    .selectAll('checkIn')
    .select('appUser.name as byName')
    .where('appointmentId', '=', id)
    .executeTakeFirst();
}

/** One a visit: after a step back, the next check-in takes the place of the one before. */
export async function writeCheckIn(q: Query, row: Omit<Row<'checkIn'>, 'version'>): Promise<void> {
  const { appointmentId: _, ...rest } = row;
  await q
    .insertInto('checkIn')
    .values({ ...row, version: 1 })
    .onConflict((conflict) =>
      conflict
        .column('appointmentId')
        .doUpdateSet((eb) => ({ ...rest, version: eb('checkIn.version', '+', 1) })),
    )
    .execute();
}
