import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useTRPC } from '../../lib/api.ts';
import { shareBoard } from '../../lib/board-cache.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useStore } from '../../lib/store.ts';
import { sortMyDay } from './who-is-next.ts';

/** The doctor's own column, with statuses shown as soon as they are chosen. */
export function useMyDay(day: CivilDate) {
  const trpc = useTRPC();
  const pending = useStore(useDeskTasks().pending);
  const board = useQuery(trpc.appointments.dayBoard.queryOptions({ day }, { structuralSharing: shareBoard }));
  const mine = useMemo(() => {
    const visits = board.data?.columns.flatMap((column) => column.appointments) ?? [];
    return sortMyDay(
      visits.map((visit) => {
        const status = pending.get(visit.id);
        return status === undefined ? visit : { ...visit, status, stepBack: visit.status };
      }),
    );
  }, [board.data, pending]);
  return { board, mine };
}
