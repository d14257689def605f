import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';

export type DataFolder = {
  readonly path: string;
  readonly databasePath: string;
  readonly backupsPath: string;
  release(): void;
};

/** Another process holds the folder. */
export class FolderInUseError extends Error {}

const LOCK = 'medlink.lock';
const HOLDER = 'medlink.pid';

/**
 * Takes a data folder for this process, made if missing. One process owns it at a time. The lock is an
 * exclusive SQLite lock, which the operating system frees even after a kill -9, so that a number left
 * in a file by a dead process, or given to another one since, never keeps a clinic closed.
 */
export function takeDataFolder(path: string, startedAt: string): DataFolder {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const backupsPath = join(path, 'backups');
  mkdirSync(backupsPath, { recursive: true, mode: 0o700 });
  const lock = takeLock(path);
  const holderPath = join(path, HOLDER);
  writeFileSync(holderPath, JSON.stringify({ pid: process.pid, startedAt }), { mode: 0o600 });
  return {
    path,
    databasePath: join(path, 'medlink.db'),
    backupsPath,
    release: () => {
      rmSync(holderPath, { force: true });
      lock.close();
    },
  };
}

function takeLock(folder: string): BetterSqlite.Database {
  const lock = new BetterSqlite(join(folder, LOCK), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') {
      throw new FolderInUseError(
        `${folder} is in use by another MedLink (${describeHolder(folder)}). Close it, or choose another folder.`,
      );
    }
    throw error;
  }
}

function describeHolder(folder: string): string {
  try {
    const holder = JSON.parse(readFileSync(join(folder, HOLDER), 'utf8')) as {
      pid: number;
      startedAt: string;
    };
    return `process ${holder.pid}, since ${holder.startedAt}`;
  } catch {
    // The other one has the lock but has not written its number yet.
    return 'just starting';
  }
}
