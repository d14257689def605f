import type { InvalidateQueryFilters, QueryClient } from '@tanstack/react-query';
import type { Change } from '../../shared/realtime/changes.ts';
import type { ApiKeys } from '../lib/api.ts';
import { type ReadBoard, readParts } from './board-parts.ts';
import type { Stale } from './stale-queries.ts';

export type StaleQueries = (changes: readonly Change[], keys: ApiKeys, queryClient: QueryClient) => Stale;

export type RealtimeBridge = {
  readonly onChanges: (changes: readonly Change[]) => void;
  readonly onConnect: () => void;
  readonly close: () => void;
};

/** Hints that follow the first one within this time are answered together. */
const GROUP_MS = 50;

/**
 * Turns hints from the clinic into "this is old, ask again". The first hint after a quiet moment acts
 * at once, so that one change is on screen without delay; a burst behind it becomes one more round. Which
 * queries a hint makes old comes a moment after the first page; where it could not be fetched, all are.
 */
export function createRealtimeBridge(
  queryClient: QueryClient,
  keys: ApiKeys,
  { rules, readBoard }: { readonly rules: Promise<StaleQueries>; readonly readBoard: ReadBoard },
): RealtimeBridge {
  // Heard of where it is used; here nobody may wait for it.
  rules.catch(() => undefined);
  let waiting: Change[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    const changes = waiting;
    waiting = [];
    const apply = ({ filters, parts }: Stale) => {
      for (const part of parts) readParts(part, readBoard);
      for (const filter of filters) {
        void queryClient.invalidateQueries(filter);
        askAgainAfterFirstLoad(queryClient, filter);
      }
    };
    rules.then(
      (staleQueries) => apply(staleQueries(changes, keys, queryClient)),
      () => apply({ filters: [{}], parts: [] }),
    );
  };
  const afterGroup = () => {
    timer = undefined;
    if (waiting.length === 0) return;
    flush();
    timer = setTimeout(afterGroup, GROUP_MS);
  };
  return {
    onChanges: (changes) => {
      waiting.push(...changes);
      if (timer !== undefined) return;
      flush();
      timer = setTimeout(afterGroup, GROUP_MS);
    },
    onConnect: () => void queryClient.invalidateQueries(),
    close: () => clearTimeout(timer),
  };
}

/** What is on its first way may have been answered before the change: it is asked again once it is here. */
function askAgainAfterFirstLoad(queryClient: QueryClient, { queryKey }: InvalidateQueryFilters): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' })) {
    if (query.state.data !== undefined) continue;
    query.promise?.then(
      () => void queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true }),
      () => undefined,
    );
  }
}
