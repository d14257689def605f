import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  NO_HOURS,
  readSpans,
  rowsFrom,
  type Span,
  spansText,
  weekOn,
  withoutSpan,
  withSpan,
} from '../../../renderer/ui/week/week-hours.ts';

const at = (from: number, to: number): Span => ({ from: from * 60, to: to * 60 });

describe('the hours of a day', () => {
  it.each([
    ['9-12, 13:30-17', '09:00–12:00, 13:30–17:00'],
    ['900-1700', '09:00–17:00'],
    ['8.15 – 12', '08:15–12:00'],
    ['13-17; 9 to 12', '09:00–12:00, 13:00–17:00'],
    ['9-12,12-14', '09:00–14:00'],
    ['20-24', '20:00–24:00'],
    ['9am-5pm', '09:00–17:00'],
    ['10-1pm', '10:00–13:00'],
    ['1-5 PM', '13:00–17:00'],
    ['12am-12pm', '00:00–12:00'],
    ['9:30 am to 12.15pm', '09:30–12:15'],
    [' ', ''],
  ])('are read as they are typed: %s', (typed, meant) => {
    expect(spansText(readSpans(typed) ?? [])).toBe(meant);
  });

  it.each([
    '9',
    '9-',
    '12-9',
    '9-25',
    '9:03-12',
    '9:75-12',
    '9-12, 11-13',
    'closed',
    '9-12 13-17',
    '13pm-15pm',
    '5pm-9am',
  ])('are not read from %s', (typed) => {
    expect(readSpans(typed)).toBeUndefined();
  });

  it('grow and shrink by what is drawn, minute by minute', () => {
    const anySpan = fc
      .tuple(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 1, max: 12 }))
      .map(([start, length]) => ({ from: start * 30, to: Math.min(1440, (start + length) * 30) }));
    const covers = (spans: readonly Span[], minute: number) =>
      spans.some(({ from, to }) => from <= minute && minute < to);
    fc.assert(
      fc.property(fc.array(fc.record({ span: anySpan, isAdded: fc.boolean() })), (strokes) => {
        let spans: Span[] = [];
        const minutes = new Set<number>();
        for (const { span, isAdded } of strokes) {
          spans = isAdded ? withSpan(spans, span) : withoutSpan(spans, span);
          for (let minute = span.from; minute < span.to; minute += 30) {
            if (isAdded) minutes.add(minute);
            else minutes.delete(minute);
          }
        }
        for (let minute = 0; minute < 1440; minute += 30)
          expect(covers(spans, minute)).toBe(minutes.has(minute));
        spans.slice(1).forEach(({ from }, index) => expect(from).toBeGreaterThan(spans[index]?.to ?? 0));
      }),
    );
  });
});

describe('a week that holds from a day on', () => {
  const week = [[at(9, 12), at(13, 17)], ...NO_HOURS.slice(1)];
  const from = (day: string, until: string | null = null) => ({ from: day, until });

  it('is written as hours with a break, and read back the same', () => {
    const rows = rowsFrom([], week, from('2026-03-02'));

    expect(rows.map(({ kind, startTime, endTime }) => [kind, startTime, endTime])).toEqual([
      ['open', '09:00', '17:00'],
      ['break', '12:00', '13:00'],
    ]);
    expect(weekOn(rows, '2026-03-02')).toEqual(week);
    expect(weekOn(rows, '2026-03-01')).toEqual(NO_HOURS);
  });

  it('leaves the days before it as they were, and takes the place of what was to come', () => {
    const now = rowsFrom([], week, from('2026-03-02'));
    const later = [[at(8, 10)], ...NO_HOURS.slice(1)];
    const planned = rowsFrom(now, later, from('2026-06-01'));
    expect(weekOn(planned, '2026-05-31')).toEqual(week);
    expect(weekOn(planned, '2026-06-01')).toEqual(later);

    const sooner = rowsFrom(planned, NO_HOURS, from('2026-04-01'));
    expect(weekOn(sooner, '2026-03-31')).toEqual(week);
    expect(weekOn(sooner, '2026-06-01')).toEqual(NO_HOURS);
    expect(sooner.every(({ validTo }) => validTo === '2026-03-31')).toBe(true);
  });

  it('with a last day lets what was planned for the time after it hold again', () => {
    const now = rowsFrom([], week, from('2026-03-02'));
    const later = [[at(8, 10)], ...NO_HOURS.slice(1)];
    const planned = rowsFrom(now, later, from('2026-09-01'));
    const summer = [[], [at(10, 14)], ...NO_HOURS.slice(2)];
    const rows = rowsFrom(planned, summer, from('2026-07-01', '2026-08-15'));

    const held = ['2026-06-30', '2026-07-01', '2026-08-15', '2026-08-16', '2026-08-31', '2026-09-01'];
    expect(held.map((day) => weekOn(rows, day))).toEqual([week, summer, summer, week, week, later]);
    const autumn = rowsFrom(rows, NO_HOURS, from('2026-08-01', '2026-10-31'));
    expect(
      ['2026-07-31', '2026-08-01', '2026-10-31', '2026-11-01'].map((day) => weekOn(autumn, day)),
    ).toEqual([summer, NO_HOURS, NO_HOURS, later]);
  });
});
