import { setImmediate } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { ServerEvent } from '../../shared/realtime/changes.ts';
import { fromDatabaseError } from './db-errors.ts';
import type { SqliteFile } from './open.ts';
import type { Database } from './schema.ts';
import type { CommitListener, RollbackListener, Transaction } from './transact.ts';

type Work<T> = (tx: Transaction) => Promise<T>;

/** One transaction on its way: what it wants, and how whoever waits for it is told. */
type Job = {
  readonly work: Work<unknown>;
  readonly events: ServerEvent[];
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};
type Outcome =
  | { readonly job: Job; readonly value: unknown }
  | { readonly job: Job; readonly error: unknown };

export type GroupCommitDeps = {
  readonly kysely: Kysely<Database>;
  readonly file: SqliteFile;
  /** The disk has it; nobody has been told yet, and nothing else has begun. */
  readonly onDisk: () => void;
  readonly onCommit: CommitListener;
  readonly onRollback: RollbackListener;
  /** Nobody who only reads waits longer than this for those who write. */
  readonly longestGroupMs: number;
};

/**
 * Runs transactions one after the other, those that came together under one COMMIT: to put a commit on disk
 * costs more than most transactions. Each is a savepoint, so that one that fails takes nothing of the others
 * along; nobody is answered before the disk has them all.
 */
export function createGroupCommit(deps: GroupCommitDeps): <T>(work: Work<T>) => Promise<T> {
  const waiting: Job[] = [];
  let isAtWork = false;

  async function workOff(): Promise<void> {
    while (waiting.length > 0) {
      // One turn of the event loop: whoever has asked by now comes along.
      await setImmediate();
      try {
        await deps.kysely.connection().execute((q) => runGroup(deps, q, waiting));
      } catch (error) {
        // The database is closed: whoever still waits for it waits in vain.
        for (const job of waiting.splice(0)) job.reject(error);
      }
    }
    isAtWork = false;
  }

  return <T>(work: Work<T>) =>
    new Promise<T>((resolve, reject) => {
      waiting.push({ work, events: [], resolve: resolve as Job['resolve'], reject });
      if (isAtWork) return;
      isAtWork = true;
      void workOff();
    });
}

async function runGroup(deps: GroupCommitDeps, q: Kysely<Database>, waiting: Job[]): Promise<void> {
  const startedAt = performance.now();
  const outcomes: Outcome[] = [];
  try {
    await begin.execute(q);
    do {
      const job = waiting.shift();
      if (job !== undefined) outcomes.push(await runJob(deps, q, job));
    } while (waiting.length > 0 && performance.now() - startedAt < deps.longestGroupMs);
    await commit.execute(q);
  } catch (cause) {
    try {
      if (deps.file.inTransaction) await rollback.execute(q);
    } finally {
      deps.onRollback('group');
      // What one of them has read of the others never was.
      const error = fromDatabaseError(cause);
      for (const job of outcomes.length > 0 ? outcomes.map((done) => done.job) : waiting.splice(0, 1))
        job.reject(error);
    }
    return;
  }
  deps.onDisk();
  tell(deps, outcomes);
}

/** Throws only when the whole group is lost with it, as SQLite does when the disk is full. */
async function runJob(deps: GroupCommitDeps, q: Kysely<Database>, job: Job): Promise<Outcome> {
  await mark.execute(q);
  try {
    const value = await job.work({ q, emit: (event) => job.events.push(event) });
    await release.execute(q);
    return { job, value };
  } catch (error) {
    if (!deps.file.inTransaction) {
      job.reject(fromDatabaseError(error));
      throw error;
    }
    await undo.execute(q);
    await release.execute(q);
    deps.onRollback('transaction');
    return { job, error: fromDatabaseError(error) };
  }
}

function tell(deps: GroupCommitDeps, outcomes: readonly Outcome[]): void {
  const committedAtMs = performance.timeOrigin + performance.now();
  for (const outcome of outcomes) {
    const { events } = outcome.job;
    if ('value' in outcome && events.length > 0) deps.onCommit(events, committedAtMs);
  }
  for (const outcome of outcomes) {
    if ('value' in outcome) outcome.job.resolve(outcome.value);
    else outcome.job.reject(outcome.error);
  }
}

const begin = sql`BEGIN IMMEDIATE`;
const commit = sql`COMMIT`;
const rollback = sql`ROLLBACK`;
const mark = sql`SAVEPOINT transact`;
const release = sql`RELEASE transact`;
const undo = sql`ROLLBACK TO transact`;
