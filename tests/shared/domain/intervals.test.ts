import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clip,
  contains,
  type Interval,
  overlaps,
  subtract,
  union,
} from '../../../shared/domain/intervals.ts';
import { addMinutes, toInstant } from '../../../shared/time/instant.ts';

const MIDNIGHT = toInstant('2026-03-02T00:00:00Z');
const span = (start: number, end: number): Interval => ({
  start: addMinutes(MIDNIGHT, start),
  end: addMinutes(MIDNIGHT, end),
});
const MINUTES = 60;

const anyInterval = fc
  .tuple(fc.integer({ min: 0, max: MINUTES }), fc.integer({ min: 0, max: 20 }))
  .map(([start, length]) => span(start, Math.min(MINUTES, start + length)));
const anyIntervals = fc.array(anyInterval, { maxLength: 8 });

/** The same thing said minute by minute. */
function minutesOf(intervals: readonly Interval[]): boolean[] {
  return Array.from({ length: MINUTES }, (_, minute) => {
    const at = addMinutes(MIDNIGHT, minute);
    return intervals.some((interval) => interval.start <= at && at < interval.end);
  });
}

/** Sorted, none empty, none touching the next. */
function isTidy(intervals: readonly Interval[]): boolean {
  return intervals.every((interval, index) => {
    const next = intervals[index + 1];
    return interval.start < interval.end && (next === undefined || interval.end < next.start);
  });
}

describe('intervals are half-open', () => {
  it('so that one ending and one starting at the same minute do not overlap', () => {
    expect(overlaps(span(0, 10), span(10, 20))).toBe(false);
    expect(overlaps(span(0, 11), span(10, 20))).toBe(true);
    expect(contains(span(0, 10), span(0, 10))).toBe(true);
    expect(contains(span(0, 10), span(0, 11))).toBe(false);
  });

  it('and overlapping is mutual, and true exactly where a minute is shared', () => {
    fc.assert(
      fc.property(anyInterval, anyInterval, (a, b) => {
        fc.pre(a.start < a.end && b.start < b.end);
        const [first, second] = [minutesOf([a]), minutesOf([b])];
        const isShared = first.some((isIn, minute) => isIn && second[minute] === true);
        expect([overlaps(a, b), overlaps(b, a)]).toEqual([isShared, isShared]);
      }),
    );
  });
});

describe('union', () => {
  it('joins what touches and drops what is empty', () => {
    expect(union([span(10, 20), span(0, 10), span(30, 30), span(15, 18)])).toEqual([span(0, 20)]);
  });

  it('covers the same minutes, in order, with nothing touching', () => {
    fc.assert(
      fc.property(anyIntervals, (intervals) => {
        const joined = union(intervals);
        expect(minutesOf(joined)).toEqual(minutesOf(intervals));
        expect(isTidy(joined)).toBe(true);
      }),
    );
  });
});

describe('subtract', () => {
  it('leaves what is before, between and after', () => {
    expect(subtract([span(0, 60)], [span(10, 20), span(40, 50)])).toEqual([
      ...[span(0, 10), span(20, 40), span(50, 60)],
    ]);
  });

  it('leaves exactly the minutes that are in the one and not in the other', () => {
    fc.assert(
      fc.property(anyIntervals, anyIntervals, (from, taken) => {
        const [whole, gone] = [minutesOf(from), minutesOf(taken)];
        const rest = subtract(from, taken);
        expect(minutesOf(rest)).toEqual(whole.map((isIn, minute) => isIn && gone[minute] !== true));
        expect(rest.every((piece) => piece.start < piece.end)).toBe(true);
      }),
    );
  });
});

describe('clip', () => {
  it('keeps the minutes inside the frame', () => {
    fc.assert(
      fc.property(anyIntervals, anyInterval, (pieces, frame) => {
        const [whole, inside] = [minutesOf(pieces), minutesOf([frame])];
        expect(minutesOf(clip(pieces, frame))).toEqual(
          whole.map((isIn, minute) => isIn && inside[minute] === true),
        );
      }),
    );
  });
});
