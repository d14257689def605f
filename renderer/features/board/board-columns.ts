import type { AppointmentDto, DayBoard, DayColumn } from '../../../shared/contracts/appointments.ts';
import {
  type AppointmentStatus,
  canReschedule,
  isBlocking,
} from '../../../shared/domain/appointment-status.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { PendingStatuses } from '../../lib/desk-tasks.ts';
import { guessedVisit } from '../../lib/guessed-visit.ts';
import type { GridColumn, GridEvent } from '../../ui/day-grid/types.ts';
import type { DayClock } from './day-clock.ts';

/** A visit as the board draws it. */
export type DrawnVisit = AppointmentDto & {
  /** By how many minutes somebody who should be here is late. */
  readonly lateMin?: number;
  /** The filter does not mean it: its time is taken, and no more is said. */
  readonly isAside?: boolean;
  /** Whose visit it is, where the column does not say so. */
  readonly doctorName?: string;
};
export type VisitEvent = GridEvent<DrawnVisit>;
export type VisitColumn = GridColumn<DrawnVisit>;

/** What time it is on the day that is drawn, and from how many minutes on somebody is late. */
export type Lateness = { readonly nowMin: number; readonly alertMin: number };

/**
 * Turns boards into grid columns and hands out the same column and event objects for as long as what
 * they are made of is the same, so that one change draws one block again.
 */
export function createColumnMaker(clock: DayClock, now: () => Instant) {
  const events = new WeakMap<AppointmentDto, VisitEvent>();
  const altered = new Map<string, Altered>();
  const columns = new Map<string, { source: DayColumn; column: VisitColumn }>();

  function eventOf(
    visit: AppointmentDto,
    status: AppointmentStatus = visit.status,
    lateness: Lateness | undefined,
  ): VisitEvent {
    const lateMin = lateBy(clock.minuteOf(visit.startsAt), status, lateness);
    if (status === visit.status && lateMin === undefined) {
      const known = events.get(visit) ?? toEvent(visit, clock);
      events.set(visit, known);
      return known;
    }
    const last = altered.get(visit.id);
    if (last?.visit === visit && last.status === status && last.lateMin === lateMin) return last.event;
    const guessed = guessedVisit(visit, status, now());
    const event = toEvent(lateMin === undefined ? guessed : { ...guessed, lateMin }, clock);
    altered.set(visit.id, { visit, status, lateMin, event });
    return event;
  }

  function columnOf(source: DayColumn, pending: PendingStatuses, lateness?: Lateness): VisitColumn {
    const list = source.appointments
      .filter((visit) => visit.status !== 'entered_in_error')
      .map((visit) => eventOf(visit, pending.get(visit.id), lateness));
    const last = columns.get(source.doctorId);
    if (last?.source === source && sameItems(last.column.events, list)) return last.column;
    const column = toColumn(source, list, clock);
    columns.set(source.doctorId, { source, column });
    return column;
  }

  return (board: DayBoard, pending: PendingStatuses, lateness?: Lateness): VisitColumn[] =>
    workingFirst(board.columns.map((source) => columnOf(source, pending, lateness)));
}

/** Who is here on the day stands where the eye is; the others are not gone. */
function workingFirst(columns: readonly VisitColumn[]): VisitColumn[] {
  const isHere = ({ open, events }: VisitColumn) => open.length > 0 || events.length > 0;
  return [...columns.filter(isHere), ...columns.filter((column) => !isHere(column))];
}

/** A visit that is not drawn as the clinic knows it. */
type Altered = {
  readonly visit: AppointmentDto;
  readonly status: AppointmentStatus;
  readonly lateMin: number | undefined;
  readonly event: VisitEvent;
};

function lateBy(startMin: number, status: AppointmentStatus, lateness?: Lateness): number | undefined {
  if (lateness === undefined || !canReschedule(status)) return undefined;
  const lateMin = lateness.nowMin - startMin;
  return lateMin >= lateness.alertMin ? lateMin : undefined;
}

function toEvent(visit: DrawnVisit, clock: DayClock): VisitEvent {
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
