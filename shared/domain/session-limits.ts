import { addMinutes, type Instant } from '../time/instant.ts';
import type { Role } from './roles.ts';

/** How long a sign-in lasts: without a person at the screen, and in all. */
export type SessionLimits = Readonly<Record<`${Role}${'IdleMin' | 'TotalHours'}`, number>>;

export const DEFAULT_SESSION_LIMITS = {
  receptionistIdleMin: 5,
  doctorIdleMin: 5,
  adminIdleMin: 5,
  patientIdleMin: 15,
  receptionistTotalHours: 12,
  doctorTotalHours: 12,
  adminTotalHours: 12,
  patientTotalHours: 12,
} as const satisfies SessionLimits;

/** What a session may still do: everything, only be unlocked or left, or nothing ever again. */
export type SessionState = 'live' | 'locked' | 'ended';

export type SessionTimes = {
  readonly role: Role;
  readonly createdAt: Instant;
  /** When a person was last there; a renewed token or a hint from the server is no person. */
  readonly lastUsedAt: Instant;
  readonly expiresAt: Instant;
  readonly lockedAt: Instant | null;
};

/** Staff share a PC: without a person their session locks. A patient's own phone is signed out. */
export function sessionState(session: SessionTimes, limits: SessionLimits, now: Instant): SessionState {
  const { idleMin, totalMin } = limitsFor(session.role, limits);
  const isOver = session.expiresAt <= now || addMinutes(session.createdAt, totalMin) <= now;
  const isIdle = addMinutes(session.lastUsedAt, idleMin) <= now;
  if (isOver || (isIdle && session.role === 'patient')) return 'ended';
  return isIdle || session.lockedAt !== null ? 'locked' : 'live';
}

export function limitsFor(role: Role, limits: SessionLimits): { idleMin: number; totalMin: number } {
  return { idleMin: limits[`${role}IdleMin`], totalMin: limits[`${role}TotalHours`] * 60 };
}
