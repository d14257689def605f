import { type Instant, minutesBetween } from '../time/instant.ts';
import type { AppointmentStatus } from './appointment-status.ts';

/** Who has come and is not done yet. */
export const IN_HOUSE = [
  'arrived',
  'checked_in',
  'in_room',
  'with_doctor',
] as const satisfies readonly AppointmentStatus[];
export type InHouse = (typeof IN_HOUSE)[number];

/** After how many minutes it is too long: in each status, and from coming in until the doctor comes. */
export type WaitAlerts = Readonly<Record<InHouse | 'total', number>>;

export const WAIT_LEVELS = ['fine', 'soon', 'late'] as const;
export type WaitLevel = (typeof WAIT_LEVELS)[number];

export type Wait = {
  /** Minutes in the present status. */
  readonly statusMin: number;
  /** Minutes from coming in until now, or until the doctor came. */
  readonly totalMin: number;
  readonly level: WaitLevel;
  /** How much of what the clinic allows is used up; 1 and more is too long. */
  readonly share: number;
};

type Waiting = {
  readonly status: AppointmentStatus;
  readonly statusSince: string;
  readonly arrivedAt: string | null;
};

/** From here on somebody should look after them before it is too long. */
const SOON_SHARE = 0.75;

export function isInHouse(status: AppointmentStatus): status is InHouse {
  return IN_HOUSE.some((known) => known === status);
}

/** How long somebody who is here has waited, and whether that is too long. */
export function waitOf(visit: Waiting, now: Instant, alerts: WaitAlerts): Wait {
  const since = visit.statusSince as Instant;
  const isSeen = visit.status === 'with_doctor';
  const statusMin = Math.max(0, minutesBetween(since, now));
  const totalMin = Math.max(0, minutesBetween((visit.arrivedAt ?? since) as Instant, isSeen ? since : now));
  const ofStatus = isInHouse(visit.status) ? statusMin / alerts[visit.status] : 0;
  // Who is with the doctor waits no longer, however long it took.
  const share = isSeen ? ofStatus : Math.max(ofStatus, totalMin / alerts.total);
  return { statusMin, totalMin, share, level: share >= 1 ? 'late' : share >= SOON_SHARE ? 'soon' : 'fine' };
}

/** Those first who have used up the most of what the clinic allows; then who has been here longest. */
export function byLongestWait(a: Wait, b: Wait): number {
  return b.share - a.share || b.totalMin - a.totalMin;
}
