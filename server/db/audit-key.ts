import { join } from 'node:path';
import { type AuditKey, auditKeyOf } from './audit-chain.ts';
import { KEY_FILES, loadKeyFile, readKeyFile } from './key-file.ts';

/** Where the key that seals the audit trail lies: beside the database, never in it. */
export function auditKeyPath(folder: string): string {
  return join(folder, KEY_FILES.audit);
}

/** The folder's key, made at the first start. */
export function loadAuditKey(folder: string): AuditKey {
  return auditKeyOf(loadKeyFile(auditKeyPath(folder)));
}

export function readAuditKey(folder: string): AuditKey {
  return auditKeyOf(readKeyFile(auditKeyPath(folder)));
}
