import type { SqliteDatabase, SqliteStatement } from 'kysely';
import type { SqliteFile } from './open.ts';

const MAX_STATEMENTS = 500;

/** Kysely prepares at each query; the same text keeps its prepared statement here instead. */
export function withStatementCache(file: SqliteFile, onPrepare?: (sql: string) => void): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => {
      statements.clear();
      file.close();
    },
    prepare(sql: string): SqliteStatement {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = file.prepare(sql) as SqliteStatement;
      onPrepare?.(sql);
      if (statements.size >= MAX_STATEMENTS) statements.clear();
      statements.set(sql, statement);
      return statement;
    },
  };
}
