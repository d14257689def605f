import { type BoardLook, lookKey, readLook } from './board-address.ts';
import { isRowMin, type RowMin } from './zoom.ts';

/**
 * The browser keeps F5, F11 and F12; F1 is its help, F8 and F9 answer a call from a room, and F10 opens what can be
 * done with a visit.
 */
export const VIEW_KEYS = ['F2', 'F3', 'F4', 'F6', 'F7'] as const;
export type ViewKey = (typeof VIEW_KEYS)[number];

/** How the board stands, whatever the day. */
export type BoardStand = { readonly look: BoardLook; readonly rowMin: RowMin };
export type SavedView = BoardStand & { readonly name: string };
export type SavedViews = { readonly [Key in ViewKey]?: SavedView };

export const LONGEST_VIEW_NAME = 40;

export function isViewKey(key: string): key is ViewKey {
  return VIEW_KEYS.some((known) => known === key);
}

/** Each by itself: two windows of one person do not write over each other's. */
export function keptAs(key: ViewKey): `own:${string}` {
  return `own:board-view-${key.toLowerCase()}`;
}

/** What still fits the board; the parts that no longer do are left out, as in an address. */
export function readView(kept: unknown): SavedView | undefined {
  if (typeof kept !== 'object' || kept === null) return undefined;
  const { name, look, rowMin } = kept as { readonly [key: string]: unknown };
  if (typeof name !== 'string' || name === '' || !isRowMin(rowMin)) return undefined;
  const said = typeof look === 'object' && look !== null ? look : {};
  return { name: name.slice(0, LONGEST_VIEW_NAME), look: readLook({ ...said }), rowMin };
}

/** The key whose view the board shows now; of two alike the first. */
export function keyOfShown(views: SavedViews, now: BoardStand): ViewKey | undefined {
  return VIEW_KEYS.find((key) => {
    const view = views[key];
    return view !== undefined && view.rowMin === now.rowMin && lookKey(view.look) === lookKey(now.look);
  });
}
