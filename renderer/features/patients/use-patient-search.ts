import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../lib/api.ts';

/** Long enough to skip the letters of a word typed in one go, short enough not to be felt. */
const PAUSE_MS = 80;

export function usePatientSearch(text: string) {
  const trpc = useTRPC();
  const typed = text.trim();
  const [query] = useDebouncedValue(typed, PAUSE_MS);
  const found = useQuery({
    ...trpc.patients.find.queryOptions({ query }),
    enabled: query !== '',
    placeholderData: keepPreviousData,
    // People are registered at other desks too; a search is always fresh.
    staleTime: 0,
  });
  const isSettled = query === typed && !found.isPlaceholderData && !found.isFetching;
  return { items: typed === '' ? [] : (found.data?.items ?? []), isSettled, error: found.error };
}
