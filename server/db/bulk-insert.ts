import type { Statement } from 'better-sqlite3';
import type { SqliteFile } from './open.ts';
import type { Database, NewRow } from './schema.ts';

/** Rows of one table all carry the same keys: the first one decides the statement. */
export type Insert = <T extends keyof Database>(table: T, row: NewRow<T>) => void;

/** Writes rows without building a query for each; the caller holds the transaction. Every trigger runs. */
export function createBulkInsert(file: SqliteFile): Insert {
  const prepared = new Map<string, { statement: Statement; keys: readonly string[] }>();
  return (table, row) => {
    const values = row as Readonly<Record<string, unknown>>;
    let known = prepared.get(table);
    if (known === undefined) {
      const keys = Object.keys(row);
      const columns = keys.map(snakeCase).join(', ');
      const places = keys.map(() => '?').join(', ');
      const text = `INSERT INTO ${snakeCase(table)} (${columns}) VALUES (${places})`;
      known = { statement: file.prepare(text), keys };
      prepared.set(table, known);
    }
    known.statement.run(known.keys.map((key) => values[key]));
  };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
