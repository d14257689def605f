import { z } from 'zod';

export const ROLES = ['admin', 'doctor', 'receptionist', 'patient'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const STAFF_ROLES = ['admin', 'doctor', 'receptionist'] as const;
export const StaffRole = z.enum(STAFF_ROLES);
export type StaffRole = z.infer<typeof StaffRole>;
