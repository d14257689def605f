import { CompiledQuery } from 'kysely';
import type { Database, NewRow } from './schema.ts';
import type { Query } from './transact.ts';

const statements = new Map<string, string>();

/**
 * Inserts one row, as `q.insertInto(table).values(row)` does. For the tables every booking writes: to build
 * the same statement anew each time costs as much as to run it.
 */
export async function insertRow<T extends keyof Database>(q: Query, table: T, row: NewRow<T>): Promise<void> {
  const entries = Object.entries(row).filter(([, value]) => value !== undefined);
  const columns = entries.map(([column]) => column);
  const key = `${table} ${columns.join(' ')}`;
  let statement = statements.get(key);
  if (statement === undefined) {
    statement = `INSERT INTO ${quoted(table)} (${columns.map(quoted).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
    statements.set(key, statement);
  }
  await q.executeQuery(
    CompiledQuery.raw(
      statement,
      entries.map(([, value]) => value),
    ),
  );
}

/** Names as the schema writes them; they come from our own types, never from outside. */
function quoted(name: string): string {
  return `"${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}"`;
}
