import { closeSync, existsSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditHead, type AuditKey, sealOf } from './audit-chain.ts';
import type { Instant } from '../../shared/time/instant.ts';

/** How far the trail had come at a moment, told outside the database. */
export type AuditAnchor = {
  readonly at: Instant;
  readonly lastId: number;
  readonly hash: string;
  /** HMAC over this anchor and the mark of the one before. */
  readonly mark: string;
};

export type AuditAnchors = {
  /** In their order; a line that is no anchor counts as one with a wrong mark. */
  read(): AuditAnchor[];
  /** Adds one, unless the last one says the same; answers its mark. */
  write(head: AuditHead, at: Instant): string | undefined;
};

const NAME = 'audit-anchors.jsonl';
const NO_ANCHOR: AuditAnchor = { at: '' as Instant, lastId: 0, hash: '', mark: '' };

/** The file beside the database that a cut or an exchanged database is found by. Lines are only added. */
export function openAuditAnchors(folder: string, key: AuditKey): AuditAnchors {
  const path = join(folder, NAME);
  return createAnchors(key, {
    lines: () => wholeLinesOf(path).split('\n').filter(Boolean),
    add: (line) => appendLine(path, line),
  });
}

export function anchorsInMemory(key: AuditKey): AuditAnchors {
  const lines: string[] = [];
  return createAnchors(key, { lines: () => lines, add: (line) => lines.push(line) });
}

type Store = { readonly lines: () => string[]; readonly add: (line: string) => void };

function createAnchors(key: AuditKey, store: Store): AuditAnchors {
  const read = () => store.lines().map(parsed);
  return {
    read,
    write({ id, hash }, at) {
      const last = read().at(-1);
      if (id === 0 || (last?.lastId === id && last.hash === hash)) return undefined;
      const anchor = { at, lastId: id, hash };
      const mark = markOf(key, anchor, last?.mark ?? '');
      store.add(JSON.stringify({ ...anchor, mark }));
      return mark;
    },
  };
}

/** Those whose mark is not this key's, or does not follow the one before. */
export function brokenAnchors(anchors: readonly AuditAnchor[], key: AuditKey): AuditAnchor[] {
  return anchors.filter((anchor, at) => anchor.mark !== markOf(key, anchor, anchors[at - 1]?.mark ?? ''));
}

function markOf(key: AuditKey, { at, lastId, hash }: Omit<AuditAnchor, 'mark'>, previous: string): string {
  return sealOf(key, JSON.stringify([previous, at, lastId, hash]));
}

function parsed(line: string): AuditAnchor {
  try {
    return { ...NO_ANCHOR, ...(JSON.parse(line) as Partial<AuditAnchor>) };
  } catch {
    return NO_ANCHOR;
  }
}

/**
 * Without a last line that was not written to its end, as a crash or a full disk leaves one: the trail tells of an
 * anchor only after it is on the disk, so nothing is lost with it.
 */
function wholeLinesOf(path: string): string {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return text.slice(0, text.lastIndexOf('\n') + 1);
}

function appendLine(path: string, line: string): void {
  const whole = Buffer.byteLength(wholeLinesOf(path));
  const handle = openSync(path, 'a', 0o600);
  ftruncateSync(handle, whole);
  writeSync(handle, `${line}\n`);
  fsyncSync(handle);
  closeSync(handle);
}
