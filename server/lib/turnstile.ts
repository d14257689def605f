export type Turnstile = {
  /** Runs the work once there is room, in the order of arrival. */
  pass<T>(work: () => Promise<T>): Promise<T>;
};

/** Lets at most `width` pieces of work run at a time. */
export function createTurnstile(width: number): Turnstile {
  const waiting: (() => void)[] = [];
  let running = 0;

  return {
    async pass(work) {
      if (running >= width) await new Promise<void>((resolve) => waiting.push(resolve));
      else running += 1;
      try {
        return await work();
      } finally {
        // The place is handed on, not freed: nobody who comes just now gets in before those who wait.
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}
