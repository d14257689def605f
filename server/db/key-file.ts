import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { DataFolderError } from './data-folder.ts';
import { keepToOwner } from './owner-only.ts';

/**
 * What a data folder holds beside its database. Without them the trail proves nothing, no second factor opens,
 * and every device has to trust the clinic anew.
 */
export const KEY_FILES = {
  audit: 'audit.key',
  secrets: 'secrets.key',
  authority: 'clinic-authority.pem',
} as const;

const KEY_BYTES = 32;
const FORMAT = /^[0-9a-f]{64}$/;

/** A secret beside the database, never in it: made at the first start, for its owner's eyes only. */
export function loadKeyFile(path: string): Buffer {
  if (!existsSync(path)) writeKey(path, randomBytes(KEY_BYTES).toString('hex'));
  // Put back from a copy, it may have come with the rights of any file.
  keepToOwner([path]);
  return readKeyFile(path);
}

/** Throws a `DataFolderError` that says what to do when the file is not what was once written. */
export function readKeyFile(path: string): Buffer {
  const text = readFileSync(path, 'utf8').trim();
  if (!FORMAT.test(text)) {
    throw new DataFolderError(`${path} is damaged: put the key this clinic was started with in its place.`);
  }
  return Buffer.from(text, 'hex');
}

/** On the disk before anything is sealed with it. */
function writeKey(path: string, secret: string): void {
  const handle = openSync(path, 'wx', 0o600);
  try {
    writeSync(handle, `${secret}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
