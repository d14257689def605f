import { createContext, useContext } from 'react';
import type { Me, SignedIn } from '../../shared/contracts/auth.ts';
import type { SessionId } from '../../shared/ids.ts';
import { isPassing } from './errors.ts';
import { createStore, type Store, useStore } from './store.ts';

export type SessionState =
  /** Not yet asked whether the cookie still signs this browser in. */
  | { readonly status: 'unknown' }
  /** `hasEnded`: somebody was signed in on this page and the sign-in ran out or was ended elsewhere. */
  | { readonly status: 'signed_out'; readonly hasEnded: boolean }
  | ({ readonly status: 'signed_in' } & Holder)
  /** The clinic asks for a second factor that is still to be set up; the token is good for that alone. */
  | ({ readonly status: 'enrolling' } & Holder)
  /** Nothing but who it is may be shown; the token is good to unlock and to leave. */
  | ({ readonly status: 'locked' } & Holder);

type Holder = {
  readonly me: Me;
  readonly accessToken: string;
  /** On the page's own monotonic clock, so that a wrong wall clock changes nothing. */
  readonly freshUntilMs: number;
  /** Without a person for so long the screen locks. */
  readonly idleLimitMs: number;
};

export type Session = {
  readonly store: Store<SessionState>;
  readonly begin: (answer: SignedIn) => void;
  /** Takes everything off the screen at once; whoever calls it tells the server. */
  readonly hide: () => void;
  /** The server has unlocked it, here or in another tab. */
  readonly reveal: () => Promise<void>;
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

/** `isHidden`: the page was locked when it was left, whatever the server knows of it. */
export function createSession(askForRefresh: () => Promise<SignedIn>, isHidden = false): Session {
  const store = createStore<SessionState>({ status: 'unknown' });
  let running: Promise<void> | undefined;
  let mustStayHidden = isHidden;

  const take = (answer: SignedIn) =>
    store.set({
      status: answer.isLocked || mustStayHidden ? 'locked' : answer.mustEnrol ? 'enrolling' : 'signed_in',
      ...holderOf(answer),
    });
  const begin = (answer: SignedIn) => {
    mustStayHidden = false;
    take(answer);
  };
  const end = (hasEnded: boolean) => {
    mustStayHidden = false;
    store.set({ status: 'signed_out', hasEnded });
  };
  function hide(): void {
    const state = store.get();
    if (state.status !== 'signed_in') return;
    mustStayHidden = true;
    store.set({ ...state, status: 'locked' });
  }
  async function reveal(): Promise<void> {
    mustStayHidden = false;
    // An answer that is on its way may still be that of the locked session.
    await running?.catch(() => undefined);
    await refresh();
  }

  async function refreshNow(): Promise<void> {
    const before = store.get();
    try {
      take(await askForRefresh());
    } catch (error) {
      // Without a decision nobody is signed out: the network may be back in a second.
      const isHere = before.status !== 'unknown' && before.status !== 'signed_out';
      if (isPassing(error) && isHere) throw error;
      end(isHere);
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
    const isStale = 'freshUntilMs' in state && performance.now() >= state.freshUntilMs;
    if (isStale || state.status === 'unknown') await refresh();
    const now = store.get();
    return 'accessToken' in now ? now.accessToken : undefined;
  }

  const expireToken = () => store.set(withStaleToken(store.get()));

  return { store, begin, hide, reveal, end, refresh, freshToken, expireToken };
}

/** Whose sign-in the page has now; undefined while nobody's is known. */
export function signInOf(session: Session): SessionId | undefined {
  const state = session.store.get();
  return 'me' in state ? state.me.sessionId : undefined;
}

function withStaleToken(state: SessionState): SessionState {
  return 'freshUntilMs' in state ? { ...state, freshUntilMs: 0 } : state;
}

function holderOf({ me, accessToken, expiresInSec, idleLimitSec }: SignedIn): Holder {
  const freshUntilMs = performance.now() + expiresInSec * 1000 - EARLY_MS;
  return { me, accessToken, freshUntilMs, idleLimitMs: idleLimitSec * 1000 };
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
