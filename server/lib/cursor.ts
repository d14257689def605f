import { invalidField } from '../../shared/errors.ts';

/** Where a list goes on: the sort keys of the last row given out, opaque to clients. */
export function encodeCursor(keys: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** The keys of a cursor of this many parts; a made-up one is refused. */
export function decodeCursor(cursor: string, parts: number): string[] {
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(keys) && keys.length === parts) return keys.map(String);
  } catch {
    // Not ours: refused below.
  }
  throw invalidField('cursor', 'is not a cursor of this list');
}

/** Cuts a list that was read with one row too many, and names where the next page begins. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  as: { item: (row: Row) => Item; keys: (row: Row) => readonly (string | number)[] },
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(as.item),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(as.keys(last)) : null,
  };
}
