import { type CivilDate, daysBetween } from '../time/civil-date.ts';
import { type AppointmentStatus, isBlocking } from './appointment-status.ts';

export const RECALL_STATES = ['due', 'contacted', 'booked', 'declined', 'given_up'] as const;
export type RecallState = (typeof RECALL_STATES)[number];

/** How a recall ends without a visit: by the patient's word, or by the desk's. */
export const RECALL_ENDS = ['declined', 'given_up'] as const satisfies readonly RecallState[];
export type RecallEnd = (typeof RECALL_ENDS)[number];

/** How the desk tried to reach somebody, and what came of it. */
export const CONTACT_KINDS = ['called', 'no_answer', 'left_message', 'mailed', 'will_call_back'] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

export const MOST_MONTHS = 60;

/** What is written down of a recall; how it stands follows from that alone. */
export type RecallFacts = {
  readonly endedAs: RecallEnd | null;
  /** Of the visit that was booked for it. */
  readonly visitStatus: AppointmentStatus | null;
  readonly contactCount: number;
};

/**
 * How a recall stands. Nobody keeps it in step with its visit: while that visit stands the recall is booked, and
 * with its cancellation, a no-show or an undone booking the patient is due again by the same facts.
 */
export function recallStateOf({ endedAs, visitStatus, contactCount }: RecallFacts): RecallState {
  if (endedAs !== null) return endedAs;
  if (visitStatus !== null && isBlocking(visitStatus)) return 'booked';
  return contactCount > 0 ? 'contacted' : 'due';
}

/** Somebody still has to be reached: only such a recall is written to, booked or ended. */
export function isOpenRecall(state: RecallState): boolean {
  return state === 'due' || state === 'contacted';
}

/** Only what was ended by hand is taken up again by hand. */
export function isReopenable(state: RecallState): state is RecallEnd {
  return state === 'declined' || state === 'given_up';
}

/** Days since somebody should have come; 0 until then. */
export function overdueDays(dueOn: CivilDate, today: CivilDate): number {
  return Math.max(0, daysBetween(dueOn, today));
}
