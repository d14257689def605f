import { useEffect, useRef, useState } from 'react';

/**
 * The row of a list that Tab reaches. Where somebody leaves the list with the focus on them, it goes to whoever
 * stands in that place now.
 */
export function useActiveRow(ids: readonly string[], elementId: (id: string) => string) {
  const [chosenId, setActiveId] = useState<string>();
  const place = useRef(0);
  const index = ids.findIndex((id) => id === chosenId);
  const activeId = ids[index] ?? ids[Math.min(place.current, ids.length - 1)];
  const hasLeft = chosenId !== undefined && index === -1;
  const focusOn = (id: string) => {
    setActiveId(id);
    document.getElementById(elementId(id))?.focus();
  };
  useEffect(() => {
    if (index !== -1) place.current = index;
    if (!hasLeft || activeId === undefined || document.activeElement !== document.body) return;
    setActiveId(activeId);
    document.getElementById(elementId(activeId))?.focus();
  }, [index, hasLeft, activeId, elementId]);
  return {
    activeId,
    setActiveId,
    /** To the next row or the one before; at an end the focus stays. */
    stepFrom: (id: string, step: number) => {
      const next = ids[ids.indexOf(id) + step];
      if (next !== undefined) focusOn(next);
    },
  };
}
