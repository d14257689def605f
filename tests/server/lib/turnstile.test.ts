import { describe, expect, it } from 'vitest';
import { createTurnstile } from '../../../server/lib/turnstile.ts';

function gate() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { promise, open: resolve };
}

describe('a turnstile', () => {
  it('lets only so many in at a time, in the order they came', async () => {
    const turnstile = createTurnstile(2);
    const gates = [gate(), gate(), gate(), gate()];
    const started: number[] = [];
    const runs = gates.map((own, index) =>
      turnstile.pass(async () => {
        started.push(index);
        await own.promise;
      }),
    );

    expect(started).toEqual([0, 1]);
    gates[1]?.open();
    await runs[1];
    await Promise.resolve();
    expect(started).toEqual([0, 1, 2]);
    for (const { open } of gates) open();
    await Promise.all(runs);
    expect(started).toEqual([0, 1, 2, 3]);
  });

  it('goes on after work that fails', async () => {
    const turnstile = createTurnstile(1);
    const failing = turnstile.pass(() => Promise.reject(new Error('no')));
    const next = turnstile.pass(async () => 'in');

    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('in');
  });

  it('lets those who wait take turns, one at a time of each, however much one of them brings', async () => {
    const turnstile = createTurnstile(2);
    const started: string[] = [];
    const gates: ReturnType<typeof gate>[] = [];
    const bring = (whose: string | undefined, name: string) => {
      const own = gate();
      gates.push(own);
      const work = async () => {
        started.push(name);
        await own.promise;
      };
      return turnstile.pass(work, whose);
    };
    const all = ['a1', 'a2', 'a3'].map((name) => bring('a', name));
    // There is room for two, and still only one of a's is in.
    expect(started).toEqual(['a1']);
    expect(turnstile.waitingOf('a')).toBe(2);
    all.push(
      bring('b', 'b1'),
      bring('b', 'b2'),
      bring('c', 'c1'),
      bring(undefined, 'x1'),
      bring(undefined, 'x2'),
    );
    expect(started).toEqual(['a1', 'b1']);
    for (const { open } of gates) open();
    await Promise.all(all);

    expect(started.slice(0, 6).toSorted()).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'x1']);
    expect(started).toHaveLength(8);
    expect(turnstile.waitingOf('a')).toBe(0);
  });
});
