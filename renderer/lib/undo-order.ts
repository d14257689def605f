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

export function forgetActs(): void {
  acts = [];
}
