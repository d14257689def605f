import { addDays, type CivilDate } from '../time/civil-date.ts';
import type { HoursKind } from './availability.ts';

/** Open or break hours of one weekday, as they are written down before it is said when they hold. */
export type WeekRow = {
  readonly weekday: number;
  readonly kind: HoursKind;
  readonly startTime: string;
  readonly endTime: string;
};
export type WeeklyRow = WeekRow & { readonly validFrom: string; readonly validTo: string | null };

/** When a week holds; both days are part of it. */
export type WeekPeriod = {
  readonly from: string;
  /** Null where it holds from then on. */
  readonly until: string | null;
};

/** What is written down so that the week holds in its period; what is before and after it stays as it was. */
export function withWeek(
  rows: readonly WeeklyRow[],
  week: readonly WeekRow[],
  { from, until }: WeekPeriod,
): WeeklyRow[] {
  const dayBefore = addDays(from as CivilDate, -1);
  const before = rows
    .filter(({ validFrom }) => validFrom < from)
    .map((row) => (row.validTo === null || row.validTo >= from ? { ...row, validTo: dayBefore } : row));
  const own = week.map((row) => ({ ...row, validFrom: from, validTo: until }));
  return [...before, ...own, ...(until === null ? [] : rowsAfter(rows, until))];
}

function rowsAfter(rows: readonly WeeklyRow[], until: string): WeeklyRow[] {
  const dayAfter = addDays(until as CivilDate, 1);
  return rows
    .filter(({ validTo }) => validTo === null || validTo > until)
    .map((row) => (row.validFrom > until ? row : { ...row, validFrom: dayAfter }));
}

/** What of a period is still to come; undefined where all of it is over. Hours of days gone by stay as they were. */
export function comingPart({ from, until }: WeekPeriod, today: string): WeekPeriod | undefined {
  if (until !== null && until < today) return undefined;
  return { from: from < today ? today : from, until };
}

/** Whether two rows of one kind would hold at the same time. */
export function hasOverlap(hours: readonly WeeklyRow[]): boolean {
  const clash = (a: WeeklyRow, b: WeeklyRow) =>
    a.kind === b.kind &&
    a.weekday === b.weekday &&
    a.startTime < b.endTime &&
    b.startTime < a.endTime &&
    (b.validTo === null || a.validFrom <= b.validTo) &&
    (a.validTo === null || b.validFrom <= a.validTo);
  return hours.some((a, index) => hours.slice(index + 1).some((b) => clash(a, b)));
}

export const HOURS_PROPOSAL_STATUSES = ['open', 'accepted', 'declined', 'withdrawn', 'replaced'] as const;
export type HoursProposalStatus = (typeof HOURS_PROPOSAL_STATUSES)[number];
