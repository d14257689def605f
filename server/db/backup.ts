import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { SqliteFile } from './open.ts';
import { makeOwnersFile } from './owner-only.ts';

/**
 * Writes a whole, compact copy to `path` (absent until it is complete). Uses VACUUM INTO: copying the
 * live files would tear the database and drop SQLite's locks. The copy is for its owner's eyes only.
 */
export function backUpTo(file: SqliteFile, path: string): void {
  const partial = `${path}.partial`;
  rmSync(partial, { force: true });
  // VACUUM takes a file that is empty, and leaves it to its owner.
  makeOwnersFile(partial);
  file.prepare('VACUUM INTO ?').run(partial);
  const handle = openSync(partial, 'r');
  fsyncSync(handle);
  closeSync(handle);
  renameSync(partial, path);
}

/** SHA-256 of a finished copy, hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
