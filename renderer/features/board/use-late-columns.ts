import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useFormat } from '../../lib/format.ts';
import type { ColumnMark } from '../../ui/day-grid/types.ts';
import { useDelays } from '../../ui/visit/use-delays.ts';
import type { VisitColumn } from './board-columns.ts';

/** What a doctor has said of running late, for the column of that day. */
export function useDelayMark(): (doctorId: string, day: string) => ColumnMark | undefined {
  const { day: saidOn, doctors } = useDelays();
  const { t } = useTranslation('flow');
  const format = useFormat();
  return useCallback(
    (doctorId, day) => {
      const delay = saidOn === day ? doctors.find((each) => each.doctorId === doctorId) : undefined;
      if (delay === undefined) return undefined;
      const minutes = format.minutes(delay.lateMin);
      const who = t('delay.who', { doctor: delay.doctorName, minutes });
      const title = `${who}. ${t('delay.said', { time: format.time(delay.saidAt) })}`;
      return { icon: 'clock', words: t('delay.late', { minutes }), title };
    },
    [saidOn, doctors, t, format],
  );
}

/** The columns of a day, those of doctors who have said to run late marked so. */
export function useLateColumns(day: CivilDate, columns: VisitColumn[]): VisitColumn[] {
  const markOf = useDelayMark();
  const marked = useMemo(createMarker, []);
  return useMemo(() => {
    const marks = columns.map(({ id }) => markOf(id, day));
    if (marks.every((mark) => mark === undefined)) return columns;
    return columns.map((column, index) => {
      const mark = marks[index];
      return mark === undefined ? column : marked(column, mark);
    });
  }, [day, columns, marked, markOf]);
}

/** Hands out the same column for as long as it and its mark are the same. */
function createMarker(): (column: VisitColumn, mark: ColumnMark) => VisitColumn {
  const made = new WeakMap<VisitColumn, VisitColumn & { readonly mark: ColumnMark }>();
  return (column, mark) => {
    const last = made.get(column);
    if (last?.mark.words === mark.words && last.mark.title === mark.title) return last;
    const next = { ...column, mark };
    made.set(column, next);
    return next;
  };
}
