import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawnEnd, placeInLanes } from '../../../renderer/ui/day-grid/lanes.ts';
import { eventOf } from './grid-of.ts';

const half = { width: 0.5 };

describe('lanes of a column', () => {
  test('a visit alone has the whole width', () => {
    expect(placeInLanes([eventOf('10:00-10:30')])).toEqual([{ left: 0, width: 1 }]);
  });

  test('visits that only touch do not share', () => {
    const lanes = placeInLanes([eventOf('10:00-10:30'), eventOf('10:30-11:00')]);
    expect(lanes).toEqual([
      { left: 0, width: 1 },
      { left: 0, width: 1 },
    ]);
  });

  test('an override stands beside the visit it overlaps', () => {
    const lanes = placeInLanes([eventOf('10:00-10:30'), eventOf('10:15-10:45')]);
    expect(lanes).toEqual([
      { left: 0, ...half },
      { left: 0.5, ...half },
    ]);
  });

  test('a third visit takes the lane that is free again', () => {
    const lanes = placeInLanes([eventOf('10:00-10:20'), eventOf('10:10-11:00'), eventOf('10:20-10:40')]);
    expect(lanes[2]).toEqual({ left: 0, ...half });
  });

  test('a cancelled visit leaves room to book its time again', () => {
    expect(placeInLanes([eventOf('~10:00-10:30')])).toEqual([{ left: 0.5, ...half }]);
  });

  test('a cancelled visit keeps a strip beside the one that took its time', () => {
    const lanes = placeInLanes([eventOf('~10:00-10:30', 'gone'), eventOf('10:00-10:30', 'new')]);
    expect(lanes).toEqual([
      { left: 0.78, width: 0.22 },
      { left: 0, width: 0.78 },
    ]);
  });

  test('many cancelled visits share their strip', () => {
    const [taken, ...gone] = placeInLanes([
      eventOf('10:00-10:30'),
      ...['a', 'b', 'c', 'd'].map((id) => eventOf('~10:00-10:30', id)),
    ]);
    expect(taken).toEqual({ left: 0, width: 0.6 });
    expect(gone.map(({ width }) => width)).toEqual([0.1, 0.1, 0.1, 0.1]);
  });

  test('a visit that only follows a cancelled one keeps the whole width', () => {
    expect(placeInLanes([eventOf('~10:00-10:30'), eventOf('10:30-11:00')])[1]).toEqual({ left: 0, width: 1 });
  });

  test('a five-minute visit makes room for its line of text', () => {
    const lanes = placeInLanes([eventOf('10:00-10:05'), eventOf('10:05-10:30')]);
    expect(lanes[1]).toEqual({ left: 0.5, ...half });
  });

  test('no two blocks of a column cover each other', () => {
    const event = fc
      .record({
        start: fc.integer({ min: 0, max: 120 }),
        length: fc.integer({ min: 1, max: 24 }),
        isMuted: fc.boolean(),
      })
      .map(({ start, length, isMuted }) => ({ startMin: start * 5, endMin: (start + length) * 5, isMuted }));
    fc.assert(
      fc.property(fc.array(event, { maxLength: 30 }), (spans) => {
        const events = spans.map((span, i) => ({
          ...span,
          id: String(i),
          beginsBefore: false,
          goesOn: false,
          isFixed: false,
          data: null,
        }));
        const lanes = placeInLanes(events);
        for (const [i, a] of events.entries()) {
          for (const [j, b] of events.entries()) {
            const meet = i < j && a.startMin < drawnEnd(b) && b.startMin < drawnEnd(a);
            if (!meet) continue;
            const [p, q] = [lanes[i], lanes[j]];
            if (p === undefined || q === undefined) throw new Error('an event has no lane');
            const isApart = p.left + p.width <= q.left + 1e-9 || q.left + q.width <= p.left + 1e-9;
            expect(isApart).toBe(true);
          }
        }
        expect(lanes.every((lane) => lane.left >= 0 && lane.left + lane.width <= 1 + 1e-9)).toBe(true);
      }),
    );
  });
});
