import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { AppointmentId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useTRPC } from '../../lib/api.ts';
import { shareBoard } from '../../lib/board-cache.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { guessedVisit } from '../../lib/guessed-visit.ts';
import { useStore } from '../../lib/store.ts';
import { useWritten } from './note-place.tsx';
import { sortMyDay } from './who-is-next.ts';

/** The doctor's own column, with statuses shown as soon as they are chosen. */
export function useMyDay(day: CivilDate) {
  const trpc = useTRPC();
  const { now } = useFormat();
  const pending = useStore(useDeskTasks().pending);
  const board = useQuery(trpc.appointments.dayBoard.queryOptions({ day }, { structuralSharing: shareBoard }));
  const [withId, setWithId] = useState<AppointmentId>();
  const writtenId = useWritten(withId);
  const mine = useMemo(() => {
    const visits = board.data?.columns.flatMap((column) => column.appointments) ?? [];
    const shown = visits.map((visit) => guessedVisit(visit, pending.get(visit.id), now()));
    return sortMyDay(shown, { withId, writtenId });
  }, [board.data, pending, now, withId, writtenId]);
  if (mine.current?.id !== withId) setWithId(mine.current?.id);
  /** The doctor says to be with them now: the screen is about nobody else. */
  return { board, mine, dealWith: setWithId };
}
