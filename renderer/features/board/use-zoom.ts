import { useMemo, useState } from 'react';
import { keepDraft, readOwnChoice, useDraftsLoaded } from '../../lib/draft.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { type RowMin, rowChoices, rowShown, zoomed } from './zoom.ts';

const NAME = 'own:board-rows';

export type Zoom = {
  readonly rowMin: RowMin;
  readonly canIn: boolean;
  readonly canOut: boolean;
  readonly by: (direction: 'in' | 'out') => void;
  /** Straight to rows of so many minutes, where the clinic's grid allows them. */
  readonly show: (rowMin: RowMin) => void;
};

/** How many minutes one row of this person's board is. */
export function useZoom(): Zoom {
  const gridMin = useOverview()?.settings.staffGridMin ?? 5;
  const isKeptHere = useDraftsLoaded();
  const [chosen, setChosen] = useState<RowMin>();
  return useMemo(() => {
    const choices = rowChoices(gridMin);
    const rowMin = rowShown(choices, chosen ?? (isKeptHere ? readOwnChoice(NAME) : undefined));
    const show = (next: RowMin) => {
      if (next === rowMin) return;
      setChosen(next);
      keepDraft(NAME, next);
    };
    return {
      rowMin,
      canIn: zoomed(choices, rowMin, 'in') !== rowMin,
      canOut: zoomed(choices, rowMin, 'out') !== rowMin,
      by: (direction) => show(zoomed(choices, rowMin, direction)),
      show,
    };
  }, [gridMin, chosen, isKeptHere]);
}
