import { dirname, join, resolve } from 'node:path';
import type { Db } from '../db/transact.ts';
import type { ServerConfig } from './config.ts';

/** Where today's sheet lies: beside the database, unless the clinic says otherwise; a clinic in memory keeps nothing. */
export function sheetFolderOf(
  { daySheets }: Pick<ServerConfig, 'daySheets'>,
  db: Pick<Db, 'file'>,
): string | null {
  if (daySheets === 'off') return null;
  if (daySheets !== undefined) return resolve(daySheets);
  return db.file.memory ? null : join(dirname(db.file.name), 'day-sheets');
}
