import type { Urgency } from './urgency.ts';

export type InTurn = {
  readonly id: string;
  readonly urgency: Urgency;
  readonly startsAt: string;
  /** Null while they are expected only. */
  readonly arrivedAt: string | null;
  /** Called in already: whoever waits outside waits for them, too. */
  readonly isInRoom: boolean;
};

/**
 * Whom a doctor sees next, on the doctor's own screen as in the line that the desk and phones are told: who was called
 * in first, then emergencies; then by the time that was booked, then who came first. Whoever is not ready yet keeps the
 * place: it is the clinic that makes them ready, and a place once told does not go back.
 */
export function byTurn(a: InTurn, b: InTurn): number {
  const first = ({ isInRoom, urgency }: InTurn) => (isInRoom ? 2 : Number(urgency === 'emergency'));
  const keys = ({ startsAt, arrivedAt, id }: InTurn) => `${startsAt} ${arrivedAt ?? '~'} ${id}`;
  return first(b) - first(a) || (keys(a) < keys(b) ? -1 : 1);
}
