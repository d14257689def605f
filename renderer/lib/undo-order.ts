import { UNDO_MIN } from '../../shared/domain/undo.ts';

const WITHIN_MS = UNDO_MIN * 60_000;

type Act = {
  readonly atMs: number;
  /** Left out where the clinic keeps the way back. */
  readonly takeBack: (() => void) | undefined;
};

/** What was done on this page, the oldest first: one key takes back whatever was the last of it. */
let acts: readonly Act[] = [];

/** Puts an act behind those before it; what comes back takes it out again. */
export function rememberAct(takeBack?: () => void): () => void {
  const act = { atMs: performance.now(), takeBack };
  acts = [...acts, act];
  return () => {
    acts = acts.filter((each) => each !== act);
  };
}

/** How the page itself takes the newest act back; undefined where the clinic does. It is the newest no more. */
export function takeNewestAct(nowMs = performance.now()): (() => void) | undefined {
  const act = acts.at(-1);
  acts = acts.slice(0, -1);
  return act !== undefined && nowMs - act.atMs < WITHIN_MS ? act.takeBack : undefined;
}

/** By thing and version: the version under which it stands so again, since what came after was taken back. */
const ledBack = new Map<string, number>();

/** An act that had found a thing in `from` was taken back: it stands so again as `now`, for the act before that. */
export function leadBack(id: string, from: number, now: number): void {
  ledBack.set(`${id} ${from}`, now);
}

/** The version under which a thing stands as an act had left it in `version`. */
export function standsAs(id: string, version: number): number {
  const now = ledBack.get(`${id} ${version}`);
  return now === undefined ? version : standsAs(id, now);
}

export function forgetActs(): void {
  acts = [];
  ledBack.clear();
}
