import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type AuditHead, type AuditKey, sealOf } from './audit-chain.ts';
import type { SqliteFile } from './open.ts';

/** The last line of the trail as it was told outside the database, moments ago. */
export type AuditEnd = {
  /** Undefined where none was ever told; null where what is there was not written with this key. */
  read(): AuditHead | null | undefined;
  /** Told after each commit; written soon, the newest only. */
  note(head: AuditHead): void;
  /** Resolves when what was noted is on the disk. */
  settle(): Promise<void>;
};

export const AUDIT_END_NAME = 'audit-end.json';
/** So long may lines be cut off that the file does not know of yet. */
const REST_MS = 1000;

/**
 * The file beside the database that tells where the trail ends. Anchors stay for ever and come once a day; this one is
 * written over and over, so that lines cannot be cut off between two anchors. Throws nothing: a full disk
 * stops the clinic's work elsewhere, and `onFailure` hears of it here, once until it can be written again.
 */
export function openAuditEnd(folder: string, key: AuditKey, onFailure: (error: unknown) => void): AuditEnd {
  const path = join(folder, AUDIT_END_NAME);
  let noted: AuditHead | undefined;
  let written: AuditHead | undefined;
  let hasFailed = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    timer = undefined;
    const head = noted;
    if (head === undefined || head.id === written?.id) return;
    try {
      await replaceFile(path, endText(key, head));
      written = head;
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) onFailure(error);
      hasFailed = true;
    }
  }
  const writeNext = () => {
    underWay = underWay.then(write);
    return underWay;
  };

  return {
    read: () => readAuditEnd(folder, key),
    note(head) {
      noted = head;
      // Of the very first line it is told at once: only before that nobody misses any.
      const restMs = written?.id === 0 && head.id > 0 ? 0 : REST_MS;
      timer ??= setTimeout(() => void writeNext(), restMs).unref();
    },
    settle() {
      clearTimeout(timer);
      return writeNext();
    },
  };
}

/** As `AuditEnd.read`, of a folder nobody has opened. */
export function readAuditEnd(folder: string, key: AuditKey): AuditHead | null | undefined {
  const path = join(folder, AUDIT_END_NAME);
  return existsSync(path) ? endIn(readFileSync(path, 'utf8'), key) : undefined;
}

/**
 * As it was read, and null where none is told, or only the beginning, of a clinic that is at work: its end is told from
 * the first start on. Who cuts lines off must not get by with taking what tells of them away, too.
 */
export function foundEnd(
  read: AuditHead | null | undefined,
  anchors: readonly unknown[],
  file: SqliteFile,
): AuditHead | null | undefined {
  const isBegun = () => anchors.length > 0 || hasRows(file, 'app_user');
  if (read === undefined) return isBegun() || hasRows(file, 'audit_event') ? null : undefined;
  return read?.id === 0 && isBegun() ? null : read;
}

/** Whoever makes an account leaves a line: accounts alone tell that a trail is gone. */
export function isEmptied(file: SqliteFile): boolean {
  return hasRows(file, 'app_user') && !hasRows(file, 'audit_event');
}

function hasRows(file: SqliteFile, table: 'app_user' | 'audit_event'): boolean {
  return file.prepare(`SELECT 1 FROM ${table} LIMIT 1`).get() !== undefined;
}

/** What goes with a copy of the database, which ends here: a folder made of both misses no line. Throws where it is there already. */
export function writeEndOfCopy(path: string, key: AuditKey, head: AuditHead): void {
  writeFileSync(path, endText(key, head), { mode: 0o600, flag: 'wx' });
}

/** Of a database without a folder. */
export function endInMemory(): AuditEnd {
  let noted: AuditHead | undefined;
  return {
    read: () => noted,
    note: (head) => {
      noted = head;
    },
    settle: () => Promise.resolve(),
  };
}

function endText(key: AuditKey, { id, hash }: AuditHead): string {
  return `${JSON.stringify({ id, hash, mark: markOf(key, { id, hash }) })}\n`;
}

function endIn(text: string, key: AuditKey): AuditHead | null {
  try {
    const { id, hash, mark } = JSON.parse(text) as AuditHead & { mark: string };
    return mark === markOf(key, { id, hash }) ? { id, hash } : null;
  } catch {
    return null;
  }
}

function markOf(key: AuditKey, { id, hash }: AuditHead): string {
  return sealOf(key, JSON.stringify(['end', id, hash]));
}

/** The old one stays until the new one is whole. */
async function replaceFile(path: string, text: string): Promise<void> {
  const handle = await open(`${path}.new`, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.new`, path);
}
