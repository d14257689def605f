import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isInScope,
  MOST_VISITS,
  type SeriesRule,
  seriesDates,
  seriesStart,
  shifted,
  wallShift,
} from '../../../shared/domain/series.ts';
import {
  addDays,
  type CivilDate,
  daysBetween,
  type LocalTime,
  weekdayOf,
} from '../../../shared/time/civil-date.ts';
import {
  civilDateOf,
  localTimeOf,
  wallMinutesOf,
  wallTimeToInstant,
} from '../../../shared/time/clinic-zone.ts';

const ZONE = 'Europe/Berlin';
const day = (text: string) => text as CivilDate;
const time = (text: string) => text as LocalTime;

function rule(over: Partial<SeriesRule> = {}): SeriesRule {
  return {
    frequency: 'weekly',
    interval: 1,
    weekdays: [2],
    startsOn: day('2026-03-03'),
    time: time('10:00'),
    end: { kind: 'count', count: 4 },
    ...over,
  };
}

describe('the days of a series', () => {
  it('takes the same weekday each week, so many times', () => {
    expect(seriesDates(rule())).toEqual(['2026-03-03', '2026-03-10', '2026-03-17', '2026-03-24']);
  });

  it('takes several weekdays of every other week, in order, however they are given', () => {
    const dates = seriesDates(rule({ interval: 2, weekdays: [5, 1, 5], end: { kind: 'count', count: 5 } }));
    expect(dates).toEqual(['2026-03-06', '2026-03-16', '2026-03-20', '2026-03-30', '2026-04-03']);
  });

  it('takes every third day', () => {
    const dates = seriesDates(rule({ frequency: 'daily', interval: 3, weekdays: [] }));
    expect(dates).toEqual(['2026-03-03', '2026-03-06', '2026-03-09', '2026-03-12']);
  });

  it('ends with the last day that is not after the end', () => {
    const until = (date: string) => seriesDates(rule({ end: { kind: 'until', date: day(date) } }));
    expect(until('2026-03-17')).toEqual(['2026-03-03', '2026-03-10', '2026-03-17']);
    expect(until('2026-03-16')).toEqual(['2026-03-03', '2026-03-10']);
    expect(until('2026-03-02')).toEqual([]);
  });

  it('tells of more visits than anybody looks over', () => {
    expect(seriesDates(rule({ end: { kind: 'count', count: MOST_VISITS } }))).toHaveLength(MOST_VISITS);
    expect(seriesDates(rule({ end: { kind: 'count', count: MOST_VISITS + 1 } }))).toBeUndefined();
    expect(seriesDates(rule({ end: { kind: 'until', date: day('2999-12-31') } }))).toBeUndefined();
  });

  it('has no day without a weekday', () => {
    expect(seriesDates(rule({ weekdays: [] }))).toEqual([]);
  });

  it('is what a look at every single day finds', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(anyRule(), (any) => {
        expect(seriesDates(any)).toEqual(dayByDay(any));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the wall clock of a series', () => {
  it('stays at ten when the clock is put forward', () => {
    const dates = seriesDates(rule({ startsOn: day('2026-03-24'), end: { kind: 'count', count: 2 } })) ?? [];
    const starts = dates.map((date) => seriesStart(rule(), date, ZONE));
    expect(starts).toEqual(['2026-03-24T09:00:00.000Z', '2026-03-31T08:00:00.000Z']);
  });

  it('moves each visit by the same days and minutes of the wall clock, over daylight saving', () => {
    const at = (date: string, clock: string) => wallTimeToInstant(day(date), time(clock), ZONE);
    const shift = wallShift(at('2026-03-24', '10:00'), at('2026-03-25', '09:30'), ZONE);
    expect(shift).toEqual({ days: 1, minutes: -30 });
    expect(shifted(at('2026-03-31', '10:00'), shift, ZONE)).toBe(at('2026-04-01', '09:30'));
    expect(shifted(at('2026-03-31', '00:10'), shift, ZONE)).toBe(at('2026-03-31', '23:40'));
    // From winter into summer: a day on the calendar, 23 hours on a stopwatch.
    expect(shifted(at('2026-03-28', '12:00'), { days: 1, minutes: 0 }, ZONE)).toBe(at('2026-03-29', '12:00'));
  });

  it('shows the shifted time on every clock that has it', () => {
    const minutes = fc.integer({ min: 0, max: 287 }).map((five) => five * 5);
    const offset = fc.integer({ min: 0, max: 730 });
    const by = fc.integer({ min: -400, max: 400 });
    fc.assert(
      fc.property(fc.record({ offset, from: minutes, by, to: minutes }), (any) => {
        const { from, to } = any;
        const date = addDays(day('2026-01-01'), any.offset);
        const clock = (minute: number) =>
          time(`${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
        const start = wallTimeToInstant(date, clock(from), ZONE);
        // Where the clock jumps, what is asked for is not what it shows.
        fc.pre(localTimeOf(start, ZONE) === clock(from));
        const target = wallTimeToInstant(addDays(date, any.by), clock(to), ZONE);
        fc.pre(localTimeOf(target, ZONE) === clock(to));
        expect(shifted(start, wallShift(start, target, ZONE), ZONE)).toBe(target);
        expect(civilDateOf(target, ZONE)).toBe(addDays(date, any.by));
        expect(wallMinutesOf(target, ZONE)).toBe(to);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the scope of an edit', () => {
  it.each([
    ['one', [3]],
    ['following', [3, 4, 5]],
    ['all', [1, 2, 3, 4, 5]],
  ] as const)('%s means the visits %j of the third of five', (scope, expected) => {
    expect([1, 2, 3, 4, 5].filter((index) => isInScope(scope, 3, index))).toEqual(expected);
  });
});

function anyRule(): fc.Arbitrary<SeriesRule> {
  const date = fc.integer({ min: 0, max: 1500 }).map((days) => addDays(day('2025-12-20'), days));
  const count = fc.integer({ min: 1, max: 70 }).map((n) => ({ kind: 'count' as const, count: n }));
  return fc.record({
    frequency: fc.constantFrom('daily' as const, 'weekly' as const),
    interval: fc.integer({ min: 1, max: 9 }),
    weekdays: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 8 }),
    startsOn: date,
    time: fc.constant(time('10:00')),
    end: fc.oneof(count, fc.record({ kind: fc.constant('until' as const), date })),
  });
}

/** The slow way: each day is asked whether the rule means it. */
function dayByDay(any: SeriesRule): CivilDate[] | undefined {
  const monday = (date: CivilDate) => addDays(date, 1 - weekdayOf(date));
  const found: CivilDate[] = [];
  for (let date = any.startsOn; found.length <= MOST_VISITS; date = addDays(date, 1)) {
    if (any.end.kind === 'until' && date > any.end.date) break;
    if (any.end.kind === 'count' && found.length === any.end.count) break;
    const steps =
      any.frequency === 'daily'
        ? daysBetween(any.startsOn, date)
        : daysBetween(monday(any.startsOn), monday(date)) / 7;
    const isMeant = any.frequency === 'daily' || any.weekdays.includes(weekdayOf(date));
    if (isMeant && steps % any.interval === 0) found.push(date);
  }
  return found.length > MOST_VISITS ? undefined : found;
}
