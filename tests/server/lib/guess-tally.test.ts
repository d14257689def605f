import { describe, expect, it } from 'vitest';
import { createGuessTally } from '../../../server/lib/guess-tally.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const limits = [
  { max: 3, windowSec: 60 },
  { max: 5, windowSec: 600 },
];

describe('a tally of guesses', () => {
  it('lets so many pass in each of its windows, and says how long to wait', () => {
    const clock = createFakeClock('2026-03-02T07:00:00Z');
    const tally = createGuessTally(clock, limits);
    for (let n = 0; n < 3; n++) tally.count('ada');

    expect(tally.waitOf('ada')).toEqual({ sec: 60, limit: limits[0] });
    clock.advance({ seconds: 60 });
    expect(tally.waitOf('ada')).toBeUndefined();
    for (let n = 0; n < 2; n++) tally.count('ada');
    expect(tally.waitOf('ada')).toEqual({ sec: 540, limit: limits[1] });
  });

  it('forgets no count for a hundred thousand made-up names', () => {
    const clock = createFakeClock('2026-03-02T07:00:00Z');
    const tally = createGuessTally(clock, [{ max: 1000, windowSec: 60 }]);
    for (let n = 0; n < 1000; n++) tally.count('ada');
    for (let n = 0; n < 100_000; n++) tally.count(`name ${n}`);

    expect(tally.waitOf('ada')?.sec).toBe(60);
  });

  it('takes back a good one', () => {
    const clock = createFakeClock('2026-03-02T07:00:00Z');
    const tally = createGuessTally(clock, [{ max: 1, windowSec: 60 }]);
    tally.count('ada');
    tally.giveBack('ada');

    expect(tally.waitOf('ada')).toBeUndefined();
  });
});
