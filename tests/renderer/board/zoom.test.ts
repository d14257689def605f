import { describe, expect, test } from 'vitest';
import { rowChoices, rowShown, zoomed } from '../../../renderer/features/board/zoom.ts';

describe('the rows of the board', () => {
  const all = rowChoices(5);

  test('are those whose every start may be booked', () => {
    expect(all).toEqual([5, 10, 15, 20, 30, 60]);
    expect(rowChoices(10)).toEqual([10, 20, 30, 60]);
    expect(rowChoices(15)).toEqual([15, 30, 60]);
    expect(rowChoices(60)).toEqual([60]);
  });
  test('are a quarter of an hour, or the coarser grid of the clinic, until somebody chooses', () => {
    expect([5, 10, 15, 20, 60].map((grid) => rowShown(rowChoices(grid), undefined))).toEqual([
      15, 10, 15, 20, 60,
    ]);
  });
  test('follow the choice as long as the grid allows it, whatever was kept', () => {
    expect(rowShown(all, 30)).toBe(30);
    expect(rowShown(rowChoices(15), 20)).toBe(15);
    expect([null, '30', 7, {}].map((kept) => rowShown(all, kept))).toEqual([15, 15, 15, 15]);
  });
  test('go one step finer or coarser and stay at the ends', () => {
    expect(zoomed(all, 15, 'in')).toBe(10);
    expect(zoomed(all, 15, 'out')).toBe(20);
    expect(zoomed(all, 5, 'in')).toBe(5);
    expect(zoomed(all, 60, 'out')).toBe(60);
  });
});
