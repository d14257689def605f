import BetterSqlite from 'better-sqlite3';
import type { SqliteFile } from '../../server/db/open.ts';

/** Past the guard of a clinic's connection: to plant faults, as somebody with the file in hands could. */
export function unguarded(file: SqliteFile): Pick<SqliteFile, 'exec' | 'prepare' | 'pragma'> {
  const { exec, prepare, pragma } = BetterSqlite.prototype;
  return {
    exec: exec.bind(file),
    prepare: prepare.bind(file),
    pragma: pragma.bind(file),
  };
}
