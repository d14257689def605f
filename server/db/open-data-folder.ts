import { join } from 'node:path';
import type { Instant } from '../../shared/time/instant.ts';
import { createSeal, type Seal } from '../lib/seal.ts';
import { openAuditAnchors } from './audit-anchors.ts';
import { foundEnd, openAuditEnd } from './audit-end.ts';
import { loadAuditKey } from './audit-key.ts';
import { type DataFolder, DataFolderError, takeDataFolder } from './data-folder.ts';
import { KEY_FILES, loadKeyFile } from './key-file.ts';
import type { MIGRATIONS } from './migrations/index.ts';
import { migrate } from './migrator.ts';
import { openSqlite, type SqliteFile } from './open.ts';
import { auditChainOf, createDb, type Db, type DbOptions } from './transact.ts';

/** The migration that put the lines there were into a chain. */
const CHAIN_MADE_BY: keyof typeof MIGRATIONS = '0004-audit-chain';

export type OpenDataFolder = {
  readonly db: Db;
  readonly folder: DataFolder;
  /** Opens and closes the secrets the database keeps. */
  readonly seal: Seal;
  /** The migrations that had to run. */
  readonly applied: readonly string[];
  close(): Promise<void>;
};

export type OpenFolderOptions = Pick<DbOptions, 'onSlowQuery'> & {
  readonly startedAt: Instant;
  /** Told when where the audit trail ends cannot be written beside the database. */
  readonly onAuditEndFailure?: (error: unknown) => void;
};

/**
 * Takes a clinic's folder, opens its database and brings it to the newest schema. Throws a
 * `DataFolderError` that says what to do when the folder or the file in it cannot be used.
 */
export async function openDataFolder(path: string, options: OpenFolderOptions): Promise<OpenDataFolder> {
  const folder = takeDataFolder(path, options.startedAt);
  let file: SqliteFile | undefined;
  try {
    file = openSqlite(folder.databasePath);
    const stamp = options.startedAt.replaceAll(/[:.]/g, '-');
    const applied = await migrate(file, {
      backupPath: join(folder.backupsPath, `before-migration-${stamp}.db`),
    });
    const seal = createSeal(loadKeyFile(join(path, KEY_FILES.secrets)));
    const key = loadAuditKey(path);
    const end = openAuditEnd(path, key, options.onAuditEndFailure ?? (() => undefined));
    const trail = { key, anchors: openAuditAnchors(path, key), end };
    const isChainNew = applied.includes(CHAIN_MADE_BY);
    const told = isChainNew ? end.read() : foundEnd(end.read(), trail.anchors.read(), file);
    const found = { at: options.startedAt, isChainNew, end: told };
    const db = createDb(file, { ...options, trail });
    await db.transact(async ({ q }) => auditChainOf(q).takeOver(found));
    // From here on one is told, so that none is missed for nothing.
    await end.settle();
    return { db, folder, seal, applied, close: () => closeAll(folder, db) };
  } catch (error) {
    if (file?.open === true) file.close();
    folder.release();
    throw explained(error, folder);
  }
}

async function closeAll(folder: DataFolder, db: Db): Promise<void> {
  await db.close();
  folder.release();
}

function explained(error: unknown, folder: DataFolder): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!code.startsWith('SQLITE_CORRUPT') && code !== 'SQLITE_NOTADB') return error;
  return new DataFolderError(
    `${folder.databasePath} is damaged or no database. Put a good copy in its place: the newest ones are in ${folder.backupsPath}.`,
  );
}
