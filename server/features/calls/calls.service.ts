import { type ArrivalWay, CALLS_SHOWN, type CallNames, initialsOf } from '../../../shared/domain/displays.ts';
import type { AppointmentId, RoomId } from '../../../shared/ids.ts';
import type { ShownCall } from '../../../shared/realtime/socket-events.ts';
import { civilDateOf, dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import * as repo from './calls.repo.ts';

type Deps = { readonly db: Db; readonly clock: Clock; readonly clinic: Pick<ClinicService, 'current'> };
export type Ticket = { readonly ticket: number; readonly via: ArrivalWay };
export type CallsService = ReturnType<typeof createCalls>;

/** Numbers for those who have come, and who is called into which room. Rights are asked where the visits are kept. */
export function createCalls(deps: Deps) {
  return {
    /** In the transaction of the step with which somebody has come. Whoever has a number keeps it. Answers it. */
    noteArrival: (
      tx: Transaction,
      come: { appointmentId: AppointmentId; via: ArrivalWay; at: Instant },
    ): Promise<number> => noteArrival(deps, tx, come),
    /** In the transaction of the step with which somebody goes in. */
    async noteCall(
      tx: Transaction,
      { appointmentId, roomId, at }: { appointmentId: AppointmentId; roomId: RoomId | null; at: Instant },
    ): Promise<void> {
      await repo.insertCall(tx.q, { appointmentId, roomId, calledAt: at });
      tx.emit({ type: 'visit.called' });
    },
    /** With where they said that they are here. */
    tickets: async (q: Query, day: CivilDate): Promise<ReadonlyMap<AppointmentId, Ticket>> =>
      new Map((await repo.listTickets(q, day)).map((row) => [row.appointmentId, row])),
    /** Today's last calls, the newest first, as everybody in the waiting room may read them. */
    listShown: (shows: CallNames): Promise<ShownCall[]> => listShown(deps, shows),
  };
}

async function noteArrival(
  deps: Deps,
  { q }: Transaction,
  come: { appointmentId: AppointmentId; via: ArrivalWay; at: Instant },
): Promise<number> {
  const { appointmentId, via, at } = come;
  const known = await repo.findArrival(q, appointmentId);
  if (known !== undefined) return known.ticket;
  const { settings } = await deps.clinic.current(q);
  const day = civilDateOf(at, settings.timeZone);
  return await repo.insertArrival(q, { appointmentId, day, via, arrivedAt: at });
}

async function listShown(deps: Deps, shows: CallNames): Promise<ShownCall[]> {
  return await deps.db.read(async (q) => {
    const { settings, rooms } = await deps.clinic.current(q);
    const { timeZone } = settings;
    const from = dayBounds(civilDateOf(deps.clock.now(), timeZone), timeZone).start;
    const rows = await repo.listCalls(q, { from, limit: CALLS_SHOWN });
    return rows.map(({ id, calledAt, roomId, ticket, ...person }) => ({
      id,
      label: shows === 'ticket' && ticket !== null ? String(ticket) : initialsOf(person),
      room: roomId === null ? null : (rooms.get(roomId)?.name ?? null),
      at: calledAt,
    }));
  });
}
