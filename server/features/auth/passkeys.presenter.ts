import type { PasskeyDto } from '../../../shared/contracts/passkeys.ts';
import type { Row } from '../../db/schema.ts';

export function toPasskeyDto(row: Row<'passkey'>): PasskeyDto {
  const { id, name, hostName, createdAt: addedAt, lastUsedAt, suspendedAt, version } = row;
  return { id, name, hostName, addedAt, lastUsedAt, suspendedAt, version };
}
