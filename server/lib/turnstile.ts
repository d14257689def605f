export type Turnstile = {
  /**
   * Runs the work once there is room. `whose` it is, where that is known: each then has one piece of work running at a
   * time, and those who wait take turns, however much one of them has waiting. The rest counts as one more of them, of
   * whose work several may run. Within a line it goes by arrival.
   */
  pass<T>(work: () => Promise<T>, whose?: string): Promise<T>;
  /** How much of somebody's is waiting. */
  waitingOf(whose: string): number;
};

const NOBODYS = '';

/** Lets at most `width` pieces of work run at a time. */
export function createTurnstile(width: number): Turnstile {
  /** Whose turn is next stands first. */
  const lines = new Map<string, (() => void)[]>();
  const inside = new Set<string>();
  let running = 0;

  const isFree = (whose: string) => running < width && !inside.has(whose);

  function enter(whose: string): void {
    running += 1;
    if (whose !== NOBODYS) inside.add(whose);
  }

  function wait(whose: string): Promise<void> {
    return new Promise((resolve) => {
      const line = lines.get(whose) ?? [];
      line.push(resolve);
      lines.set(whose, line);
    });
  }

  function leave(whose: string): void {
    running -= 1;
    inside.delete(whose);
    // At once: nobody who comes just now gets in before those who wait.
    for (const [next, line] of lines) {
      if (!isFree(next)) continue;
      lines.delete(next);
      enter(next);
      line.shift()?.();
      // Behind everybody else.
      if (line.length > 0) lines.set(next, line);
    }
  }

  return {
    async pass(work, whose = NOBODYS) {
      if (isFree(whose)) enter(whose);
      else await wait(whose);
      try {
        return await work();
      } finally {
        leave(whose);
      }
    },
    waitingOf: (whose) => lines.get(whose)?.length ?? 0,
  };
}
