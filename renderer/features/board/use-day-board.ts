import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { addDays, type CivilDate } from '../../../shared/time/civil-date.ts';
import { useTRPC } from '../../lib/api.ts';
import { shareBoard } from '../../lib/board-cache.ts';
import { useClinic } from '../../lib/clinic.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useStore } from '../../lib/store.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { createColumnMaker, type Lateness } from './board-columns.ts';
import { createDayClock, type DayClock } from './day-clock.ts';
import { useLateColumns } from './use-late-columns.ts';
import { useNowMinute } from './use-now-minute.ts';

/** The board of a day as the grid draws it, with the days beside it fetched ahead. */
export function useDayBoard(day: CivilDate, isShown: boolean) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { timeZone } = useClinic();
  const pending = useStore(useDeskTasks().pending);
  const board = useQuery(
    trpc.appointments.dayBoard.queryOptions({ day }, { structuralSharing: shareBoard, enabled: isShown }),
  );
  const isHere = isShown && board.data !== undefined;

  useEffect(() => {
    if (!isHere) return;
    for (const near of [addDays(day, 1), addDays(day, -1)]) {
      const options = trpc.appointments.dayBoard.queryOptions(
        { day: near },
        { structuralSharing: shareBoard },
      );
      void queryClient.prefetchQuery(options);
    }
  }, [isHere, day, queryClient, trpc]);

  const clock = useMemo(() => createDayClock(day, timeZone), [day, timeZone]);
  const lateness = useLateness(day, clock);
  const { now } = useFormat();
  const columnsOf = useMemo(() => createColumnMaker(clock, now), [clock, now]);
  const columns = useMemo(
    () => (board.data === undefined ? [] : columnsOf(board.data, pending, lateness)),
    [board.data, columnsOf, pending, lateness],
  );
  return { board, columns: useLateColumns(day, columns), clock };
}

/** Only on the day it is: who did not come on another one is late no more. */
export function useLateness(day: CivilDate, clock: DayClock): Lateness | undefined {
  const nowMin = useNowMinute(day, clock);
  const alertMin = useOverview()?.settings.lateAlertMin;
  return useMemo(
    () => (nowMin === null || alertMin === undefined ? undefined : { nowMin, alertMin }),
    [nowMin, alertMin],
  );
}
