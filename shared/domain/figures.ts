import type { CivilDate } from '../time/civil-date.ts';
import { addDays, daysBetween, weekdayOf } from '../time/civil-date.ts';
import { type Instant, minutesBetween } from '../time/instant.ts';
import type { AppointmentStatus } from './appointment-status.ts';
import { type Interval, subtract, union } from './intervals.ts';

/** What is counted of one visit; of whom it was does not matter. */
export type CountedVisit = {
  readonly startsAt: Instant;
  /** With the buffers: what of the doctor's time it takes. */
  readonly busy: Interval;
  readonly status: AppointmentStatus;
  readonly source: 'desk' | 'online' | 'request' | 'walk_in' | 'import';
  readonly isLateCancel: boolean;
  readonly createdAt: Instant;
  readonly arrivedAt: Instant | null;
  readonly withDoctorAt: Instant | null;
};

/**
 * The manager's figures, all of visits that begin in the period:
 * - `visits`: all but those entered in error
 * - `seen`: the doctor has come; `noShows`, `left`, `cancelled` by their status, `lateCancels` of the cancelled
 *   ones those inside the clinic's notice
 * - `noShowShare`: of those seen, missed and left; whoever is still to come says nothing yet
 * - `lateCancelShare`: of all visits
 * - `openMin`: the doctors' hours less breaks, time off and closed days; `bookedMin`: of these what visits that
 *   take place, or are to, take with their buffers, two at once counted once; `utilisation` the one by the other
 * - `wait`: whole minutes from coming in until the doctor comes, of those seen; not of imported visits, whose
 *   stamps are another program's
 * - `lead`: whole days of 24 hours from booking until the visit, but for walk-ins and imported ones
 * - `toBook`: seconds a booking by phone took, of those booked in the period; null of one doctor, since the
 *   clock does not know for whom the call was
 * Medians and ninetieth percentiles are the nearest rank: a value that was really there.
 */
export type Figures = {
  readonly visits: number;
  readonly seen: number;
  readonly noShows: number;
  readonly noShowShare: number | null;
  readonly left: number;
  readonly cancelled: number;
  readonly lateCancels: number;
  readonly lateCancelShare: number | null;
  readonly openMin: number;
  readonly bookedMin: number;
  readonly utilisation: number | null;
  readonly wait: {
    readonly count: number;
    readonly medianMin: number | null;
    readonly p90Min: number | null;
  };
  readonly lead: { readonly count: number; readonly medianDays: number | null };
  readonly toBook: { readonly count: number; readonly medianSec: number | null } | null;
};

export const FIGURE_STEPS = ['day', 'week', 'month'] as const;
export type FigureStep = (typeof FIGURE_STEPS)[number];

/** A year and a leap day: what a question may ask for at most. */
export const MAX_FIGURE_DAYS = 366;

const DAY_MIN = 24 * 60;

export type FigureSums = {
  addVisit(visit: CountedVisit): void;
  /** One doctor's day: the open hours, and what takes of them. */
  addHours(open: readonly Interval[], busy: readonly Interval[]): void;
  addCall(seconds: number): void;
  figures(): Figures;
};

/** Takes the facts one by one and keeps none of them, so that a year is counted in little space. */
export function createFigureSums({ hasCalls }: { readonly hasCalls: boolean }): FigureSums {
  const counts = { visits: 0, seen: 0, noShows: 0, left: 0, cancelled: 0, lateCancels: 0 };
  const hours = { openMin: 0, bookedMin: 0 };
  const [waits, leads, calls] = [createTally(), createTally(), createTally()];
  return {
    addVisit(visit) {
      const { status, source, arrivedAt, withDoctorAt } = visit;
      if (status === 'entered_in_error') return;
      const isSeen = status === 'with_doctor' || status === 'completed';
      counts.visits += 1;
      counts.seen += Number(isSeen);
      counts.noShows += Number(status === 'no_show');
      counts.left += Number(status === 'left');
      counts.cancelled += Number(status === 'cancelled');
      counts.lateCancels += Number(status === 'cancelled' && visit.isLateCancel);
      if (source === 'import') return;
      if (isSeen && arrivedAt !== null && withDoctorAt !== null)
        waits.add(Math.max(0, minutesBetween(arrivedAt, withDoctorAt)));
      if (source !== 'walk_in')
        leads.add(Math.max(0, Math.floor(minutesBetween(visit.createdAt, visit.startsAt) / DAY_MIN)));
    },
    addHours(open, busy) {
      const openMin = totalMin(open);
      hours.openMin += openMin;
      hours.bookedMin += openMin - totalMin(subtract(open, busy));
    },
    addCall: (seconds) => calls.add(seconds),
    figures: () => ({
      ...counts,
      ...hours,
      noShowShare: shareOf(counts.noShows, counts.seen + counts.noShows + counts.left),
      lateCancelShare: shareOf(counts.lateCancels, counts.visits),
      utilisation: shareOf(hours.bookedMin, hours.openMin),
      wait: { count: waits.count(), medianMin: waits.at(0.5), p90Min: waits.at(0.9) },
      lead: { count: leads.count(), medianDays: leads.at(0.5) },
      toBook: hasCalls ? { count: calls.count(), medianSec: calls.at(0.5) } : null,
    }),
  };
}

/** The days, weeks from Monday on or months of a span of days, both ends inclusive, cut to it. */
export function periodsOf(
  { from, to }: { readonly from: CivilDate; readonly to: CivilDate },
  step: FigureStep,
): { readonly from: CivilDate; readonly to: CivilDate }[] {
  const periods: { from: CivilDate; to: CivilDate }[] = [];
  for (let start = from; start <= to; ) {
    const last = lastDayOf(start, step);
    const end = last < to ? last : to;
    periods.push({ from: start, to: end });
    start = addDays(end, 1);
  }
  return periods;
}

function lastDayOf(day: CivilDate, step: FigureStep): CivilDate {
  if (step === 'day') return day;
  if (step === 'week') return addDays(day, 7 - weekdayOf(day));
  const soonInNext = addDays(`${day.slice(0, 8)}01` as CivilDate, 31);
  return addDays(soonInNext, -Number(soonInNext.slice(8)));
}

/** How many days, both ends counted. */
export function daysIn({ from, to }: { readonly from: CivilDate; readonly to: CivilDate }): number {
  return daysBetween(from, to) + 1;
}

function totalMin(pieces: readonly Interval[]): number {
  return union(pieces).reduce((sum, { start, end }) => sum + minutesBetween(start, end), 0);
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** How often each whole number came: of minutes there are few, however many visits there were. */
function createTally() {
  const times = new Map<number, number>();
  let total = 0;
  return {
    add(value: number): void {
      times.set(value, (times.get(value) ?? 0) + 1);
      total += 1;
    },
    count: () => total,
    /** By nearest rank, as `percentile` does it. */
    at(share: number): number | null {
      let left = Math.max(1, Math.ceil(share * total));
      for (const value of [...times.keys()].sort((a, b) => a - b)) {
        left -= times.get(value) ?? 0;
        if (left <= 0) return value;
      }
      return null;
    },
  };
}
