import type { OwnDay, WaitingRoom } from '../../../shared/contracts/flow.ts';
import type { RoomsNow } from '../../../shared/contracts/rooms.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Change } from '../../../shared/realtime/changes.ts';
import type { Db } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { mayByItself } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import type { CallsService } from '../calls/calls.service.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { DelaysService } from '../delays/delays.service.ts';
import type { RoomsService } from '../rooms/rooms.service.ts';
import { roomsNow } from './rooms-now.ts';
import { movedInLine, ownDay } from './own-day.ts';
import { createTurns, type Turns } from './turns-now.ts';

export type FlowDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly clinic: ClinicService;
  readonly appointments: Pick<
    AppointmentsService,
    'inHouse' | 'listSeenVisits' | 'linesOf' | 'patientsInLine'
  >;
  readonly calls: Pick<CallsService, 'tickets'>;
  readonly delays: Pick<DelaysService, 'lateMinOn'>;
  readonly rooms: Pick<RoomsService, 'marks'>;
};
export type FlowService = ReturnType<typeof createFlow>;

/** Who is in the house now, put together of what the features know. */
export function createFlow(deps: FlowDeps) {
  const turnsNow = createTurns(deps.appointments);
  return {
    waitingRoom: (actor: Actor): Promise<WaitingRoom> => waitingRoom({ ...deps, turnsNow }, actor),
    ownDay: (from: Parameters<typeof ownDay>[1]): Promise<OwnDay> => ownDay({ ...deps, turnsNow }, from),
    /** For the hints that go to phones. */
    movedInLine: (changes: readonly Change[]) => movedInLine(deps, changes),
    rooms(actor: Actor): Promise<RoomsNow> {
      return deps.db.read(async (q) => {
        const snapshot = await deps.clinic.current(q);
        const day = civilDateOf(deps.clock.now(), snapshot.settings.timeZone);
        const { visits } = await deps.appointments.inHouse(q, { actor, day, action: 'room.read' });
        return { rooms: roomsNow(snapshot, visits, await deps.rooms.marks(q)) };
      });
    },
  };
}

async function waitingRoom(
  deps: FlowDeps & { readonly turnsNow: Turns },
  actor: Actor,
): Promise<WaitingRoom> {
  const now = deps.clock.now();
  return await deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const { settings, doctors } = snapshot;
    const areRoomsSeen = mayByItself(actor, 'room.read', {});
    const day = civilDateOf(now, settings.timeZone);
    const here = await deps.appointments.inHouse(q, { actor, day, action: 'board.read' });
    const { visits, nextAt } = here;
    const lateMinOf = await deps.delays.lateMinOn(q, day);
    const turns = await deps.turnsNow(q, { line: here.line, now, zone: settings.timeZone, lateMinOf });
    const tickets = await deps.calls.tickets(q, day);
    return {
      day,
      serverTime: now,
      alertMin: settings.waitAlertMin,
      lateAlertMin: settings.lateAlertMin,
      noShowGraceMin: settings.noShowGraceMin,
      nextAt,
      rooms: areRoomsSeen ? roomsNow(snapshot, visits, await deps.rooms.marks(q)) : [],
      due: here.due.map((visit) => ({ visit, doctorName: doctors.get(visit.doctorId)?.name ?? '' })),
      visits: visits.map((visit) => ({
        visit,
        doctorName: doctors.get(visit.doctorId)?.name ?? '',
        ticket: tickets.get(visit.id)?.ticket ?? null,
        via: tickets.get(visit.id)?.via ?? null,
        turn: turns.get(visit.id) ?? null,
      })),
    };
  });
}
