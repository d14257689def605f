import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { WaitingVisit } from '../../../shared/contracts/flow.ts';
import { byLongestWait, isInHouse, type Wait, waitOf } from '../../../shared/domain/waiting.ts';
import { useTRPC } from '../../lib/api.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { guessedVisit } from '../../lib/guessed-visit.ts';
import { useStore } from '../../lib/store.ts';
import { useNow } from '../../lib/use-minute.ts';

export type Waiting = WaitingVisit & { readonly wait: Wait };

/** Who is here, with statuses shown as soon as they are chosen; those who wait before those who are seen. */
export function useWaitingRoom() {
  const room = useQuery(useTRPC().flow.waitingRoom.queryOptions({}));
  const pending = useStore(useDeskTasks().pending);
  const now = useNow();
  const { data } = room;
  const people = useMemo((): readonly Waiting[] => {
    if (data === undefined) return [];
    const shown = data.visits.map((each) => {
      const visit = guessedVisit(each.visit, pending.get(each.visit.id), now);
      return { ...each, visit, wait: waitOf(visit, now, data.alertMin) };
    });
    const isSeen = ({ visit }: Waiting) => Number(visit.status === 'with_doctor');
    return shown
      .filter(({ visit }) => isInHouse(visit.status))
      .toSorted((a, b) => isSeen(a) - isSeen(b) || byLongestWait(a.wait, b.wait));
  }, [data, pending, now]);
  return { room, people };
}
