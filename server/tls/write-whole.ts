import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';

/** A secret file, whole or not at all, for its owner's eyes only. */
export function writeWhole(path: string, content: string): void {
  const unfinished = `${path}.part`;
  const handle = openSync(unfinished, 'w', 0o600);
  try {
    writeSync(handle, content);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(unfinished, path);
}
