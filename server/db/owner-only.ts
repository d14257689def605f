import { chmodSync, closeSync, openSync, statSync } from 'node:fs';

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;
const OTHERS = 0o077;
/** A place for everybody, such as /tmp: not ours to close. */
const SHARED = 0o1000;

/** Windows has no such bits: there a person's folders are kept apart by their place. */
const HAS_MODES = process.platform !== 'win32';

/**
 * Takes these paths, where they are there, away from everybody else on this computer. False where that is
 * not to be had: the folder is another account's, or its disk knows no owners.
 */
export function keepToOwner(paths: readonly string[]): boolean {
  if (!HAS_MODES) return true;
  return paths.map((path) => keepOne(path)).every(Boolean);
}

/** Made before SQLite makes it, which asks nobody who may read; its journal takes the mode of the file. */
export function makeOwnersFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false }) !== undefined) return;
  closeSync(openSync(path, 'wx', FILE_MODE));
}

/** By name alone: to open a live database here and close it again would drop SQLite's locks. */
function keepOne(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || (found.mode & OTHERS) === 0) return true;
  if ((found.mode & SHARED) !== 0) return false;
  try {
    chmodSync(path, found.isDirectory() ? FOLDER_MODE : FILE_MODE);
  } catch {
    return false;
  }
  return (statSync(path).mode & OTHERS) === 0;
}
