import { useState } from 'react';
import type { DoctorHoursDto } from '../../../shared/contracts/clinic-calendar.ts';
import type { WeekPeriod } from '../../../shared/domain/weekly-hours.ts';
import { useFormat } from '../../lib/format.ts';
import { periodsOf, type WeekSpans, weekOn } from './week-hours.ts';

type Unread = ReadonlyMap<number, string>;
const NOTHING_UNREAD: Unread = new Map();

export type DrawnWeek = ReturnType<typeof useDrawnWeek>;

/** A week in somebody's hands: as it is until it is drawn on, and from which day to which it would hold. */
export function useDrawnWeek({ weeklyHours, hoursMark }: DoctorHoursDto) {
  const today = useFormat().today();
  const [from, setFrom] = useState<string>(today);
  /** Empty where the week holds from then on. */
  const [last, setLast] = useState('');
  const [drawn, setWeek] = useState<WeekSpans>();
  /** What was there when the drawing began; what a colleague writes meanwhile is not drawn over unseen. */
  const [seenHours, setSeenHours] = useState(hoursMark);
  /** What is typed and no hours yet, by the number of the day. */
  const [unread, setUnread] = useState<Unread>(NOTHING_UNREAD);
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
    isTouched: drawn !== undefined || unread.size > 0,
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
