import {
  AUDIT_COLUMNS,
  type AuditHead,
  type AuditKey,
  BREAK,
  hashLine,
  NO_HASH,
  SEALS_OLDER,
  sealOf,
} from '../../db/audit-chain.ts';
import type { AuditAnchor } from '../../db/audit-anchors.ts';
import { isEmptied } from '../../db/audit-end.ts';
import type { SqliteFile } from '../../db/open.ts';

/** A line as it is stored: `[id, ...what it says]`, and its three marks. */
export type StoredLine = {
  readonly id: number;
  readonly content: readonly unknown[];
  readonly prevHash: string;
  readonly hash: string;
  readonly seal: string | null;
};

/** The trail at one moment, and what its lines are held against. */
export type Trail = {
  /** The lines after this one, a part of them; none when there are no more. */
  readonly linesAfter: (id: number) => StoredLine[];
  readonly lastId: number;
  /** The highest number ever given out, as SQLite itself remembers it. */
  readonly highestId: number;
  /** There are accounts, which were not made without a line, and no line. */
  readonly isEmptied: boolean;
  readonly key: AuditKey;
  readonly anchors: readonly AuditAnchor[];
  /** Where it was last seen to end, as it is told outside; null where that was changed. */
  readonly end?: AuditHead | null | undefined;
  /** Lets others have their turn between two parts. */
  readonly pause?: () => Promise<unknown>;
};

/** A line of the trail that tells of an anchor written before; its object id is the anchor's mark. */
export const ANCHORED = 'audit.anchor';

const CONTENT = ['id', ...AUDIT_COLUMNS];
const SUBTYPE = CONTENT.indexOf('subtype');
const OBJECT_ID = CONTENT.indexOf('object_id');
const OBJECT_VERSION = CONTENT.indexOf('object_version');

/** At most `partSize` lines are read in one go: so long does nobody else have the connection. */
export function openTrail(
  file: SqliteFile,
  held: Pick<Trail, 'key' | 'anchors' | 'end' | 'pause'>,
  partSize = 500,
): Trail {
  const part = file
    .prepare(
      `SELECT ${CONTENT.join(', ')}, prev_hash, hash, seal FROM audit_event
       WHERE id > ? AND id <= ? ORDER BY id LIMIT ${partSize}`,
    )
    .raw();
  const lastId = Number(file.prepare('SELECT coalesce(max(id), 0) FROM audit_event').pluck().get());
  const highestId = file.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'audit_event'`).pluck().get();
  return {
    ...held,
    lastId,
    highestId: Number(highestId ?? 0),
    isEmptied: isEmptied(file),
    linesAfter: (id) => (part.all(id, lastId) as unknown[][]).map(storedLine),
  };
}

export async function* partsOf(trail: Trail): AsyncGenerator<StoredLine[]> {
  let lines = trail.linesAfter(Number.NEGATIVE_INFINITY);
  while (lines.length > 0) {
    yield lines;
    await trail.pause?.();
    lines = trail.linesAfter(lines.at(-1)?.id ?? trail.lastId);
  }
}

function storedLine(row: unknown[]): StoredLine {
  const [prevHash, hash, seal] = row.splice(CONTENT.length) as [string, string, string | null];
  return { id: Number(row[0]), content: row, prevHash, hash, seal };
}

/** Whether its hash is that of what it says, were its number this one. */
export function saysItsHash(line: StoredLine, id: number = line.id): boolean {
  const content = id === line.id ? line.content : [id, ...line.content.slice(1)];
  return hashLine(line.prevHash, content) === line.hash;
}

export function hasItsSeal(line: StoredLine, key: AuditKey): boolean {
  return line.seal !== null && line.seal === sealOf(key, line.hash);
}

/** The line tells that the trail was found broken at a start. */
export function tellsOfBreak(line: StoredLine): boolean {
  return line.content[SUBTYPE] === BREAK;
}

/** The mark of the anchor this line tells of. */
export function anchorTold(line: StoredLine): string | undefined {
  return line.content[SUBTYPE] === ANCHORED ? String(line.content[OBJECT_ID]) : undefined;
}

/** How many older lines this one vouches for. */
export function sealedBefore(line: StoredLine): number {
  return line.content[SUBTYPE] === SEALS_OLDER ? Number(line.content[OBJECT_VERSION]) : 0;
}

/**
 * Takes the lines one after the other and says whether each follows the one before as it was written.
 * Lines without a seal may only stand at the beginning, and only where a sealed one vouches for them.
 */
export function createFollower(key: AuditKey): { follows(line: StoredLine): boolean; isSealed(): boolean } {
  let last = { id: 0, hash: NO_HASH };
  let unsealed = 0;
  let isSealed = true;
  return {
    isSealed: () => isSealed,
    follows(line) {
      if (line.id !== last.id + 1 || line.prevHash !== last.hash || !saysItsHash(line)) return false;
      if (line.seal === null) {
        if (unsealed !== last.id) return false;
        unsealed = line.id;
        isSealed = false;
      } else {
        if (!hasItsSeal(line, key)) return false;
        if (!isSealed && sealedBefore(line) !== unsealed) return false;
        isSealed = true;
      }
      last = line;
      return true;
    },
  };
}
