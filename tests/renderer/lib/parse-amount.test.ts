import { describe, expect, it } from 'vitest';
import { parseAmount } from '../../../renderer/lib/parse-amount.ts';

describe('an amount that is typed', () => {
  it('is read with a point or a comma, in minor units', () => {
    expect(['15', '15.5', ' 15,50 ', '0', '007.05'].map(parseAmount)).toEqual([1500, 1550, 1550, 0, 705]);
  });

  it('is none where nothing is typed, and wrong where it is no amount', () => {
    expect(parseAmount(' ')).toBeNull();
    expect(['x', '-1', '1.234', '1.', '12345678'].map(parseAmount)).toEqual(Array(5).fill(undefined));
  });
});
