import { useState } from 'react';
import { z } from '../../lib/zod.ts';
import type { DoctorHoursDto } from '../../../shared/contracts/clinic-calendar.ts';
import type { WeekPeriod } from '../../../shared/domain/weekly-hours.ts';
import { readDraft, useKept } from '../../lib/draft.ts';
import { useFormat } from '../../lib/format.ts';
import { periodsOf, WEEKDAYS, type WeekSpans, weekOn } from './week-hours.ts';

type Unread = ReadonlyMap<number, string>;
const NOTHING_UNREAD: Unread = new Map();

const Kept = z.object({
  from: z.string(),
  last: z.string(),
  week: z
    .array(z.array(z.object({ from: z.int(), to: z.int() })))
    .length(WEEKDAYS.length)
    .optional(),
  seenHours: z.string(),
  unread: z.array(z.tuple([z.int(), z.string()])),
});

export type DrawnWeek = ReturnType<typeof useDrawnWeek>;

/**
 * A week in somebody's hands: as it is until it is drawn on, and from which day to which it would hold. What is drawn
 * is kept under the name until it is saved or taken back.
 */
export function useDrawnWeek({ weeklyHours, hoursMark }: DoctorHoursDto, draft: string) {
  const today = useFormat().today();
  const [kept] = useState(() => readDraft(draft, Kept));
  const [from, setFrom] = useState<string>(kept.from !== undefined && kept.from > today ? kept.from : today);
  /** Empty where the week holds from then on. */
  const [last, setLast] = useState(kept.last ?? '');
  const [drawn, setWeek] = useState<WeekSpans | undefined>(kept.week);
  /** What was there when the drawing began; what a colleague writes meanwhile is not drawn over unseen. */
  const [seenHours, setSeenHours] = useState(kept.seenHours ?? hoursMark);
  /** What is typed and no hours yet, by the number of the day. */
  const [unread, setUnread] = useState<Unread>(new Map(kept.unread));
  const isTouched = drawn !== undefined || unread.size > 0;
  useKept(draft, isTouched ? { from, last, week: drawn, seenHours, unread: [...unread] } : undefined);
  function change(next: WeekSpans) {
    if (drawn === undefined) setSeenHours(hoursMark);
    setWeek(next);
  }
  function drop() {
    setSeenHours(hoursMark);
    setUnread(NOTHING_UNREAD);
    setWeek(undefined);
  }
  const later = periodsOf(weeklyHours).filter((day) => day > from);
  const period: WeekPeriod = { from, until: last === '' ? null : last };
  return {
    from,
    setFrom,
    last,
    setLast,
    period,
    /** Both days are in order, and none is over. */
    isPeriodWhole: from >= today && (last === '' || last >= from),
    week: drawn ?? weekOn(weeklyHours, from),
    isDrawn: drawn !== undefined,
    isTouched,
    seenHours,
    unread,
    /** Undefined once a day is read again. */
    setUnreadDay(day: number, text: string | undefined) {
      setUnread((known) => withUnread(known, day, text));
    },
    change,
    /** Another week as a whole, in the place of what was typed. */
    replace(next: WeekSpans) {
      setUnread(NOTHING_UNREAD);
      change(next);
    },
    drop,
    /** Done with: the next drawing begins anew. */
    finish() {
      drop();
      setLast('');
    },
    /** Days on which other hours begin. */
    later,
    replaced: later.filter((day) => last === '' || day <= last),
  };
}

function withUnread(known: Unread, day: number, text: string | undefined): Unread {
  const rest = [...known].filter(([other]) => other !== day);
  return new Map(text === undefined ? rest : [...rest, [day, text]]);
}
