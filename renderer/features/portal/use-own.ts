import { useInfiniteQuery } from '@tanstack/react-query';
import type { ListOwnAppointments } from '../../../shared/contracts/appointments.ts';
import { useTRPC } from '../../lib/api.ts';

const PAGE = 20;

/** The patient's own visits, ahead or behind, page by page. */
export function useOwnVisits(when: ListOwnAppointments['when']) {
  const trpc = useTRPC();
  return useInfiniteQuery({
    ...trpc.appointments.listOwn.infiniteQueryOptions(
      { when, limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    select: (data) => data.pages.flatMap((page) => page.items),
  });
}

export function useOwnRequests() {
  const trpc = useTRPC();
  return useInfiniteQuery({
    ...trpc.requests.listOwn.infiniteQueryOptions(
      { limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    select: (data) => data.pages.flatMap((page) => page.items),
  });
}
