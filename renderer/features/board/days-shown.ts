import { addDays, type CivilDate, weekdayOf } from '../../../shared/time/civil-date.ts';
import type { BoardSpan } from './board-address.ts';
import type { VisitColumn } from './board-columns.ts';

/** Three days from the one that was asked for, or its week from Monday to Sunday. */
export function daysShown(day: CivilDate, span: BoardSpan | undefined): readonly CivilDate[] {
  if (span === undefined) return [day];
  const first = span === 7 ? addDays(day, 1 - weekdayOf(day)) : day;
  return Array.from({ length: span }, (_, index) => addDays(first, index));
}

const SATURDAY = 6;

/** A week's end on which nobody works and nobody comes only takes room, unless it was asked for. */
export function withoutIdleWeekend(
  columns: readonly VisitColumn[],
  asked: CivilDate,
): readonly VisitColumn[] {
  return columns.filter(
    ({ id, open, events }) =>
      id === asked || weekdayOf(id as CivilDate) < SATURDAY || open.length > 0 || events.length > 0,
  );
}
