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
});
