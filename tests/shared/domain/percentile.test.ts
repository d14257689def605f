import { describe, expect, it } from 'vitest';
import { percentile } from '../../../shared/domain/percentile.ts';

describe('a percentile', () => {
  it('is a value that occurred, by nearest rank', () => {
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect([0.5, 0.9, 1].map((share) => percentile(ten, share))).toEqual([5, 9, 10]);
    expect(percentile([7], 0.9)).toBe(7);
    expect(percentile([], 0.5)).toBeNull();
  });
});
