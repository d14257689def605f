import type { UserDto } from '../../../shared/contracts/users.ts';
import type { UserRow } from './users.repo.ts';

export function toUserDto(row: UserRow): UserDto {
  const { id, name, email, role, doctorId, patientId, lastSignInAt, version } = row;
  return { id, name, email, role, isActive: row.isActive === 1, doctorId, patientId, lastSignInAt, version };
}
