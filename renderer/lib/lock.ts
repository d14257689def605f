import { createContext, useContext } from 'react';
import { lockChannel, type LockNews } from './lock-mark.ts';
import type { Session } from './session.ts';

export type Lock = {
  /** Takes everything off the screens of this browser. */
  readonly now: () => void;
  /** The server has unlocked the session. */
  readonly open: () => Promise<void>;
  /** For the other tabs: here the lock is over, they may ask the server about theirs. */
  readonly tellOpened: () => void;
  /** A person is here: the other tabs of this browser need not lock for want of one. */
  readonly tellActive: () => void;
  readonly onActive: (listener: () => void) => () => void;
};

/** Locks and opens all tabs of this browser together. */
export function createLock(session: Session): Lock {
  const listeners = new Set<() => void>();
  async function lookAgain(): Promise<void> {
    if (session.store.get().status === 'locked') await session.reveal().catch(() => undefined);
  }
  const tell = lockChannel((news: LockNews) => {
    if (news === 'locked') session.hide();
    else if (news === 'opened') void lookAgain();
    else for (const listener of listeners) listener();
  });
  return {
    now: () => {
      session.hide();
      tell('locked');
    },
    open: session.reveal,
    tellOpened: () => tell('opened'),
    tellActive: () => tell('active'),
    onActive: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const LockContext = createContext<Lock | null>(null);
export const LockProvider = LockContext.Provider;

export function useLock(): Lock {
  const lock = useContext(LockContext);
  if (lock === null) throw new Error('useLock outside of LockProvider');
  return lock;
}
