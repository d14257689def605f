import { describe, expect, it } from 'vitest';
import { createChallenges } from '../../../server/features/auth/challenges.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const asked = (bytes: string) => ({
  bytes,
  origin: 'https://desk.test',
  hostName: 'desk.test',
  purpose: { to: 'enter' } as const,
});

describe('open challenges', () => {
  it('are each taken once', () => {
    const challenges = createChallenges(createFakeClock('2026-03-02T07:00:00Z'));
    const attempt = challenges.put('a', asked('one'));

    expect(challenges.take(attempt)?.bytes).toBe('one');
    expect(challenges.take(attempt)).toBeUndefined();
    expect(challenges.take('nothing')).toBeUndefined();
  });

  it('end after five minutes', () => {
    const clock = createFakeClock('2026-03-02T07:00:00Z');
    const challenges = createChallenges(clock);
    const [early, late] = [challenges.put('a', asked('one')), challenges.put('a', asked('two'))];
    clock.advance({ seconds: 299 });
    expect(challenges.take(early)?.bytes).toBe('one');
    clock.advance({ seconds: 1 });

    expect(challenges.take(late)).toBeUndefined();
  });

  it('of one holder push out that holder’s own, and nobody else’s', () => {
    const challenges = createChallenges(createFakeClock('2026-03-02T07:00:00Z'), { perHolder: 2, inAll: 9 });
    const other = challenges.put('other', asked('other'));
    const [first, second, third] = ['1', '2', '3'].map((bytes) => challenges.put('flood', asked(bytes)));

    expect(challenges.take(first ?? '')).toBeUndefined();
    expect(challenges.take(second ?? '')?.bytes).toBe('2');
    expect(challenges.take(third ?? '')?.bytes).toBe('3');
    expect(challenges.take(other)?.bytes).toBe('other');
  });

  it('are never more than the bound, whoever asks', () => {
    const challenges = createChallenges(createFakeClock('2026-03-02T07:00:00Z'), { perHolder: 2, inAll: 3 });
    const all = ['a', 'b', 'c', 'd', 'e'].map((holder) => challenges.put(holder, asked(holder)));

    expect(all.map((attempt) => challenges.take(attempt)?.bytes)).toEqual([
      ...[undefined, undefined, 'c', 'd', 'e'],
    ]);
  });
});
