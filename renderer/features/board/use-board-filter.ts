import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { useOverview } from '../../lib/use-overview.ts';
import { type BoardFilter, filterKey } from './board-address.ts';
import type { VisitColumn } from './board-columns.ts';
import { createSieve, filterColumns } from './board-filter.ts';

/**
 * The filter as the address has it. A change is seen at once and the address follows a moment later, so
 * that nobody who types waits for it; Back and links bring theirs.
 */
export function useBoardFilter(inAddress: BoardFilter, onFilter: (filter: BoardFilter) => void) {
  const [filter, setFilter] = useState(inAddress);
  const underWay = useRef<string[]>([]);
  const key = filterKey(inAddress);
  const adopt = useEffectEvent(() => {
    const at = underWay.current.indexOf(key);
    underWay.current = at < 0 ? [] : underWay.current.slice(at + 1);
    if (at < 0) setFilter(inAddress);
  });
  useEffect(() => adopt(), [key]);
  const tell = useRef(onFilter);
  useEffect(() => {
    tell.current = onFilter;
  });
  // One and the same: what is drawn with it is not drawn again with every visit.
  const change = useCallback((next: BoardFilter) => {
    setFilter(next);
    underWay.current.push(filterKey(next));
    tell.current(next);
  }, []);
  return { filter, change };
}

export function useFilteredColumns(columns: readonly VisitColumn[], filter: BoardFilter) {
  const overview = useOverview();
  const sieve = useMemo(() => createSieve(), []);
  return useMemo(
    () => sieve(filterColumns(columns, filter, overview), filter),
    [sieve, columns, filter, overview],
  );
}
