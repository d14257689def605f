import type { AppointmentDto, DayBoard, DayColumn } from '../../../shared/contracts/appointments.ts';
import { type AppointmentStatus, isBlocking } from '../../../shared/domain/appointment-status.ts';
import type { PendingStatuses } from '../../lib/desk-tasks.ts';
import type { GridColumn, GridEvent } from '../../ui/day-grid/types.ts';
import type { DayClock } from './day-clock.ts';

export type VisitEvent = GridEvent<AppointmentDto>;
export type VisitColumn = GridColumn<AppointmentDto>;

/**
 * Turns boards into grid columns and hands out the same column and event objects for as long as what
 * they are made of is the same, so that one change draws one block again.
 */
export function createColumnMaker(clock: DayClock) {
  const events = new WeakMap<AppointmentDto, VisitEvent>();
  const guessed = new Map<string, { visit: AppointmentDto; status: AppointmentStatus; event: VisitEvent }>();
  const columns = new Map<string, { source: DayColumn; column: VisitColumn }>();

  function eventOf(visit: AppointmentDto, status: AppointmentStatus | undefined): VisitEvent {
    if (status === undefined || status === visit.status) {
      const known = events.get(visit) ?? toEvent(visit, clock);
      events.set(visit, known);
      return known;
    }
    const last = guessed.get(visit.id);
    if (last?.visit === visit && last.status === status) return last.event;
    const event = toEvent({ ...visit, status, stepBack: visit.status }, clock);
    guessed.set(visit.id, { visit, status, event });
    return event;
  }

  function columnOf(source: DayColumn, pending: PendingStatuses): VisitColumn {
    const list = source.appointments
      .filter((visit) => visit.status !== 'entered_in_error')
      .map((visit) => eventOf(visit, pending.get(visit.id)));
    const last = columns.get(source.doctorId);
    if (last?.source === source && sameItems(last.column.events, list)) return last.column;
    const column = toColumn(source, list, clock);
    columns.set(source.doctorId, { source, column });
    return column;
  }

  return (board: DayBoard, pending: PendingStatuses): VisitColumn[] =>
    board.columns.map((source) => columnOf(source, pending));
}

function toEvent(visit: AppointmentDto, clock: DayClock): VisitEvent {
  return {
    id: visit.id,
    startMin: clock.minuteOf(visit.startsAt),
    endMin: clock.minuteOf(visit.endsAt),
    isMuted: !isBlocking(visit.status),
    beginsBefore: visit.startsAt < clock.start,
    goesOn: visit.endsAt > clock.end,
    isFixed: !visit.can.move || visit.startsAt < clock.start || visit.endsAt > clock.end,
    data: visit,
  };
}

function toColumn(source: DayColumn, events: readonly VisitEvent[], clock: DayClock): VisitColumn {
  const span = (interval: { start: string; end: string }) => ({
    startMin: clock.minuteOf(interval.start),
    endMin: clock.minuteOf(interval.end),
  });
  return {
    id: source.doctorId,
    title: source.doctorName,
    subtitle: source.room?.name ?? '',
    open: source.open.map(span),
    blocked: source.blocked.map(({ interval, kind }) => ({ kind, ...span(interval) })),
    events,
  };
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
