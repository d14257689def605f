import {
  type AppointmentStatus,
  nextStep,
  type StatusNow,
  statusMove,
} from '../../../shared/domain/appointment-status.ts';

/** What one key on a focused visit means. */
export type VisitAct =
  | { readonly kind: 'status'; readonly to: AppointmentStatus }
  | { readonly kind: 'move' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'menu' }
  /** A key that is held down: the one act it means is done. */
  | { readonly kind: 'held' }
  /** The key means a status that this visit cannot take now. */
  | { readonly kind: 'impossible'; readonly to: AppointmentStatus | undefined };

export const STATUS_KEYS = {
  v: 'confirmed',
  a: 'arrived',
  i: 'checked_in',
  r: 'in_room',
  d: 'with_doctor',
  f: 'completed',
  x: 'no_show',
  l: 'left',
} as const satisfies Record<string, AppointmentStatus>;

/** What a press means; a key that rests on the keyboard is one press, however often it is reported. */
export function pressAct(
  { key, repeat }: Pick<KeyboardEvent, 'key' | 'repeat'>,
  visit: StatusNow,
): VisitAct | undefined {
  const act = visitAct(key, visit);
  return act !== undefined && repeat ? { kind: 'held' } : act;
}

/** undefined when the key is none of the board's. */
export function visitAct(key: string, visit: StatusNow): VisitAct | undefined {
  const pressed = key.toLowerCase();
  if (pressed === 'm') return { kind: 'move' };
  if (pressed === 'c' || key === 'Delete') return { kind: 'cancel' };
  if (key === '.' || key === 'ContextMenu' || key === 'F10') return { kind: 'menu' };
  if (key === ' ' || pressed === 'n') return toStatus(visit, nextStep(visit.status));
  if (key === 'Backspace') return toStatus(visit, visit.stepBack ?? undefined);
  const direct = Object.entries(STATUS_KEYS).find(([known]) => known === pressed)?.[1];
  return direct === undefined ? undefined : toStatus(visit, direct);
}

function toStatus(from: StatusNow, to: AppointmentStatus | undefined): VisitAct {
  if (to === undefined || statusMove(from, to) === undefined) return { kind: 'impossible', to };
  return { kind: 'status', to };
}
