import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';

type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null };
type Ask<T> = (cursor: string | undefined) => Promise<Page<T>>;

const FIRST: string | null = null;

/**
 * A list by pages, and its entries so far. The old ones stay while others are looked for. `queryKey` begins
 * with the path of the feature, so that a change on the live line makes it old.
 */
export function usePages<T>(queryKey: QueryKey, ask: Ask<T>) {
  const list = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => ask(pageParam ?? undefined),
    initialPageParam: FIRST,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  return { list, items: list.data?.pages.flatMap((page) => page.items) ?? [] };
}
