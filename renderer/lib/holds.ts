import { createContext, useContext, useEffect, useSyncExternalStore } from 'react';
import type { Socket } from 'socket.io-client';
import type { HoldSlot } from '../../shared/contracts/holds.ts';
import { HOLD_BEAT_MS, type HeldSlot } from '../../shared/domain/hold.ts';
import { epochMs, type Instant } from '../../shared/time/instant.ts';
import type { ClientToServer, ServerToClient } from '../../shared/realtime/socket-events.ts';
import { createStore, type Store, useStore } from './store.ts';

/** A slot that another screen is about to book, with its end on this page's own clock. */
export type OtherHold = HeldSlot & { readonly untilMs: number };
type Line = Socket<ServerToClient, ClientToServer>;

export type Holds = {
  /** What others hold; the own one is not among them. */
  readonly others: Store<readonly OtherHold[]>;
  /** Holds this slot in place of the last one, for as long as the line stands; undefined holds nothing. */
  readonly take: (slot: HoldSlot | undefined) => void;
  /** Speaks and hears on this line from now on; the returned function ends it. */
  readonly join: (line: Line) => () => void;
};

export function createHolds(): Holds {
  const others = createStore<readonly OtherHold[]>([]);
  let wire: Line | undefined;
  let wanted: HoldSlot | undefined;
  let ownId: string | null = null;
  let told: readonly OtherHold[] = [];
  let timer: ReturnType<typeof setInterval> | undefined;

  const show = () => {
    const next = told.filter(({ id }) => id !== ownId);
    if (next.length > 0 || others.get().length > 0) others.set(next);
  };
  const ask = () => {
    const slot = wanted;
    if (slot === undefined || wire?.connected !== true) return;
    wire.emit('hold', slot, (id) => {
      if (slot !== wanted) return;
      ownId = id;
      show();
    });
  };
  function take(slot: HoldSlot | undefined): void {
    const isHolding = wanted !== undefined;
    wanted = slot;
    clearInterval(timer);
    if (slot === undefined) {
      ownId = null;
      if (isHolding) wire?.volatile.emit('release', () => undefined);
      return;
    }
    ask();
    timer = setInterval(() => wire?.volatile.emit('holding', () => undefined), HOLD_BEAT_MS);
  }
  return {
    others,
    take,
    join: (opened) => {
      // Without the line nobody knows; what is held is told anew with the next one.
      const forget = () => {
        told = [];
        show();
      };
      const hear: ServerToClient['held'] = (slots, { now }) => {
        told = slots.map((slot) => ({ ...slot, untilMs: performance.now() + leftMs(slot.expiresAt, now) }));
        show();
      };
      wire = opened;
      opened.on('connect', ask).on('disconnect', forget).on('held', hear);
      return () => {
        wire = undefined;
        opened.off('connect', ask).off('disconnect', forget).off('held', hear);
        forget();
      };
    },
  };
}

function leftMs(expiresAt: Instant, now: Instant): number {
  return epochMs(expiresAt) - epochMs(now);
}

const HoldsContext = createContext<Holds | null>(null);
export const HoldsProvider = HoldsContext.Provider;

function useHolds(): Holds {
  const holds = useContext(HoldsContext);
  if (holds === null) throw new Error('useHolds outside of HoldsProvider');
  return holds;
}

/** While the dialog has this slot chosen, the other boards show it. */
export function useHold(slot: HoldSlot | undefined): void {
  const { take } = useHolds();
  const { doctorId, startsAt, durationMin } = slot ?? {};
  useEffect(() => {
    const isWhole = doctorId !== undefined && startsAt !== undefined && durationMin !== undefined;
    take(isWhole ? { doctorId, startsAt, durationMin } : undefined);
  }, [take, doctorId, startsAt, durationMin]);
  useEffect(() => () => take(undefined), [take]);
}

export function useOtherHolds(): readonly OtherHold[] {
  return useStore(useHolds().others);
}

const TICK_MS = 500;

/** Whole seconds until then, counting down. */
export function useSecondsLeft(untilMs: number): number {
  return useSyncExternalStore(onTick, () => Math.max(0, Math.ceil((untilMs - performance.now()) / 1000)));
}

function onTick(listener: () => void): () => void {
  const timer = setInterval(listener, TICK_MS);
  return () => clearInterval(timer);
}
