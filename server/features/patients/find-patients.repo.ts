import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { collapseUmlauts } from '../../../shared/domain/patient-search-text.ts';
import type { Query } from '../../db/transact.ts';
import type { Scope } from '../../policy/scope.ts';
import type { Term } from './patient-query.ts';
import { CHART_COLUMNS, SUMMARY_COLUMNS, type SummaryRow } from './patients.repo.ts';

export type Search = {
  readonly terms: readonly Term[];
  readonly scope: Scope;
  readonly limit: number;
};

type Condition = RawBuilder<SqlBool>;
type Stage = { readonly where: Condition; readonly order: readonly RawBuilder<unknown>[] };

const NAME_KEY = sql<string>`name_key`;
const GIVEN_KEY = sql<string>`substr(name_key, instr(name_key, ' ') + 1)`;
const BY_NAME = [NAME_KEY, sql`birth_date`, sql`chart_number`];
const BY_GIVEN_NAME = [GIVEN_KEY, sql`chart_number`];
const BY_CHART = [sql`chart_number`];
/** The trigram index knows nothing shorter. */
const MIN_PART_LENGTH = 3;
/** Ranking reads every match, and two initials may match a tenth of all charts. */
const MAX_MATCHES = 2000;
const LAST_CHARACTER = '\u{10ffff}';

/**
 * Charts that match every term, best first: a family name that starts so, then a given name, then any
 * word, then any part of a word. Each stage runs only while there is room.
 */
export async function searchPatients(q: Query, search: Search): Promise<SummaryRow[]> {
  const found = new Map<string, SummaryRow>();
  for (const stage of stagesOf(search)) {
    if (found.size >= search.limit) break;
    // At most as many of them as were found before are repeats: a full page always fills the list.
    for (const row of await runStage(q, stage, search)) {
      if (found.size < search.limit) found.set(row.id, row);
    }
  }
  return [...found.values()];
}

function runStage(q: Query, stage: Stage, { scope, limit }: Search): Promise<SummaryRow[]> {
  let query = q
    .selectFrom('patient')
    .select(SUMMARY_COLUMNS)
    .where(stage.where)
    .where('erasedAt', 'is', null)
    .where('mergedInto', 'is', null)
    .limit(limit);
  for (const key of stage.order) query = query.orderBy(key);
  if (!scope.isEverything) query = query.where(scope.where(CHART_COLUMNS));
  return query.execute();
}

function stagesOf({ terms, scope }: Search): Stage[] {
  const [first] = terms;
  if (first === undefined) return [];
  // Whose patients they are is decided after the index has answered: a cap would lose a doctor's own.
  const cap = scope.isEverything ? MAX_MATCHES : undefined;
  const parts = partsStage(terms, cap);
  if (terms.length > 1) return [rankedStage(terms, cap), ...parts];
  const best = first.kind === 'name' ? nameStages(first) : [chartStage(first)];
  return [...best, { where: matches('patient_words', terms, cap), order: BY_CHART }, ...parts];
}

/** One word: straight from the name indexes, in phone-book order. */
function nameStages(term: Term): Stage[] {
  return [
    { where: startsWith(NAME_KEY, term), order: BY_NAME },
    { where: startsWith(GIVEN_KEY, term), order: BY_GIVEN_NAME },
  ];
}

function chartStage(term: Term): Stage {
  return { where: sql`chart_number = ${Number(term.readings[0])}`, order: BY_CHART };
}

function rankedStage(terms: readonly Term[], cap: number | undefined): Stage {
  const names = terms.filter((term) => term.kind === 'name');
  const where = matches('patient_words', terms, cap);
  if (names.length === 0) return { where, order: BY_CHART };
  const rank = sql`CASE WHEN ${anyOf(names.map((name) => startsWith(NAME_KEY, name)))} THEN 0
    WHEN ${anyOf(names.map((name) => startsWith(GIVEN_KEY, name)))} THEN 1 ELSE 2 END`;
  return { where, order: [rank, ...BY_NAME] };
}

/** Inside words. A term too short for that still has to start one. */
function partsStage(terms: readonly Term[], cap: number | undefined): Stage[] {
  const long = terms.flatMap((term) => {
    const readings = term.readings.filter(isLong);
    return readings.length > 0 ? [{ ...term, readings }] : [];
  });
  const short = terms.filter((term) => !term.readings.some(isLong));
  if (long.length === 0) return [];
  const where =
    short.length === 0
      ? matches('patient_parts', long, cap)
      : sql<SqlBool>`${matches('patient_parts', long)} AND ${matches('patient_words', short)}`;
  return [{ where, order: BY_CHART }];
}

function isLong(reading: string): boolean {
  return reading.length >= MIN_PART_LENGTH && !reading.includes(' ');
}

function matches(index: 'patient_words' | 'patient_parts', terms: readonly Term[], cap?: number): Condition {
  const table = sql.table(index);
  const text = matchText(terms, index === 'patient_words' ? '*' : '');
  const limit = cap === undefined ? sql`` : sql`LIMIT ${cap}`;
  return sql`chart_number IN (SELECT rowid FROM ${table} WHERE ${table} MATCH ${text} ${limit})`;
}

/** The full-text query. Every reading is quoted, so that nothing typed is ever read as its syntax. */
function matchText(terms: readonly Term[], suffix: '' | '*'): string {
  const quote = (reading: string) => `"${reading.replaceAll('"', '')}"${suffix}`;
  return terms.map(({ readings }) => `(${readings.map(quote).join(' OR ')})`).join(' AND ');
}

/** The readings of a name share one key; a key shortened by an umlaut's `e` has to be looked at again. */
function startsWith(key: RawBuilder<unknown>, { readings }: Term): Condition {
  const [written = ''] = readings;
  const start = collapseUmlauts(written.replaceAll(' ', ''));
  const range = sql<SqlBool>`${key} >= ${start} AND ${key} < ${start + LAST_CHARACTER}`;
  const isExact = start.length >= written.length || readings.includes(start);
  return isExact ? sql`(${range})` : sql`(${range} AND instr(' ' || search_text, ${` ${written}`}) > 0)`;
}

function anyOf(conditions: readonly Condition[]): Condition {
  return sql`(${sql.join([...conditions], sql` OR `)})`;
}
