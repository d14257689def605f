import { useEffect, useEffectEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dropDraft, keepDraft, readOwnChoice, useDraftsLoaded } from '../../lib/draft.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import type { BoardLook, BoardSpan } from './board-address.ts';
import {
  type BoardStand,
  keptAs,
  keyOfShown,
  readView,
  type SavedView,
  type SavedViews,
  VIEW_KEYS,
  type ViewKey,
} from './saved-views.ts';
import type { Zoom } from './use-zoom.ts';

export type BoardViews = {
  readonly views: SavedViews;
  readonly now: BoardStand;
  readonly shownKey: ViewKey | undefined;
  /** Undefined takes it away. */
  readonly keep: (key: ViewKey, view: SavedView | undefined) => void;
  readonly show: (key: ViewKey) => void;
  readonly onLook: (look: BoardLook) => void;
  readonly onSpan: (span: BoardSpan | undefined) => void;
  /** Open, and with a key at the name under which the board is to be saved there. */
  readonly panel: 'closed' | 'open' | ViewKey;
  readonly setPanel: (panel: 'closed' | 'open' | ViewKey) => void;
};

type Input = {
  readonly look: BoardLook;
  readonly onLook: (look: BoardLook) => void;
  readonly onSpan: BoardViews['onSpan'];
  readonly zoom: Zoom;
};

/** The boards this person has saved, one a key. */
export function useSavedViews({ look, onLook, onSpan, zoom }: Input): BoardViews {
  const { t } = useTranslation('board');
  const say = useActToast();
  const isKeptHere = useDraftsLoaded();
  const [written, setWritten] = useState<{ readonly [Key in ViewKey]?: SavedView | null }>({});
  const [panel, setPanel] = useState<BoardViews['panel']>('closed');
  /** Asked for before it is known what is kept. */
  const [wanted, setWanted] = useState<ViewKey>();
  const views = useMemo((): SavedViews => {
    const viewOn = (key: ViewKey) =>
      written[key] !== undefined
        ? (written[key] ?? undefined)
        : isKeptHere
          ? readView(readOwnChoice(keptAs(key)))
          : undefined;
    return Object.fromEntries(VIEW_KEYS.map((key) => [key, viewOn(key)]));
  }, [written, isKeptHere]);

  const board = useMemo((): BoardViews => {
    const now = { look, rowMin: zoom.rowMin };
    return {
      views,
      now,
      shownKey: keyOfShown(views, now),
      keep: (key, view) => {
        setWritten((before) => ({ ...before, [key]: view ?? null }));
        if (view === undefined) dropDraft(keptAs(key));
        else keepDraft(keptAs(key), view);
      },
      show: (key) => {
        const view = views[key];
        if (view === undefined && !isKeptHere) {
          setWanted(key);
          return;
        }
        if (view === undefined) {
          say(t('views.nothingOn', { key }));
          return;
        }
        onLook(view.look);
        zoom.show(view.rowMin);
      },
      onLook,
      onSpan,
      panel,
      setPanel,
    };
  }, [views, isKeptHere, look, onLook, onSpan, zoom, panel, say, t]);

  const showWanted = useEffectEvent(() => {
    if (wanted === undefined) return;
    setWanted(undefined);
    board.show(wanted);
  });
  useEffect(() => {
    if (isKeptHere) showWanted();
  }, [isKeptHere]);
  return board;
}
