import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { Api } from './api.ts';
import { isPassing } from './errors.ts';
import type { Session } from './session.ts';
import { createStore, useStore } from './store.ts';

/**
 * What was typed but not sent, of the person at this screen. It is kept by the clinic's server, for that
 * person alone: whatever a browser keeps, the next person on a shared PC could read.
 */
const kept = new Map<string, string>();
const unsent = new Set<string>();
/** Sent and not answered: with its page a request goes, too. */
const unanswered = new Set<string>();
/**
 * Not known to have reached the server when the screen was locked, such as while the line was down; undefined where
 * the draft was dropped. Its person has it again; with anybody else who comes it is gone.
 */
const leftBehind = new Map<string, string | undefined>();
const isLoaded = createStore(false);
let sendNow: () => Promise<void> = async () => undefined;
let sendLater: () => void = () => undefined;

/** Reads only what still fits the form: a broken or foreign draft is as good as none. */
export function readDraft<T extends z.ZodType>(name: string, schema: T): Partial<z.output<T>> {
  const parsed = schema.safeParse(parseJson(kept.get(name) ?? null));
  return parsed.success ? parsed.data : {};
}

/**
 * How this person likes a screen, kept in the same place under a name that begins with `own:`, and for as
 * long as the person is. Whoever reads it makes sure of its form.
 */
export function readOwnChoice(name: `own:${string}`): unknown {
  return parseJson(kept.get(name) ?? null);
}

export function keepDraft(name: string, values: unknown): void {
  const content = JSON.stringify(values);
  if (kept.get(name) === content) return;
  kept.set(name, content);
  unsent.add(name);
  sendLater();
}

export function dropDraft(name: string): void {
  kept.delete(name);
  unsent.add(name);
  sendLater();
}

/** A text in words of one's own, such as a reason; kept under its name until it is sent or emptied. */
export function useKeptText(name: string) {
  const [text, setText] = useState(() => {
    const found = parseJson(kept.get(name) ?? null);
    return typeof found === 'string' ? found : '';
  });
  return {
    text,
    setText: (next: string) => {
      setText(next);
      if (next === '') dropDraft(name);
      else keepDraft(name, next);
    },
    drop: () => dropDraft(name),
  };
}

/** Keeps what is chosen on a form that lies open for long, as long as there is something; undefined is nothing. */
export function useKept(name: string, chosen: unknown): void {
  const isKept = useRef(false);
  const content = chosen === undefined ? undefined : JSON.stringify(chosen);
  useEffect(() => {
    if (content !== undefined) keepDraft(name, parseJson(content));
    else if (isKept.current) dropDraft(name);
    isKept.current = content !== undefined;
  }, [name, content]);
}

/** Whether something of such a text is kept. */
export function hasKeptText(name: string): boolean {
  const found = parseJson(kept.get(name) ?? null);
  return typeof found === 'string' && found.trim() !== '';
}

/** Whether what this person left unfinished is here; a form waits for it, so as not to write over it. */
export function useDraftsLoaded(): boolean {
  return useStore(isLoaded);
}

/** Sends what waits and forgets everything that arrives, before the screen is locked or left. Never fails. */
export function leaveDrafts(): Promise<void> {
  // Said again, as by a lock and by its screen, it has nothing to leave behind any more.
  if (isLoaded.get()) for (const name of [...unsent, ...unanswered]) leftBehind.set(name, kept.get(name));
  const sent = sendNow();
  kept.clear();
  isLoaded.set(false);
  return sent;
}

export type Drafts = {
  /** For the person who has just come, or come back. */
  readonly load: () => Promise<void>;
};

/** Sent when the hands rest. */
const REST_MS = 400;
const AGAIN_MS = 3000;

export function connectDrafts(api: Api, session: Session): Drafts {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let owner: string | undefined;
  let underWay: Promise<unknown> = Promise.resolve();

  /** A draft goes to the one who typed it: never in the name of whoever is here by now. */
  const isOwnerHere = () => owner !== undefined && userOf(session) === owner;

  async function flush(): Promise<void> {
    clearTimeout(timer);
    const names = isOwnerHere() ? [...unsent] : [];
    unsent.clear();
    const sent = names.map(async (name) => {
      unanswered.add(name);
      await send(name);
      unanswered.delete(name);
    });
    underWay = Promise.allSettled([underWay, ...sent]);
    await underWay;
    if (unsent.size === 0 || !isOwnerHere()) return;
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), AGAIN_MS);
  }
  async function send(name: string): Promise<void> {
    const content = kept.get(name);
    const typedBy = owner;
    try {
      await sendOne(api, name, content);
      if (leftBehind.get(name) === content) leftBehind.delete(name);
    } catch (error) {
      // Cut off, it is sent again, unless it has become another meanwhile or its person has left.
      const isTheirs = owner === typedBy && isOwnerHere();
      if (isPassing(error) && isTheirs && kept.get(name) === content) unsent.add(name);
    }
  }
  sendNow = flush;
  sendLater = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), REST_MS);
  };
  /** A page that goes away waits for no answer; only a request marked so outlives it. */
  window.addEventListener('pagehide', () => {
    const state = session.store.get();
    if (state.status !== 'signed_in' || !isOwnerHere()) return;
    for (const name of new Set([...unsent, ...unanswered]))
      sendAlone(state.accessToken, name, kept.get(name));
    unsent.clear();
  });

  return {
    async load() {
      const before = owner;
      owner = userOf(session);
      // What the person before could not send any more is not done to the drafts of this one.
      if (before !== undefined && owner !== before) forgetUnsent();
      takeUp();
      const { items } = await api.drafts.list.query({}).catch(() => ({ items: [] }));
      if (!isOwnerHere()) return;
      for (const { name, content } of items) if (!unsent.has(name)) kept.set(name, content);
      isLoaded.set(true);
    },
  };
}

function forgetUnsent(): void {
  unsent.clear();
  leftBehind.clear();
}

/** Its person is back: what was typed here last is newer than what the server has. */
function takeUp(): void {
  for (const [name, content] of leftBehind) {
    if (content !== undefined) kept.set(name, content);
    unsent.add(name);
  }
  if (leftBehind.size > 0) sendLater();
  leftBehind.clear();
}

function userOf(session: Session): string | undefined {
  const state = session.store.get();
  return 'me' in state ? state.me.userId : undefined;
}

function sendOne(api: Api, name: string, content: string | undefined): Promise<unknown> {
  return content === undefined ? api.drafts.drop.mutate({ name }) : api.drafts.keep.mutate({ name, content });
}

function sendAlone(accessToken: string, name: string, content: string | undefined): void {
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  const request =
    content === undefined
      ? { method: 'DELETE', headers }
      : { method: 'PUT', headers, body: JSON.stringify({ content }) };
  fetch(`/api/drafts/${encodeURIComponent(name)}`, { ...request, keepalive: true }).catch(() => undefined);
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
