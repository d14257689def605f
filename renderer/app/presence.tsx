import { useEffect } from 'react';
import { leaveDrafts } from '../lib/draft.ts';
import { useSessionState } from '../lib/session.ts';
import { watchPerson } from './person-watch.ts';
import type { Services } from './services.ts';

/** The server's own limit has passed by then. */
const PATIENT_EXTRA_MS = 2_000;
const RETRY_MS = 2_000;

/** Tells the server that a person is here, locks the screen when none is, and sees that the server knows. */
export function Presence({ services }: { readonly services: Services }) {
  const state = useSessionState();
  const { status } = state;
  const isStaff = 'me' in state && state.me.role !== 'patient';
  const sessionId = state.status === 'signed_in' ? state.me.sessionId : undefined;
  const idleLimitMs = 'idleLimitMs' in state ? state.idleLimitMs : 0;
  const { session, api, lock, drafts } = services;

  useEffect(() => {
    if (status !== 'signed_in' || idleLimitMs === 0) return;
    const watch = watchPerson({
      idleLimitMs: isStaff ? idleLimitMs : idleLimitMs + PATIENT_EXTRA_MS,
      report: (quietSec) => {
        api.auth.reportActivity.mutate({ quietSec }).catch(() => undefined);
      },
      onIdle: () => (isStaff ? lock.now() : void askWhetherStillIn(session)),
      tellTabs: lock.tellActive,
    });
    const forget = lock.onActive(watch.seen);
    return () => {
      watch.stop();
      forget();
    };
  }, [status, idleLimitMs, isStaff, session, api, lock]);

  useEffect(() => {
    if (status !== 'signed_in' || !isStaff) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'l' || !event.ctrlKey || event.altKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      lock.now();
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [status, isStaff, lock]);

  useEffect(() => {
    if (sessionId === undefined) return;
    void drafts.load();
    // Whoever comes next on this page begins with nothing.
    return () => void leaveDrafts();
  }, [sessionId, drafts]);

  useEffect(() => {
    if (status !== 'locked') return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const tell = () => {
      if (isOver) return;
      api.auth.lock.mutate({}).catch(() => {
        timer = setTimeout(tell, RETRY_MS);
      });
    };
    // What was typed goes first: of a locked session the server takes nothing any more.
    void leaveDrafts().then(tell);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [status, api]);

  return null;
}

async function askWhetherStillIn(session: Services['session']): Promise<void> {
  await session.refresh().catch(() => undefined);
}
