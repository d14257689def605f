import { join } from 'node:path';
import { type Clock, systemClock } from '../lib/clock.ts';
import { type DataFolder, takeDataFolder } from '../db/data-folder.ts';
import { migrate } from '../db/migrator.ts';
import { openSqlite } from '../db/open.ts';
import { createDb, type Db } from '../db/transact.ts';

export type OpenClinic = { readonly db: Db; readonly folder: DataFolder };

/** Takes the data folder, brings its database to the newest schema, and lets both go at the end. */
export async function withClinic<T>(
  path: string,
  work: (clinic: OpenClinic) => Promise<T>,
  clock: Clock = systemClock,
): Promise<T> {
  const startedAt = clock.now();
  const folder = takeDataFolder(path, startedAt);
  try {
    const file = openSqlite(folder.databasePath);
    const db = createDb(file);
    try {
      const stamp = startedAt.replace(/[:.]/g, '-');
      await migrate(file, { backupPath: join(folder.backupsPath, `before-migration-${stamp}.db`) });
      return await work({ db, folder });
    } finally {
      await db.close();
    }
  } finally {
    folder.release();
  }
}
