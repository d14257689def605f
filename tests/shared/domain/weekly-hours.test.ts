import { describe, expect, it } from 'vitest';
import {
  comingPart,
  hasOverlap,
  type WeekRow,
  type WeeklyRow,
  withWeek,
} from '../../../shared/domain/weekly-hours.ts';

const monday: WeekRow = { weekday: 1, kind: 'open', startTime: '09:00', endTime: '17:00' };
const friday: WeekRow = { weekday: 5, kind: 'open', startTime: '08:00', endTime: '12:00' };
const held = (row: WeekRow, validFrom: string, validTo: string | null = null): WeeklyRow => ({
  ...row,
  validFrom,
  validTo,
});

describe('a week put into the hours that are there', () => {
  it('ends what holds the day before, and takes the place of what was to come', () => {
    const present = [held(monday, '2026-01-01'), held(friday, '2026-06-01')];

    expect(withWeek(present, [friday], { from: '2026-03-02', until: null })).toEqual([
      held(monday, '2026-01-01', '2026-03-01'),
      held(friday, '2026-03-02'),
    ]);
  });

  it('with a last day lets what was there go on the day after', () => {
    const present = [held(monday, '2026-01-01'), held(friday, '2026-01-01', '2026-03-20')];

    expect(withWeek(present, [], { from: '2026-03-02', until: '2026-03-15' })).toEqual([
      held(monday, '2026-01-01', '2026-03-01'),
      held(friday, '2026-01-01', '2026-03-01'),
      held(monday, '2026-03-16'),
      held(friday, '2026-03-16', '2026-03-20'),
    ]);
  });
});

describe('what of a period is still to come', () => {
  it.each([
    ['2026-03-02', null, '2026-03-02'],
    ['2026-02-01', null, '2026-03-01'],
    ['2026-02-01', '2026-03-01', '2026-03-01'],
  ])('from %s until %s begins on %s', (from, until, begins) => {
    expect(comingPart({ from, until }, '2026-03-01')).toEqual({ from: begins, until });
  });

  it('is nothing once its last day is over', () => {
    expect(comingPart({ from: '2026-02-01', until: '2026-02-28' }, '2026-03-01')).toBeUndefined();
  });
});

describe('hours overlap', () => {
  it('where two of one kind hold at the same time, and not where they touch', () => {
    const longer = { ...monday, startTime: '16:00', endTime: '18:00' };
    expect(hasOverlap([held(monday, '2026-01-01'), held(longer, '2026-01-01')])).toBe(true);
    expect(hasOverlap([held(monday, '2026-01-01', '2026-01-31'), held(longer, '2026-02-01')])).toBe(false);
    expect(
      hasOverlap([held(monday, '2026-01-01'), held({ ...longer, startTime: '17:00' }, '2026-01-01')]),
    ).toBe(false);
    expect(hasOverlap([held(monday, '2026-01-01'), held({ ...longer, kind: 'break' }, '2026-01-01')])).toBe(
      false,
    );
  });
});
