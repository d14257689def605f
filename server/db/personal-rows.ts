import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../../shared/time/instant.ts';
import { type AnyRule, type Fate, type PersonalData, personalTables, type Subject } from './personal-data.ts';
import type { Database } from './schema.ts';
import type { Query } from './transact.ts';

type Table = keyof Database;
export type PersonalRow = Readonly<Record<string, unknown>>;
type AnyRow = PersonalRow;
/** Rows by table, as the registry orders them. */
export type PersonalRows = Readonly<Partial<Record<Table, readonly AnyRow[]>>>;

/**
 * Every row the person's copy holds, whole but for what is hidden: columns of later migrations come by themselves. Of the
 * trail there may be more than is read in one go: it has its place here, and is read apart.
 */
export async function readPersonalRows(q: Query, data: PersonalData, of: Subject): Promise<PersonalRows> {
  const found: Partial<Record<Table, AnyRow[]>> = {};
  for (const [table, rule] of personalTables(data)) {
    if (rule.notCopied !== undefined) continue;
    const rows = table === 'auditEvent' ? [] : await rowsOf(q, table, rule.rowsOf(of));
    found[table] = rows.map((row) => copiedRow(row, rule));
  }
  return found;
}

/** A row without what nobody is shown. */
export function copiedRow(row: PersonalRow, { hidden = [] }: AnyRule): PersonalRow {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !hidden.includes(column)));
}

/** How many rows of each table an erasure would delete or change. */
export async function countPersonalRows(
  q: Query,
  data: PersonalData,
  of: Subject,
): Promise<Partial<Record<Table, number>>> {
  const counts: Partial<Record<Table, number>> = {};
  for (const [table, rule] of personalTables(data)) {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*) AS count FROM ${sql.table(table)} WHERE ${rule.rowsOf(of)}`.execute(q);
    counts[table] = rows[0]?.count ?? 0;
  }
  return counts;
}

/** What of the person's rows goes under seal, each with what tells the row. */
export async function readKeptColumns(q: Query, data: PersonalData, of: Subject): Promise<PersonalRows> {
  const kept: Partial<Record<Table, AnyRow[]>> = {};
  for (const [table, rule] of personalTables(data)) {
    const fates = fatesOf(rule);
    if (!fates.some(([, fate]) => isKept(fate))) continue;
    const columns = fates.filter(([, fate]) => fate === 'stays' || isKept(fate)).map(([column]) => column);
    const rows = await rowsOf(q, table, rule.rowsOf(of));
    kept[table] = rows.map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])));
  }
  return kept;
}

/** Deletes and empties what the registry says. Rows that hang on others go first. */
export async function erasePersonalRows(
  q: Query,
  data: PersonalData,
  { of, at }: { of: Subject; at: Instant },
): Promise<void> {
  for (const [table, rule] of personalTables(data)) {
    const where = rule.rowsOf(of);
    if (rule.erase === 'delete') {
      await sql`DELETE FROM ${sql.table(table)} WHERE ${where}`.execute(q);
      continue;
    }
    const changes = fatesOf(rule).flatMap(([column, fate]) => emptied(column, fate, of));
    if (changes.length > 0) {
      await sql`UPDATE ${sql.table(table)} SET ${sql.join(changes)} WHERE ${where}`.execute(q);
    }
  }
  await q
    .updateTable('patient')
    .set((eb) => ({ erasedAt: at, updatedAt: at, version: eb('version', '+', 1) }))
    .where('id', '=', of.patientId)
    .execute();
}

/** What was empty stays so: several columns mean something by it. */
function emptied(column: string, fate: Fate, of: Subject): RawBuilder<unknown>[] {
  if (fate === 'stays') return [];
  const name = sql.ref(column);
  if (typeof fate === 'string') return [sql`${name} = NULL`];
  const becomes = 'goes' in fate ? fate.goes : fate.kept;
  const value = typeof becomes === 'function' ? becomes(of) : becomes;
  return [sql`${name} = CASE WHEN ${name} IS NULL THEN NULL ELSE ${value} END`];
}

async function rowsOf(q: Query, table: Table, where: RawBuilder<unknown>): Promise<AnyRow[]> {
  const { rows } = await sql<AnyRow>`SELECT * FROM ${sql.table(table)} WHERE ${where} ORDER BY 1`.execute(q);
  return rows;
}

function fatesOf({ erase }: AnyRule): [string, Fate][] {
  return erase === 'delete' || 'never' in erase ? [] : Object.entries(erase as Record<string, Fate>);
}

function isKept(fate: Fate): boolean {
  return fate === 'kept' || (typeof fate === 'object' && 'kept' in fate);
}
