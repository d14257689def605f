import type { DoctorId, PatientId, SessionId, UserId } from '../ids.ts';

/** Names of Socket.IO rooms. Only the server joins a socket to one, after policy. */
export const rooms = {
  desk: 'desk',
  everyone: 'everyone',
  admins: 'admins',
  doctor: (id: DoctorId) => `doctor:${id}`,
  patient: (id: PatientId) => `patient:${id}`,
  user: (id: UserId) => `user:${id}`,
  session: (id: SessionId) => `session:${id}`,
} as const;
