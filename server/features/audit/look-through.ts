import type { Instant } from '../../../shared/time/instant.ts';
import type { Db, Query } from '../../db/transact.ts';
import { decodeCursor, encodeCursor } from '../../lib/cursor.ts';
import { type After, type AuditRow, listLines, type Looked } from './read-audit.repo.ts';

/** Read in one go: a few milliseconds in which nobody else has the database. */
const PART = 400;
/** One answer looks through so many lines; whoever asked goes on from there. */
const MAX_PARTS = 25;

export type Found = {
  readonly rows: AuditRow[];
  readonly nextCursor: string | null;
  readonly lookedBackTo: Instant | null;
};

export type Wanted = {
  readonly looked: Looked;
  readonly cursor?: string;
  readonly limit: number;
  /** Which of the lines looked through belong to the answer. */
  readonly pick: (q: Query, rows: AuditRow[]) => AuditRow[] | Promise<AuditRow[]>;
};

/**
 * Looks through a trail of any length in parts, so that nobody waits for it: until the page is full, the
 * lines end, or it is time to say how far it has come.
 */
export async function lookThrough(db: Db, { looked, cursor, limit, pick }: Wanted): Promise<Found> {
  const rows: AuditRow[] = [];
  let after = cursor === undefined ? undefined : afterOf(cursor);
  for (let part = 0; part < MAX_PARTS; part++) {
    const from = after;
    const [lines, picked] = await db.read(async (q) => {
      const read = await listLines(q, looked, { after: from, limit: PART });
      return [read, await pick(q, read)] as const;
    });
    rows.push(...picked);
    const last = rows.length > limit ? rows[limit - 1] : lines.at(-1);
    if (rows.length > limit || (rows.length === limit && lines.length === PART)) {
      return goesOn(rows.slice(0, limit), last ?? rows[limit - 1]);
    }
    if (lines.length < PART) return { rows, nextCursor: null, lookedBackTo: null };
    after = lines.at(-1);
  }
  return goesOn(rows, after);
}

function goesOn(rows: AuditRow[], last: After | undefined): Found {
  if (last === undefined) return { rows, nextCursor: null, lookedBackTo: null };
  return { rows, nextCursor: encodeCursor([last.recordedAt, last.id]), lookedBackTo: last.recordedAt };
}

function afterOf(cursor: string): After {
  const [recordedAt, id] = decodeCursor(cursor, 2);
  return { recordedAt: recordedAt as Instant, id: Number(id) };
}
