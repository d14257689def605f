import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DayBoard } from '../../../shared/contracts/appointments.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { addDays, type CivilDate } from '../../../shared/time/civil-date.ts';
import { useTRPC } from '../../lib/api.ts';
import { shareBoard } from '../../lib/board-cache.ts';
import { useClinic } from '../../lib/clinic.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useStore } from '../../lib/store.ts';
import { createColumnMaker, type VisitColumn } from './board-columns.ts';
import { createDayClock, type DayClock } from './day-clock.ts';
import { useLateness } from './use-day-board.ts';
import { useDelayMark } from './use-late-columns.ts';

/** One after another the days of a doctor, a column each, with the ones before and after fetched ahead. */
export function useDoctorDays(days: readonly CivilDate[], doctorId: DoctorId | undefined) {
  const optionsOf = useDayOptions(doctorId);
  const queries = useQueries({ queries: days.flatMap((day) => optionsOf(day) ?? []) });
  const isHere = queries.length > 0 && queries.every(({ data }) => data !== undefined);
  useDaysAhead(days, isHere, optionsOf);

  const { timeZone } = useClinic();
  const makers = useMakers(days, timeZone);
  const today = useFormat().today();
  const todayClock = useMemo(() => createDayClock(today, timeZone), [today, timeZone]);
  const lateness = useLateness(today, todayClock);
  const pending = useStore(useDeskTasks().pending);
  const titlesOf = useTitles();
  const asDay = useMemo(() => createDayColumns(), []);
  const kept = useMemo(() => createKeeper(), []);
  const boards = isHere ? queries.map(({ data }) => data) : [];
  const columns = boards.flatMap((board) => {
    const maker = makers.get(board?.day as CivilDate);
    if (board === undefined || maker === undefined) return [];
    const drawn = maker.columnsOf(board, pending, board.day === today ? lateness : undefined);
    return drawn
      .filter(({ id }) => id === doctorId)
      .map((own) => asDay(own, { id: board.day, ...titlesOf(own.id, board) }));
  });
  return {
    columns: kept(columns),
    clockOf: useCallback((day: CivilDate): DayClock | undefined => makers.get(day)?.clock, [makers]),
    isHere,
    error: queries.find(({ error }) => error !== null)?.error ?? null,
    refetch: () => {
      for (const query of queries) void query.refetch();
    },
    requestCount: queries[0]?.data?.pendingRequestCount ?? 0,
  };
}

function useDayOptions(doctorId: DoctorId | undefined) {
  const trpc = useTRPC();
  return useMemo(
    () => (day: CivilDate) =>
      doctorId === undefined
        ? undefined
        : trpc.appointments.dayBoard.queryOptions(
            { day, doctorIds: [doctorId] },
            { structuralSharing: shareBoard },
          ),
    [trpc, doctorId],
  );
}

function useDaysAhead(
  days: readonly CivilDate[],
  isHere: boolean,
  optionsOf: ReturnType<typeof useDayOptions>,
): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!isHere) return;
    for (const day of days)
      for (const near of [addDays(day, days.length), addDays(day, -days.length)]) {
        const options = optionsOf(near);
        if (options !== undefined) void queryClient.prefetchQuery(options);
      }
  }, [isHere, days, optionsOf, queryClient]);
}

function useMakers(days: readonly CivilDate[], timeZone: string) {
  const { now } = useFormat();
  return useMemo(
    () =>
      new Map(
        days.map((day) => {
          const clock = createDayClock(day, timeZone);
          return [day, { clock, columnsOf: createColumnMaker(clock, now) }];
        }),
      ),
    [days, timeZone, now],
  );
}

/** What stands above a day: which one it is, and what is not as on others. */
function useTitles() {
  const { t } = useTranslation(['board', 'common']);
  const format = useFormat();
  const markOf = useDelayMark();
  return (doctorId: string, { day, isClosure }: Pick<DayBoard, 'day' | 'isClosure'>) => {
    const word = format.dayWord(day);
    const subtitle = [word && t(`common:days.${word}`), isClosure && t('days.closed')];
    return {
      title: format.dayShort(day),
      subtitle: subtitle.filter(Boolean).join(' · '),
      mark: markOf(doctorId, day),
    };
  };
}

/** A doctor's column of a day as the column of that day; the same one for the same. */
function createDayColumns() {
  const made = new WeakMap<VisitColumn, VisitColumn>();
  return (own: VisitColumn, of: Pick<VisitColumn, 'id' | 'title' | 'subtitle' | 'mark'>): VisitColumn => {
    const last = made.get(own);
    const isSame = last?.title === of.title && last.subtitle === of.subtitle;
    if (isSame && last.mark?.title === of.mark?.title) return last;
    const column = { ...own, ...of };
    made.set(own, column);
    return column;
  };
}

/** The same array for as long as the same columns are in it. */
function createKeeper() {
  let last: readonly VisitColumn[] = [];
  return (columns: readonly VisitColumn[]): readonly VisitColumn[] => {
    const isSame = last.length === columns.length && last.every((one, index) => one === columns[index]);
    if (!isSame) last = columns;
    return last;
  };
}
