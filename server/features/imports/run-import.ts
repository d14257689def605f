import type { Db, Query } from '../../db/transact.ts';
import type { Ids } from '../../lib/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { FileCounts, Finding, ImportFile, ImportSource, Problem, ReadRow } from './import-types.ts';
import { type WriteContext, writeRecord, type Written } from './write-record.ts';

export type ImportRun = {
  readonly source: ImportSource;
  readonly ids: Ids;
  readonly now: Instant;
  /** Does all of it, says what it met, and takes it back. */
  readonly isDryRun: boolean;
  /** Rows per transaction. */
  readonly batchSize?: number;
  readonly onProblem: (problem: Problem) => void;
  /** After each batch that is safe. */
  readonly onProgress?: (file: string, rows: number) => void;
};

const BATCH_SIZE = 500;

/**
 * Brings a source in, a batch a transaction. A run that was cut off goes on where it was when it is
 * started again: what is there already is known by its source's id and left as it is.
 */
export async function runImport(db: Db, run: ImportRun): Promise<FileCounts[]> {
  if (!run.isDryRun) return importFiles(run, (work) => db.transact(({ q }) => work(q)));
  try {
    // One transaction for all, so that later files find the rows of earlier ones.
    return await db.transact(async ({ q }): Promise<never> => {
      throw new TakenBack(await importFiles(run, (work) => work(q)));
    });
  } catch (error) {
    if (error instanceof TakenBack) return error.counts;
    throw error;
  }
}

/** Ends the transaction of a dry run. */
class TakenBack extends Error {
  readonly counts: FileCounts[];

  constructor(counts: FileCounts[]) {
    super('a dry run keeps nothing');
    this.counts = counts;
  }
}

type InTransaction = (work: (q: Query) => Promise<Outcome[]>) => Promise<Outcome[]>;
type Outcome = { readonly line: number } & Written;

async function importFiles(run: ImportRun, inTransaction: InTransaction): Promise<FileCounts[]> {
  const counts: FileCounts[] = [];
  for (const file of run.source.files) counts.push(await importFile(run, file, inTransaction));
  return counts;
}

async function importFile(
  run: ImportRun,
  file: ImportFile,
  inTransaction: InTransaction,
): Promise<FileCounts> {
  const context = { source: run.source.name, now: run.now, ids: run.ids };
  const seen = new Map<string, number>();
  let counts: FileCounts = { file: file.name, rows: 0, created: 0, unchanged: 0, refused: 0, warnings: 0 };
  for await (const batch of batchesOf(file.read(), run.batchSize ?? BATCH_SIZE)) {
    const checked = batch.map((row) => refuseTwin(row, seen));
    const outcomes = await inTransaction((q) => writeBatch(q, context, checked));
    // Told only now: a batch that is rolled back has not happened.
    for (const outcome of outcomes) {
      counts = count(counts, outcome);
      for (const found of outcome.findings) run.onProblem({ file: file.name, line: outcome.line, ...found });
    }
    run.onProgress?.(file.name, counts.rows);
  }
  return counts;
}

async function writeBatch(q: Query, context: WriteContext, rows: readonly ReadRow[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { line, record, findings } of rows) {
    const written: Written =
      record === undefined ? { outcome: 'refused', findings: [] } : await writeRecord(q, context, record);
    outcomes.push({ line, ...written, findings: [...findings, ...written.findings] });
  }
  return outcomes;
}

/** The second row of one id in one file: a different person, or the same one twice; the file has to say. */
function refuseTwin(row: ReadRow, seen: Map<string, number>): ReadRow {
  if (row.record === undefined) return row;
  const { sourceId, idField } = row.record;
  const first = seen.get(sourceId);
  if (first === undefined) {
    seen.set(sourceId, row.line);
    return row;
  }
  const message = `is the id of line ${first} already`;
  const twin: Finding = { severity: 'error', field: idField, value: sourceId, message };
  return { line: row.line, record: undefined, findings: [...row.findings, twin] };
}

function count(counts: FileCounts, outcome: Outcome): FileCounts {
  const warnings = outcome.findings.filter((found) => found.severity === 'warning').length;
  return {
    ...counts,
    rows: counts.rows + 1,
    [outcome.outcome]: counts[outcome.outcome] + 1,
    warnings: counts.warnings + warnings,
  };
}

async function* batchesOf<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
