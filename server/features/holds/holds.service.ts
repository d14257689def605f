import type { HoldSlot } from '../../../shared/contracts/holds.ts';
import { HOLD_SEC, HOLD_SILENCE_MS, heldSpan, type HeldSlot } from '../../../shared/domain/hold.ts';
import { type Interval, overlaps } from '../../../shared/domain/intervals.ts';
import { mayEver } from '../../../shared/domain/policy.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { addMinutes, type Instant, toInstant } from '../../../shared/time/instant.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import { authorize } from '../../policy/decide.ts';
import { scopeFor } from '../../policy/scope.ts';
import type { Actor } from '../../trpc/context.ts';

type Deps = {
  readonly clock: Clock;
  /** The one that never goes back: a hold lasts its minute, whatever becomes of the PC's clock. */
  readonly forwardClock: Clock;
  readonly ids: Ids;
  /** Milliseconds of a clock that only goes forward. */
  readonly nowMs?: () => number;
};
type Kept = { readonly slot: HeldSlot; readonly until: Instant; heardMs: number };
type Listener = (doctors: ReadonlySet<DoctorId>) => void;
export type HoldsService = ReturnType<typeof createHolds>;

/**
 * Slots chosen in the staff's dialogs, one a screen. They live in memory and with the screen's own line: what a
 * crash or a pulled cable leaves behind holds nobody up.
 */
export function createHolds({ clock, forwardClock, ids, nowMs = () => performance.now() }: Deps) {
  const byScreen = new Map<string, Kept>();
  const listeners = new Set<Listener>();
  const tell = (...doctors: DoctorId[]) => {
    if (doctors.length > 0) for (const listener of listeners) listener(new Set(doctors));
  };
  const slots = () => {
    const now = forwardClock.now();
    return [...byScreen.values()].filter(({ until }) => until > now).map(({ slot }) => slot);
  };

  return {
    /** In place of what the screen held before. Throws where this person may not book there. */
    take(screen: string, actor: Actor, wanted: HoldSlot): HeldSlot {
      const { doctorId } = wanted;
      authorize(actor, 'hold.take', { doctorId });
      const startsAt = toInstant(wanted.startsAt);
      const before = byScreen.get(screen)?.slot;
      const slot: HeldSlot = {
        id: before?.id ?? ids.next<string>(),
        byName: actor.name,
        doctorId,
        startsAt,
        endsAt: addMinutes(startsAt, wanted.durationMin),
        expiresAt: addMinutes(clock.now(), HOLD_SEC / 60),
      };
      const until = addMinutes(forwardClock.now(), HOLD_SEC / 60);
      byScreen.set(screen, { slot, until, heardMs: nowMs() });
      tell(doctorId, ...(before === undefined ? [] : [before.doctorId]));
      return slot;
    },
    /** The screen is still there. */
    hear(screen: string): void {
      const kept = byScreen.get(screen);
      if (kept !== undefined) kept.heardMs = nowMs();
    },
    release(screen: string): void {
      const kept = byScreen.get(screen);
      if (kept === undefined) return;
      byScreen.delete(screen);
      tell(kept.slot.doctorId);
    },
    /** Lets go of what has had its time and of what nobody speaks for any more. */
    sweep(): void {
      const [now, silentMs] = [forwardClock.now(), nowMs() - HOLD_SILENCE_MS];
      const gone = [...byScreen].filter(([, kept]) => kept.until <= now || kept.heardMs < silentMs);
      for (const [screen] of gone) byScreen.delete(screen);
      tell(...gone.map(([, { slot }]) => slot.doctorId));
    },
    /** What this person's board may show. */
    list(actor: Actor): HeldSlot[] {
      if (!mayEver(actor.role, 'board.read')) return [];
      const scope = scopeFor({ actor, now: clock.now() }, 'board.read');
      return slots().filter(({ doctorId }) => scope.covers({ doctorId }));
    },
    listAll: slots,
    /** Stretches patients are not offered. */
    spansOf: (doctorId: DoctorId): Interval[] =>
      slots()
        .filter((slot) => slot.doctorId === doctorId)
        .map(heldSpan),
    isHeld: (doctorId: DoctorId, span: Interval): boolean =>
      slots().some((slot) => slot.doctorId === doctorId && overlaps(heldSpan(slot), span)),
    onChange(listener: Listener): void {
      listeners.add(listener);
    },
  };
}
