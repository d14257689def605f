import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  ageOn,
  type CivilDate,
  daysBetween,
  type LocalTime,
  minutesOfDay,
  parseCivilDate,
  toCivilDate,
  weekdayOf,
} from '../../../shared/time/civil-date.ts';

const date = (text: string) => text as CivilDate;
const anyDate = fc
  .integer({ min: 0, max: 100_000 })
  .map((days) => date(new Date(Date.UTC(1950, 0, 1) + days * 86_400_000).toISOString().slice(0, 10)));

describe('a calendar date', () => {
  it.each(['2026-03-05', '2024-02-29', '1880-01-01', '9999-12-31'])('is %s', (text) => {
    expect(parseCivilDate(text)).toBe(text);
  });

  it.each([
    '',
    '2026-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-1-1',
    '05.03.2026',
    '2026-03-05T00:00:00Z',
    '٢٠٢٦-٠٣-٠٥',
  ])('is not %j', (text) => {
    expect(parseCivilDate(text)).toBeUndefined();
    expect(() => toCivilDate(text)).toThrow(RangeError);
  });

  it('has a weekday from Monday 1 to Sunday 7', () => {
    expect(['2026-03-02', '2026-03-07', '2026-03-08'].map((text) => weekdayOf(date(text)))).toEqual([
      1, 6, 7,
    ]);
  });

  it('counts days there and back, over months, leap days and clock changes', () => {
    expect(addDays(date('2026-02-27'), 2)).toBe('2026-03-01');
    expect(addDays(date('2028-02-28'), 1)).toBe('2028-02-29');
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -5_000, max: 5_000 }), (from, days) => {
        expect(daysBetween(from, addDays(from, days))).toBe(days);
        expect(weekdayOf(addDays(from, days)) % 7).toBe((((weekdayOf(from) + days) % 7) + 7) % 7);
      }),
    );
  });

  it('gives an age in whole years, a leap day’s child included', () => {
    expect(ageOn(date('1980-04-12'), date('2026-04-11'))).toBe(45);
    expect(ageOn(date('1980-04-12'), date('2026-04-12'))).toBe(46);
    expect(ageOn(date('2024-02-29'), date('2025-02-28'))).toBe(0);
    expect(ageOn(date('2024-02-29'), date('2025-03-01'))).toBe(1);
  });
});

describe('a time of day', () => {
  it('is minutes since midnight; 24:00 ends the day', () => {
    expect(['00:00', '09:30', '24:00'].map((time) => minutesOfDay(time as LocalTime))).toEqual([
      0, 570, 1440,
    ]);
  });
});
