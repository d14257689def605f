import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { type BoardFilter, type BoardLook, lookKey } from './board-address.ts';
import type { VisitColumn } from './board-columns.ts';
import { createSieve, filterColumns } from './board-filter.ts';

/**
 * How the board stands, as the address has it. A change is seen at once and the address follows a moment
 * later, so that nobody who types waits for it; Back and links bring theirs.
 */
export function useBoardLook(inAddress: BoardLook, onLook: (look: BoardLook, day?: CivilDate) => void) {
  const [look, setLook] = useState(inAddress);
  const underWay = useRef<string[]>([]);
  const key = lookKey(inAddress);
  const adopt = useEffectEvent(() => {
    const at = underWay.current.indexOf(key);
    underWay.current = at < 0 ? [] : underWay.current.slice(at + 1);
    if (at < 0) setLook(inAddress);
  });
  useEffect(() => adopt(), [key]);
  const tell = useRef(onLook);
  useEffect(() => {
    tell.current = onLook;
  });
  // One and the same: what is drawn with it is not drawn again with every visit.
  const change = useCallback((next: BoardLook, day?: CivilDate) => {
    setLook(next);
    underWay.current.push(lookKey(next));
    tell.current(next, day);
  }, []);
  return { look, change };
}

export function useFilteredColumns(columns: readonly VisitColumn[], filter: BoardFilter) {
  const overview = useOverview();
  const sieve = useMemo(() => createSieve(), []);
  return useMemo(
    () => sieve(filterColumns(columns, filter, overview), filter),
    [sieve, columns, filter, overview],
  );
}
