import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { keepToOwner, makeOwnersFile } from './owner-only.ts';

export type DataFolder = {
  readonly path: string;
  readonly databasePath: string;
  readonly backupsPath: string;
  /** Whether nobody else on this computer can read what lies here. */
  readonly isPrivate: boolean;
  release(): void;
};

/** The folder, or what lies in it, cannot be used; the message says what to do. */
export class DataFolderError extends Error {}

/** Another process holds the folder. */
export class FolderInUseError extends DataFolderError {}

const LOCK = 'medlink.lock';
const HOLDER = 'medlink.pid';
export const DATABASE = 'medlink.db';
/** What SQLite keeps of a database; a journal has the rights the file had when it was made. */
const BESIDE = ['', '-wal', '-shm', '-journal'];

/**
 * Takes a data folder for this process, made if missing. One process owns it at a time. The lock is an
 * exclusive SQLite lock, which the operating system frees even after a kill -9, so that a number left
 * in a file by a dead process, or given to another one since, never keeps a clinic closed.
 */
export function takeDataFolder(path: string, startedAt: string): DataFolder {
  const backupsPath = join(path, 'backups');
  makeFolder(resolve(backupsPath));
  const databasePath = join(path, DATABASE);
  makeOwnersFile(join(path, LOCK));
  const lock = takeLock(path);
  makeOwnersFile(databasePath);
  const files = [LOCK, HOLDER, ...BESIDE.map((ending) => `${DATABASE}${ending}`)];
  const isPrivate = keepToOwner([path, backupsPath, ...files.map((name) => join(path, name))]);
  const holderPath = join(path, HOLDER);
  writeFileSync(holderPath, JSON.stringify({ pid: process.pid, startedAt }), { mode: 0o600 });
  return {
    path,
    databasePath,
    backupsPath,
    isPrivate,
    release: () => {
      rmSync(holderPath, { force: true });
      lock.close();
    },
  };
}

/** Parents first, one by one: Node's own recursive way never ends where a parent takes no folders. */
function makeFolder(path: string): void {
  const known = statSync(path, { throwIfNoEntry: false });
  if (known?.isDirectory() === true) return;
  if (known !== undefined)
    throw new DataFolderError(`${path} is a file. Choose a folder for the clinic's data.`);
  makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DataFolderError(`${path} cannot be made: ${why}. Choose another folder.`, { cause: error });
  }
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
