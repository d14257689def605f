import type { Role } from '../domain/roles.ts';
import type { DoctorId, PatientId, SessionId, UserId } from '../ids.ts';

/** Names of Socket.IO rooms. Only the server joins a socket to one, after policy. */
export const rooms = {
  role: (role: Role) => `role:${role}`,
  doctor: (id: DoctorId) => `doctor:${id}`,
  patient: (id: PatientId) => `patient:${id}`,
  user: (id: UserId) => `user:${id}`,
  session: (id: SessionId) => `session:${id}`,
} as const;
