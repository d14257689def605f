import { createHmac, createSecretKey, hash as digest, type KeyObject } from 'node:crypto';
import type { Statement } from 'better-sqlite3';
import type { Instant } from '../../shared/time/instant.ts';
import type { SqliteFile } from './open.ts';
import type { NewRow } from './schema.ts';

/** What a line says, in the order it is hashed in. Never reordered: every hash ever made depends on it. */
export const AUDIT_FIELDS = [
  'recordedAt',
  'type',
  'subtype',
  'action',
  'outcome',
  'userId',
  'role',
  'sessionId',
  'address',
  'patientId',
  'objectType',
  'objectId',
  'objectVersion',
  'changedFields',
  'purpose',
  'reason',
  'policy',
  'procedure',
  'requestId',
  'repeats',
] as const;
export const AUDIT_COLUMNS = AUDIT_FIELDS.map((field) =>
  field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
);

export type AuditContent = Omit<NewRow<'auditEvent'>, 'id' | 'prevHash' | 'hash' | 'seal'>;
export type AuditKey = KeyObject;

/** What the first line of all follows: 32 zero bytes. */
export const NO_HASH = 'A'.repeat(43);

export type AuditHead = { readonly id: number; readonly hash: string };

/** SHA-256 over the hash of the line before and this one, `[id, ...values]`, as JSON. */
export function hashLine(prevHash: string, line: readonly unknown[]): string {
  return digest('sha256', prevHash + JSON.stringify(line), 'base64url');
}

/** HMAC-SHA-256 of a hash. Who has the database alone cannot make it. */
export function sealOf(key: AuditKey, hash: string): string {
  return createHmac('sha256', key).update(hash).digest('base64url');
}

export function auditKeyOf(secret: Uint8Array): AuditKey {
  return createSecretKey(secret);
}

export type AuditChain = {
  /** Puts a line behind the last one; the caller holds the transaction. */
  append(line: AuditContent): void;
  /** The last line as this connection sees it. */
  head(): AuditHead;
  /**
   * Goes on with the trail as it is found at a start. Where it was sealed with another key, or not at all, or does
   * not end where it was last seen to, a line says so for ever. What an old line says stays as it is.
   */
  takeOver(found: FoundTrail): void;
};

export type FoundTrail = {
  readonly at: Instant;
  /** The chain has been made just now, of lines from before there was one: these alone need no seal. */
  readonly isChainNew: boolean;
  /** Where it ended when it was last told outside; null where that was not told with this key. */
  readonly end: AuditHead | null | undefined;
};

/**
 * The end of the chain is read at each line from the table itself: within a transaction nobody else writes,
 * and what was rolled back is no longer there, whichever process had written it.
 */
export function createAuditChain(file: SqliteFile, key: AuditKey): AuditChain {
  let statements: { last: Statement; insert: Statement } | undefined;
  // Prepared at the first line: the table may still have to be made.
  const prepared = () => {
    statements ??= {
      last: file.prepare('SELECT id, hash, seal FROM audit_event ORDER BY id DESC LIMIT 1'),
      insert: file.prepare(INSERT),
    };
    return statements;
  };
  const last = () => prepared().last.get() as (AuditHead & { seal: string | null }) | undefined;
  const head = () => last() ?? { id: 0, hash: NO_HASH };

  function append(line: AuditContent): void {
    if (!file.inTransaction) throw new Error('a line of the trail is written in a transaction');
    const { id: lastId, hash: prevHash } = head();
    const values = [lastId + 1, ...AUDIT_FIELDS.map((field) => line[field] ?? null)];
    const hash = hashLine(prevHash, values);
    prepared().insert.run(...values, prevHash, hash, sealOf(key, hash));
  }

  return {
    head,
    append,
    takeOver({ at, isChainNew, end }) {
      const line = last();
      const tell = (subtype: string, told: Partial<AuditContent> = {}) =>
        append({
          ...SYSTEM,
          recordedAt: at,
          type: 'audit',
          subtype,
          action: 'E',
          objectVersion: line?.id ?? 0,
          ...told,
        });
      const isAnothers = line !== undefined && line.seal !== null && line.seal !== sealOf(key, line.hash);
      if (isAnothers) tell(NEW_KEY);
      else if (!endsAs(end))
        tell(BREAK, { outcome: 'failure', reason: end === null ? 'end' : `cut ${end?.id}` });
      else if (line?.seal === null)
        tell(isChainNew ? SEALS_OLDER : BREAK, isChainNew ? {} : { outcome: 'failure', reason: 'unsealed' });
    },
  };

  /** Whether the line that was the last one is there still, and says the same. */
  function endsAs(end: AuditHead | null | undefined): boolean {
    if (end === undefined) return true;
    if (end === null) return false;
    // Told before the first line was written: there was none that could be gone.
    if (end.id === 0) return true;
    return file.prepare('SELECT hash FROM audit_event WHERE id = ?').pluck().get(end.id) === end.hash;
  }
}

/** Where the trail of a file ends that nobody writes to. */
export function lastLineOf(file: SqliteFile): AuditHead {
  const last = file.prepare('SELECT id, hash FROM audit_event ORDER BY id DESC LIMIT 1').get();
  return (last as AuditHead | undefined) ?? { id: 0, hash: NO_HASH };
}

/** The first sealed line after older, unsealed ones; its object version is the last of those. */
export const SEALS_OLDER = 'audit.seal';
/** From here on another key seals: the folder's own was lost, or this is another folder. */
export const NEW_KEY = 'audit.newKey';
/** At a start the trail was not as it had been left; the line's object version is the last one found. */
export const BREAK = 'audit.break';

const SYSTEM = {
  outcome: 'success',
  userId: null,
  role: null,
  sessionId: null,
  address: null,
  patientId: null,
  objectType: 'audit_event',
  objectId: null,
  changedFields: null,
  purpose: null,
  reason: null,
  policy: null,
  procedure: null,
  requestId: null,
  repeats: 0,
} as const;
const COLUMNS = ['id', ...AUDIT_COLUMNS, 'prev_hash', 'hash', 'seal'];
const INSERT = `INSERT INTO audit_event (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map(() => '?').join(', ')})`;
