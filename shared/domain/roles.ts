export const ROLES = ['admin', 'doctor', 'receptionist', 'patient'] as const;
export type Role = (typeof ROLES)[number];

export const STAFF_ROLES = ['admin', 'doctor', 'receptionist'] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];
