import { describe, expect, test } from 'vitest';
import {
  closedSpans,
  doMeet,
  freeSpanAt,
  hoursShown,
  isOpenAt,
  labelledMinutes,
  slotStartAt,
  spanInView,
  topKeeping,
} from '../../../renderer/ui/day-grid/scale.ts';
import { at, columnOf, scale } from './grid-of.ts';

const usual = { startMin: at('8:00'), endMin: at('18:00') };

describe('the hours a day shows', () => {
  test('are whole hours around the opening hours', () => {
    expect(hoursShown([columnOf('ruiz')], usual)).toEqual({ startMin: at('9:00'), endMin: at('17:00') });
  });
  test('grow for a visit outside of them', () => {
    expect(hoursShown([columnOf('ruiz', '7:40-8:00', '19:30-20:10')], usual)).toEqual({
      startMin: at('7:00'),
      endMin: at('21:00'),
    });
  });
  test('do not reach to midnight for a visit of several days', () => {
    const column = columnOf('ruiz', '0:00-24:00', '0:00-8:30', '16:00-24:00');
    const events = column.events.map((event, i) => ({
      ...event,
      beginsBefore: i !== 2,
      goesOn: i !== 1,
      isFixed: false,
    }));
    expect(hoursShown([{ ...column, events }], usual)).toEqual({ startMin: at('8:00'), endMin: at('17:00') });
  });
  test('do not reach to midnight for a day off', () => {
    const off = { kind: 'time_off' as const, startMin: at('0:00'), endMin: at('24:00') };
    const away = { ...columnOf('osei'), open: [], blocked: [off] };
    expect(hoursShown([columnOf('ruiz'), away], usual)).toEqual({
      startMin: at('9:00'),
      endMin: at('17:00'),
    });
    expect(hoursShown([away], usual)).toEqual(usual);
  });
  test('are the usual ones on a day without any', () => {
    expect(hoursShown([{ ...columnOf('ruiz'), open: [], blocked: [] }], usual)).toEqual(usual);
  });
});

describe('the free time under the pointer', () => {
  const column = columnOf('ruiz', '10:00-10:20', '~11:00-11:05');
  test('lies on the raster', () => expect(slotStartAt(column, at('9:52'), 15)).toBe(at('9:45')));
  test('starts where the visit above ends', () =>
    expect(slotStartAt(column, at('10:22'), 15)).toBe(at('10:20')));
  test('takes no notice of a cancelled visit', () =>
    expect(slotStartAt(column, at('11:07'), 15)).toBe(at('11:00')));
});

describe('shading', () => {
  test('covers what is neither open nor a break', () => {
    expect(closedSpans(columnOf('ruiz'), scale)).toEqual([
      { startMin: at('8:00'), endMin: at('9:00') },
      { startMin: at('17:00'), endMin: at('18:00') },
    ]);
  });
  test('closing time itself is closed', () => {
    expect([isOpenAt(columnOf('ruiz'), at('9:00')), isOpenAt(columnOf('ruiz'), at('12:00'))]).toEqual([
      true,
      false,
    ]);
  });
});

describe('a free time', () => {
  const column = columnOf('ruiz', '10:00-10:20', '10:35-11:00', '~14:10-14:30');
  const until = (from: string, stepMin: number) => freeSpanAt(column, at(from), stepMin).endMin;
  test('is a row long, and no longer than until the next visit; one that is cancelled leaves it free', () => {
    expect(until('9:00', 60)).toBe(at('10:00'));
    expect([until('9:30', 60), until('10:20', 15), until('10:20', 60)]).toEqual([
      at('10:00'),
      at('10:35'),
      at('10:35'),
    ]);
    expect(until('14:00', 60)).toBe(at('15:00'));
  });
});

describe('what is in view', () => {
  test('are the minutes between the top and the bottom of the window', () => {
    const view = { scrollTop: 96, clientHeight: 480 };
    expect(spanInView(view, scale)).toEqual({ startMin: at('9:00'), endMin: at('14:00') });
  });
  test('is met by what lies partly in it, not by what only touches it', () => {
    const view = { startMin: at('9:00'), endMin: at('14:00') };
    const meets = (from: string, to: string) => doMeet({ startMin: at(from), endMin: at(to) }, view);
    expect([meets('8:45', '9:15'), meets('8:30', '9:00'), meets('14:00', '14:30')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('another scale', () => {
  const fine = { ...scale, startMin: at('7:00'), pxPerMin: 4 };
  test('leaves the time at a place where it is', () => {
    const place = { top: 200, offset: 120 };
    const top = topKeeping(place, scale, fine);
    const minuteAt = (scrolled: number, drawn: typeof scale) =>
      drawn.startMin + (scrolled + place.offset) / drawn.pxPerMin;
    expect(minuteAt(top, fine)).toBe(minuteAt(place.top, scale));
    expect(topKeeping({ top, offset: 120 }, fine, scale)).toBe(200);
  });
  test('writes more times beside the day where there is room', () => {
    const firstOf = (pxPerMin: number) => labelledMinutes({ ...scale, pxPerMin }).slice(0, 2);
    expect(firstOf(2)).toEqual([at('8:00'), at('9:00')]);
    expect(firstOf(3)).toEqual([at('8:00'), at('8:30')]);
    expect(firstOf(5)).toEqual([at('8:00'), at('8:15')]);
  });
});
