import { Kysely, SqliteAdapter, SqliteDialect, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { backUpTo } from './backup.ts';
import { DataFolderError } from './data-folder.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { APPLICATION_ID, type SqliteFile } from './open.ts';
import { withStatementCache } from './statement-cache.ts';

/** SQLite rolls DDL back like any other write; Kysely's own adapter assumes it does not. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class MigratingSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new TransactionalSqliteAdapter();
  }
}

export type MigrateOptions = {
  /** Where a copy of a database that already holds data is put before it is changed; none for in-memory. */
  backupPath?: string;
  migrations?: Readonly<Record<string, Migration>>;
};

/**
 * Brings the database to the newest schema in one transaction, after a backup. Throws, with nothing
 * changed, when a migration fails, leaves a broken reference, or the file is newer than this program.
 */
export async function migrate(file: SqliteFile, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = options.migrations ?? MIGRATIONS;
  const known = Object.keys(migrations).length;
  requireOurs(file);
  const current = Number(file.pragma('user_version', { simple: true }));
  if (current > known) {
    throw new Error(
      `the database is of version ${current}, this program knows ${known}: install the newer MedLink`,
    );
  }
  if (current === known) return [];
  if (current > 0 && options.backupPath !== undefined) backUpTo(file, options.backupPath);

  const db = new Kysely<unknown>({
    dialect: new MigratingSqliteDialect({ database: withStatementCache(file) }),
  });
  const names = Object.keys(migrations);
  const last = names.at(-1);
  const checked = Object.fromEntries(
    names.map((name) => [
      name,
      name === last ? withClosingChecks(migrations[name], file, known) : migrations[name],
    ]),
  );
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => checked as Record<string, Migration> },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

/** A file somebody else's program made is left as it is. */
function requireOurs(file: SqliteFile): void {
  const tables = Number(file.prepare('SELECT count(*) FROM sqlite_schema').pluck().get());
  const id = Number(file.pragma('application_id', { simple: true }));
  if (tables > 0 && id !== APPLICATION_ID) {
    throw new DataFolderError(
      `${file.name} belongs to another program. Choose an empty folder for the clinic's data.`,
    );
  }
}

/** The last migration also checks every reference and stamps the file, inside the same transaction. */
function withClosingChecks(migration: Migration | undefined, file: SqliteFile, version: number): Migration {
  return {
    up: async (db) => {
      await migration?.up(db);
      const broken = file.pragma('foreign_key_check');
      if (Array.isArray(broken) && broken.length > 0) throw new Error('a migration left broken references');
      await sql.raw(`PRAGMA application_id = ${APPLICATION_ID}`).execute(db);
      await sql.raw(`PRAGMA user_version = ${version}`).execute(db);
    },
  };
}
