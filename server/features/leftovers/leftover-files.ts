import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fromEpochMs, type Instant } from '../../../shared/time/instant.ts';

/** Files the program itself has left beside the database, which name people. */
export const LEFTOVER_KINDS = ['importReports', 'migrationCopies'] as const;
export type LeftoverKind = (typeof LEFTOVER_KINDS)[number];
export type LeftoverFile = { readonly path: string; readonly writtenAt: Instant };

/** Known by the names the program gives: what somebody else has put there is theirs. */
const PLACES: Readonly<Record<LeftoverKind, { readonly folder: string; readonly name: RegExp }>> = {
  importReports: { folder: 'imports', name: /-\d{4}-\d{2}-\d{2}T[\d-]+Z\.csv$/ },
  // With what SQLite keeps of a copy that broke off.
  migrationCopies: { folder: 'backups', name: /^before-migration-.+\.db(-journal|-wal|-shm)?$/ },
};

/** The oldest first. */
export async function listLeftovers(dataFolder: string, kind: LeftoverKind): Promise<LeftoverFile[]> {
  const { folder, name } = PLACES[kind];
  const files: LeftoverFile[] = [];
  for (const found of await namesIn(join(dataFolder, folder))) {
    if (!name.test(found)) continue;
    const path = join(dataFolder, folder, found);
    const { mtimeMs } = await stat(path);
    files.push({ path, writtenAt: fromEpochMs(Math.floor(mtimeMs)) });
  }
  return files.toSorted((a, b) => (a.writtenAt < b.writtenAt ? -1 : 1));
}

export function deleteLeftover({ path }: LeftoverFile): Promise<void> {
  return rm(path, { force: true });
}

/** None where nothing was ever put there. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
