import { sql } from 'kysely';
import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

const MOST_TICKETS = 5000;
/** Of a call these are left: a step back was a mis-click, and whoever left is not looked for. */
const CALLED: readonly AppointmentStatus[] = ['in_room', 'with_doctor', 'completed'];

export function findArrival(q: Query, id: AppointmentId): Promise<Row<'arrival'> | undefined> {
  return q.selectFrom('arrival').selectAll().where('appointmentId', '=', id).executeTakeFirst();
}

/** The next number of the day. The one writer that a clinic has at a time gives none out twice. */
export async function insertArrival(q: Query, row: Omit<Row<'arrival'>, 'ticket'>): Promise<number> {
  const next = sql<number>`(SELECT coalesce(max(ticket), 0) + 1 FROM arrival WHERE day = ${row.day})`;
  const { ticket } = await q
    .insertInto('arrival')
    .values({ ...row, ticket: next })
    .returning('ticket')
    .executeTakeFirstOrThrow();
  return ticket;
}

export function listTickets(
  q: Query,
  day: CivilDate,
): Promise<Pick<Row<'arrival'>, 'appointmentId' | 'ticket' | 'via'>[]> {
  return q
    .selectFrom('arrival')
    .select(['appointmentId', 'ticket', 'via'])
    .where('day', '=', day)
    .orderBy('ticket')
    .limit(MOST_TICKETS)
    .execute();
}

export async function insertCall(q: Query, row: Omit<NewRow<'visitCall'>, 'id'>): Promise<void> {
  await q.insertInto('visitCall').values(row).execute();
}

/** The last call of each visit since then, the newest first. */
export function listCalls(q: Query, asked: { from: Instant; limit: number }) {
  return q
    .selectFrom('visitCall')
    .innerJoin('appointment', 'appointment.id', 'visitCall.appointmentId')
    .innerJoin('patient', 'patient.id', 'appointment.patientId')
    .leftJoin('arrival', 'arrival.appointmentId', 'appointment.id')
    .select(['visitCall.id', 'visitCall.calledAt', 'visitCall.roomId', 'arrival.ticket'])
    .select(['patient.givenName', 'patient.familyName'])
    .where('visitCall.calledAt', '>=', asked.from)
    .where('appointment.status', 'in', CALLED)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('visitCall as later')
            .select('later.id')
            .whereRef('later.appointmentId', '=', 'visitCall.appointmentId')
            .whereRef('later.id', '>', 'visitCall.id'),
        ),
      ),
    )
    .orderBy('visitCall.id', 'desc')
    .limit(asked.limit)
    .execute();
}
