import { UNDO_MIN } from '../../shared/domain/undo.ts';
import type { OwnWay } from './own-way.ts';

const WITHIN_MS = UNDO_MIN * 60_000;
const KEPT_AS = 'medlink-acts';

/** As it outlives a page that is loaded anew: when, and how it goes back; no names. */
type KeptAct = {
  readonly atMs: number;
  /** The clinic keeps no step of it. */
  readonly isOwn: boolean;
  readonly way: OwnWay | undefined;
};
type Act = KeptAct & {
  /** Left out where the clinic keeps the way back, and where the page that knew it is gone. */
  readonly takeBack: (() => void) | undefined;
};
type Kept = {
  readonly of: string;
  readonly acts: readonly KeptAct[];
  readonly ledBack: readonly (readonly [string, number])[];
};

/** What was done in this window, the oldest first: one key takes back whatever was the last of it. */
let acts: readonly Act[] = [];
/** By thing and version: the version under which it stands so again, since what came after was taken back. */
const ledBack = new Map<string, number>();
/** The session it was done in; nothing is kept before that is known. */
let doneIn: string | undefined;

/** On the clock that goes on while a page is loaded anew. */
export const clockMs = () => performance.timeOrigin + performance.now();

/** Puts an act behind those before it; what comes back takes it out again. */
export function rememberAct(takeBack?: () => void, way?: OwnWay): () => void {
  const act = { atMs: clockMs(), isOwn: takeBack !== undefined, takeBack, way };
  write([...acts, act]);
  return () => write(acts.filter((each) => each !== act));
}

/**
 * How the page itself takes the newest act back; undefined where the clinic does. It is the newest no more. `goBack` is
 * for what was done before the page was loaded anew.
 */
export function takeNewestAct(
  goBack: (way: OwnWay | undefined) => void = () => undefined,
  nowMs = clockMs(),
): (() => void) | undefined {
  const act = acts.at(-1);
  write(acts.slice(0, -1));
  if (act === undefined || nowMs - act.atMs >= WITHIN_MS) return undefined;
  return act.takeBack ?? (act.isOwn ? () => goBack(act.way) : undefined);
}

/** An act that had found a thing in `from` was taken back: it stands so again as `now`, for the act before that. */
export function leadBack(id: string, from: number, now: number): void {
  ledBack.set(`${id} ${from}`, now);
  write(acts);
}

/** The version under which a thing stands as an act had left it in `version`. */
export function standsAs(id: string, version: number): number {
  const now = ledBack.get(`${id} ${version}`);
  return now === undefined ? version : standsAs(id, now);
}

/** What was done in this session before the page was loaded anew; another one's acts are nobody's here. */
export function recallActs(sessionId: string): void {
  doneIn = sessionId;
  const kept = read();
  if (kept?.of !== sessionId) return write(acts);
  for (const [key, now] of kept.ledBack) ledBack.set(key, now);
  write([...kept.acts.map((act) => ({ ...act, takeBack: undefined })), ...acts]);
}

export function forgetActs(): void {
  ledBack.clear();
  write([]);
  doneIn = undefined;
}

function write(next: readonly Act[]): void {
  acts = next;
  if (doneIn === undefined) return;
  const kept: Kept = {
    of: doneIn,
    acts: acts.map(({ atMs, isOwn, way }) => ({ atMs, isOwn, way })),
    ledBack: [...ledBack],
  };
  attempt(() => sessionStorage.setItem(KEPT_AS, JSON.stringify(kept)));
}

function read(): Kept | undefined {
  const text = attempt(() => sessionStorage.getItem(KEPT_AS));
  return typeof text === 'string' ? (JSON.parse(text) as Kept) : undefined;
}

/** Where a window lends no storage, nothing outlives the page. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
