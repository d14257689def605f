import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useFormat } from '../../lib/format.ts';
import type { ColumnMark } from '../../ui/day-grid/types.ts';
import { useDelays } from '../../ui/visit/use-delays.ts';
import type { VisitColumn } from './board-columns.ts';

/** The columns of a day, those of doctors who have said to run late marked so. */
export function useLateColumns(day: CivilDate, columns: VisitColumn[]): VisitColumn[] {
  const { day: saidOn, doctors } = useDelays();
  const { t } = useTranslation('flow');
  const format = useFormat();
  const marked = useMemo(createMarker, []);
  return useMemo(() => {
    if (saidOn !== day || doctors.length === 0) return columns;
    return columns.map((column) => {
      const delay = doctors.find(({ doctorId }) => doctorId === column.id);
      if (delay === undefined) return column;
      const minutes = format.minutes(delay.lateMin);
      const who = t('delay.who', { doctor: delay.doctorName, minutes });
      const title = `${who}. ${t('delay.said', { time: format.time(delay.saidAt) })}`;
      return marked(column, { icon: 'clock', words: t('delay.late', { minutes }), title });
    });
  }, [saidOn, day, doctors, columns, marked, t, format]);
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
