import { type Role, STAFF_ROLES, type StaffRole } from './roles.ts';

/** Who has to have a second factor; everybody of the staff may have one. */
export const SECOND_FACTOR_FOR = ['nobody', 'admins', 'staff'] as const;
export type SecondFactorFor = (typeof SECOND_FACTOR_FOR)[number];

const ROLES_OF: Readonly<Record<SecondFactorFor, readonly StaffRole[]>> = {
  nobody: [],
  admins: ['admin'],
  staff: STAFF_ROLES,
};

export function rolesWithFactor(required: SecondFactorFor): readonly StaffRole[] {
  return ROLES_OF[required];
}

export function isFactorRequired(role: Role, required: SecondFactorFor): boolean {
  return ROLES_OF[required].some((other) => other === role);
}

/** Recovery codes handed out at a time. */
export const RECOVERY_CODES = 10;
