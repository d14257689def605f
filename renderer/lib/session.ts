import { createContext, useContext } from 'react';
import type { Me, SignedIn } from '../../shared/contracts/auth.ts';
import { reasonOf } from './errors.ts';
import { createStore, type Store, useStore } from './store.ts';

export type SessionState =
  /** Not yet asked whether the cookie still signs this browser in. */
  | { readonly status: 'unknown' }
  /** `hasEnded`: somebody was signed in on this page and the sign-in ran out or was ended elsewhere. */
  | { readonly status: 'signed_out'; readonly hasEnded: boolean }
  | {
      readonly status: 'signed_in';
      readonly me: Me;
      readonly accessToken: string;
      /** On the page's own monotonic clock, so that a wrong wall clock changes nothing. */
      readonly freshUntilMs: number;
    };

export type Session = {
  readonly store: Store<SessionState>;
  readonly begin: (answer: SignedIn) => void;
  readonly end: (hasEnded: boolean) => void;
  /** Asks for a new access token. Many callers at once share one round trip. */
  readonly refresh: () => Promise<void>;
  /** A token that is still good, refreshed when it is about to end; undefined when signed out. */
  readonly freshToken: () => Promise<string | undefined>;
  /** The server no longer took the token: the next call refreshes first. */
  readonly expireToken: () => void;
};

/** Refresh this long before the token really ends, so that no call meets its end on the way. */
const EARLY_MS = 20_000;

export function createSession(askForRefresh: () => Promise<SignedIn>): Session {
  const store = createStore<SessionState>({ status: 'unknown' });
  let running: Promise<void> | undefined;

  const begin = (answer: SignedIn) =>
    store.set({
      status: 'signed_in',
      me: answer.me,
      accessToken: answer.accessToken,
      freshUntilMs: performance.now() + answer.expiresInSec * 1000 - EARLY_MS,
    });
  const end = (hasEnded: boolean) => store.set({ status: 'signed_out', hasEnded });

  async function refreshNow(): Promise<void> {
    const before = store.get();
    try {
      begin(await askForRefresh());
    } catch (error) {
      // Without an answer nobody is signed out: the network may be back in a second.
      if (reasonOf(error).code === 'unreachable' && before.status === 'signed_in') throw error;
      end(before.status === 'signed_in');
    }
  }
  const refresh = () => {
    running ??= refreshNow().finally(() => {
      running = undefined;
    });
    return running;
  };

  async function freshToken(): Promise<string | undefined> {
    const state = store.get();
    const isStale = state.status === 'signed_in' && performance.now() >= state.freshUntilMs;
    if (isStale || state.status === 'unknown') await refresh();
    const now = store.get();
    return now.status === 'signed_in' ? now.accessToken : undefined;
  }

  function expireToken(): void {
    const state = store.get();
    if (state.status === 'signed_in') store.set({ ...state, freshUntilMs: 0 });
  }

  return { store, begin, end, refresh, freshToken, expireToken };
}

const SessionContext = createContext<Session | null>(null);
export const SessionProvider = SessionContext.Provider;

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession outside of SessionProvider');
  return session;
}

export function useSessionState(): SessionState {
  return useStore(useSession().store);
}

/** Who is signed in; only for screens that are drawn when somebody is. */
export function useMe(): Me {
  const state = useSessionState();
  if (state.status !== 'signed_in') throw new Error('useMe while nobody is signed in');
  return state.me;
}
