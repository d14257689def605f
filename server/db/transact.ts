import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import { randomBytes } from 'node:crypto';
import { CamelCasePlugin, Kysely, SqliteDialect } from 'kysely';
import type { ServerEvent } from '../../shared/realtime/changes.ts';
import { type AuditAnchors, anchorsInMemory } from './audit-anchors.ts';
import { type AuditEnd, endInMemory } from './audit-end.ts';
import { type AuditChain, type AuditKey, auditKeyOf, createAuditChain } from './audit-chain.ts';
import { createGroupCommit } from './group-commit.ts';
import { guardStatements } from './guard-statements.ts';
import type { SqliteFile } from './open.ts';
import type { Database } from './schema.ts';
import { withStatementCache } from './statement-cache.ts';

/** A handle for queries; repos take it as their first argument and never keep it. */
export type Query = Kysely<Database>;

export type Emit = (event: ServerEvent) => void;
export type Transaction = { readonly q: Query; readonly emit: Emit };
/** Told after the commit, in order, what one transaction changed. */
export type CommitListener = (events: readonly ServerEvent[], committedAtMs: number) => void;

/** Undone is what one transaction wrote, or all of those whose common COMMIT failed. */
export type RollbackListener = (undone: 'transaction' | 'group') => void;

export type Db = {
  read<T>(fn: (q: Query) => Promise<T>): Promise<T>;
  /**
   * One transaction, alone at work. Nothing may be awaited in it but its own queries. It may share its
   * COMMIT with others; its answer and the events given to `emit` leave only after that. Refusals of the
   * database arrive as AppErrors.
   */
  transact<T>(fn: (tx: Transaction) => Promise<T>): Promise<T>;
  onCommit(listener: CommitListener): void;
  /** Told when something written came to nothing: what was remembered of it inside a transaction is wrong. */
  onRollback(listener: RollbackListener): void;
  /** For backups and checkpoints; the application itself goes through `read` and `transact`. */
  readonly file: SqliteFile;
  readonly trail: TrailKeeper;
  close(): Promise<void>;
};

/** What vouches for the audit trail from outside the database. */
export type TrailKeeper = {
  readonly key: AuditKey;
  readonly anchors: AuditAnchors;
  readonly end: AuditEnd;
};

export type DbOptions = {
  /** Called with the text of a query that took longer than 20 ms; parameters are left out. */
  onSlowQuery?: (query: { sql: string; durationMs: number }) => void;
  /** A database without a folder has a key of its own. */
  trail?: TrailKeeper;
  /** How long transactions that come together go on before their common COMMIT. */
  longestGroupMs?: number;
};

const SLOW_QUERY_MS = 20;
const LONGEST_TURN_MS = 2;
const LONGEST_GROUP_MS = 5;

const chains = new WeakMap<Query, AuditChain>();

/** The trail's end, to put a line behind it in this transaction. */
export function auditChainOf(q: Query): AuditChain {
  const chain = chains.get(q);
  if (chain === undefined) throw new Error('a line of the trail is written in a transaction');
  return chain;
}

/** The application's hold on a migrated database: from here on its schema and its connection stay as they are. */
export function createDb(file: SqliteFile, options: DbOptions = {}): Db {
  guardStatements(file);
  const trail = options.trail ?? keeperInMemory();
  const chain = createAuditChain(file, trail.key);
  const kysely = createKysely(file, options);
  const takeTurn = createTurns();
  const listeners: CommitListener[] = [];
  const rollbackListeners: RollbackListener[] = [];
  const transact = createGroupCommit({
    kysely,
    file,
    longestGroupMs: options.longestGroupMs ?? LONGEST_GROUP_MS,
    onDisk: () => trail.end.note(chain.head()),
    onCommit: (events, committedAtMs) => {
      for (const listener of listeners) listener(events, committedAtMs);
    },
    onRollback: (undone) => {
      for (const listener of rollbackListeners) listener(undone);
    },
  });
  return {
    file,
    trail,
    read: (fn) =>
      kysely.connection().execute(async (q) => {
        await takeTurn();
        return fn(q);
      }),
    onCommit: (listener) => listeners.push(listener),
    onRollback: (listener) => rollbackListeners.push(listener),
    async close() {
      await trail.end.settle();
      await kysely.destroy();
      // Kysely closes only what it has used.
      if (file.open) file.close();
    },
    // Whoever comes first runs the others' work, too: each keeps the call it belongs to.
    transact: (fn) => {
      const work = AsyncLocalStorage.bind(fn);
      return transact((tx) => {
        chains.set(tx.q, chain);
        return work(tx);
      });
    },
  };
}

function keeperInMemory(): TrailKeeper {
  const key = auditKeyOf(randomBytes(32));
  return { key, anchors: anchorsInMemory(key), end: endInMemory() };
}

/**
 * SQLite answers at once, so those who wait for the connection would all be served in one go, and nobody
 * be answered or heard before the last. From time to time the event loop gets its turn between them.
 */
function createTurns(): () => Promise<void> {
  let startedAt = performance.now();
  return async () => {
    if (performance.now() - startedAt < LONGEST_TURN_MS) return;
    await setImmediate();
    startedAt = performance.now();
  };
}

/** Kysely over one SQLite connection; also what the migrator and the bulk loaders use. */
export function createKysely(file: SqliteFile, options: DbOptions = {}): Kysely<Database> {
  return new Kysely<Database>({
    dialect: new SqliteDialect({ database: withStatementCache(file) }),
    plugins: [new CamelCasePlugin()],
    log: (event) => {
      if (event.queryDurationMillis > SLOW_QUERY_MS) {
        options.onSlowQuery?.({ sql: event.query.sql, durationMs: event.queryDurationMillis });
      }
    },
  });
}
