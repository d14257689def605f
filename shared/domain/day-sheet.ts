import { type Instant, minutesBetween, toInstant } from '../time/instant.ts';
import { type AppointmentStatus, isBlocking } from './appointment-status.ts';
import { type Interval, subtract } from './intervals.ts';

/** As contracts give them: instants in the one fixed form. */
type Stretch = { readonly start: string; readonly end: string };
type SheetVisit = { readonly startsAt: string; readonly endsAt: string; readonly status: AppointmentStatus };

export type SheetColumn<Visit extends SheetVisit> = {
  readonly open: readonly Stretch[];
  readonly blocked: readonly { readonly interval: Stretch; readonly kind: 'break' | 'time_off' }[];
  readonly appointments: readonly Visit[];
};

export type SheetRow<Visit> = { readonly start: Instant; readonly end: Instant } & (
  | { readonly kind: 'visit'; readonly visit: Visit }
  | { readonly kind: 'free' | 'break' | 'time_off' }
);

/** Shorter than any visit: not worth a line of paper. */
const LEAST_FREE_MIN = 10;

/**
 * A doctor's day as lines of paper, in order of time: who is expected, and between them where there is room,
 * so that booking can go on by hand. Visits that were called off are left out.
 */
export function sheetRows<Visit extends SheetVisit>(column: SheetColumn<Visit>): SheetRow<Visit>[] {
  const visits = column.appointments
    .filter(({ status }) => isBlocking(status))
    .map((visit) => ({ kind: 'visit' as const, visit, ...between(visit.startsAt, visit.endsAt) }));
  const open = column.open.map(({ start, end }) => between(start, end));
  const free = subtract(open, visits).filter(
    ({ start, end }) => minutesBetween(start, end) >= LEAST_FREE_MIN,
  );
  const rows: SheetRow<Visit>[] = [
    ...visits,
    ...free.map((gap) => ({ kind: 'free' as const, ...gap })),
    ...column.blocked.map(({ interval, kind }) => ({ kind, ...between(interval.start, interval.end) })),
  ];
  return rows.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
}

function between(start: string, end: string): Interval {
  return { start: toInstant(start), end: toInstant(end) };
}
