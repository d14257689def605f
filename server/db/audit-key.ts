import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditKey, auditKeyOf } from './audit-chain.ts';
import { DataFolderError } from './data-folder.ts';

const NAME = 'audit.key';
const FORMAT = /^[0-9a-f]{64}$/;

/** Where the key that seals the audit trail lies: beside the database, never in it. */
export function auditKeyPath(folder: string): string {
  return join(folder, NAME);
}

/** The folder's key, made at the first start, for its owner's eyes only. */
export function loadAuditKey(folder: string): AuditKey {
  const path = auditKeyPath(folder);
  if (!existsSync(path)) writeKey(path, randomBytes(32).toString('hex'));
  return readAuditKey(folder);
}

export function readAuditKey(folder: string): AuditKey {
  const path = auditKeyPath(folder);
  const text = readFileSync(path, 'utf8').trim();
  if (!FORMAT.test(text)) {
    throw new DataFolderError(`${path} is damaged: put the key this clinic was started with in its place.`);
  }
  return auditKeyOf(Buffer.from(text, 'hex'));
}

/** On the disk before the first line is sealed with it. */
function writeKey(path: string, secret: string): void {
  const handle = openSync(path, 'wx', 0o600);
  writeSync(handle, `${secret}\n`);
  fsyncSync(handle);
  closeSync(handle);
}
