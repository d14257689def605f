import { useInfiniteQuery } from '@tanstack/react-query';
import type { ListOwnAppointments } from '../../../shared/contracts/appointments.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';

const LIMIT = 20;
const FIRST: string | null = null;

// tRPC's own infinite queries add a `direction` to the input, which our strict inputs refuse.

/** The patient's own visits, ahead or behind, page by page. */
export function useOwnVisits(when: ListOwnAppointments['when']) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  return useInfiniteQuery({
    queryKey: [...trpc.appointments.listOwn.queryKey({ when }), 'pages'],
    queryFn: ({ pageParam }) =>
      api.appointments.listOwn.query({ when, limit: LIMIT, cursor: pageParam ?? undefined }),
    initialPageParam: FIRST,
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
  });
}

/** What the patient asked for, newest first as the clinic orders it. */
export function useOwnRequests() {
  const trpc = useTRPC();
  const api = useTRPCClient();
  return useInfiniteQuery({
    queryKey: [...trpc.requests.listOwn.queryKey(), 'pages'],
    queryFn: ({ pageParam }) => api.requests.listOwn.query({ limit: LIMIT, cursor: pageParam ?? undefined }),
    initialPageParam: FIRST,
    getNextPageParam: (page) => page.nextCursor,
    select: (data) => data.pages.flatMap((page) => page.items),
  });
}
