import BetterSqlite from 'better-sqlite3';
import { migrate } from '../../server/db/migrator.ts';
import { makeSafe, openSqlite, type SqliteFile } from '../../server/db/open.ts';

let empty: Promise<Buffer> | undefined;

/**
 * An empty database of the newest schema, in memory unless a file is named. In memory it is a copy of one that
 * every migration has made: each worker migrates once. The migrations themselves have tests of their own.
 */
export async function openMigrated(path?: string): Promise<SqliteFile> {
  if (path === undefined) return makeSafe(new BetterSqlite(await (empty ??= migrateOnce())));
  const file = openSqlite(path);
  await migrate(file);
  return file;
}

async function migrateOnce(): Promise<Buffer> {
  const file = openSqlite(':memory:');
  await migrate(file);
  const bytes = file.serialize();
  file.close();
  return bytes;
}
