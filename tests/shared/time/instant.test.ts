import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMinutes,
  epochMs,
  fromEpochMs,
  minutesBetween,
  parseInstant,
  toInstant,
} from '../../../shared/time/instant.ts';

const anyMs = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) });

describe('an instant', () => {
  it.each([
    ['2026-03-05T10:15:00Z', '2026-03-05T10:15:00.000Z'],
    ['2026-03-05T10:15Z', '2026-03-05T10:15:00.000Z'],
    ['2026-03-05T10:15:00.5Z', '2026-03-05T10:15:00.500Z'],
    ['2026-03-05T10:15:00+05:30', '2026-03-05T04:45:00.000Z'],
    ['2026-03-05T00:15:00+01:00', '2026-03-04T23:15:00.000Z'],
  ])('reads %s as %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it.each([
    '',
    '2026-03-05',
    '2026-03-05T10:15:00',
    '2026-03-05 10:15:00Z',
    '2026-02-30T10:15:00Z',
    '2025-02-29T10:15:00Z',
    '2026-13-05T10:15:00Z',
    '2026-03-05T24:15:00Z',
    '2026-03-05T10:60:00Z',
    '2026-03-05T10:15:00z0',
    '2026-03-05T10:15:00+25:00',
    '20260305T101500Z',
    '2026-03-05T10:15:00Z[Europe/Berlin]',
    ' 2026-03-05T10:15:00Z',
  ])('is not %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
    expect(() => toInstant(text)).toThrow(RangeError);
  });

  it('is text whose order is the order of time', () => {
    fc.assert(
      fc.property(anyMs, anyMs, (a, b) => {
        expect(compare(fromEpochMs(a), fromEpochMs(b))).toBe(Math.sign(a - b));
      }),
    );
  });

  it('comes back the same from its milliseconds, always as long', () => {
    fc.assert(
      fc.property(anyMs, (ms) => {
        const instant = fromEpochMs(ms);
        expect(epochMs(instant)).toBe(ms);
        expect(instant).toHaveLength(24);
        expect(parseInstant(instant)).toBe(instant);
      }),
    );
  });

  it('counts minutes there and back, rounded down', () => {
    fc.assert(
      fc.property(anyMs, fc.integer({ min: -100_000, max: 100_000 }), (ms, minutes) => {
        const from = fromEpochMs(ms);
        expect(minutesBetween(from, addMinutes(from, minutes))).toBe(minutes);
      }),
    );
    expect(minutesBetween(toInstant('2026-03-05T10:00:00Z'), toInstant('2026-03-05T10:01:59Z'))).toBe(1);
  });
});

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
