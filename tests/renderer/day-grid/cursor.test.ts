import { describe, expect, test } from 'vitest';
import {
  type CursorKey,
  firstCursor,
  moveCursor,
  settleCursor,
} from '../../../renderer/ui/day-grid/cursor.ts';
import type { GridCursor } from '../../../renderer/ui/day-grid/types.ts';
import { at, columnOf, scale } from './grid-of.ts';

const free = (columnId: string, time: string): GridCursor => ({ columnId, minute: at(time), eventId: null });
const on = (columnId: string, time: string, eventId: string): GridCursor => ({
  columnId,
  minute: at(time),
  eventId,
});

const columns = [
  columnOf('ruiz', '10:00-10:20', '10:30-11:00', '10:45-11:15', '~14:00-14:30'),
  columnOf('stein', '10:00-10:30'),
];
const press = (from: GridCursor, ...keys: CursorKey[]) =>
  keys.reduce((cursor, key) => moveCursor(columns, scale, { from: cursor, key }), from);

describe('walking the grid', () => {
  test('goes down from free time to free time', () => {
    expect(press(free('ruiz', '9:00'), 'ArrowDown')).toEqual(free('ruiz', '9:15'));
  });

  test('meets a visit that starts in the next step', () => {
    expect(press(free('ruiz', '9:45'), 'ArrowDown')).toEqual(on('ruiz', '10:00', '10:00-10:20'));
  });

  test('offers the free time right after a visit, off the raster', () => {
    expect(press(on('ruiz', '10:00', '10:00-10:20'), 'ArrowDown')).toEqual(free('ruiz', '10:20'));
    expect(press(free('ruiz', '10:20'), 'ArrowDown')).toEqual(on('ruiz', '10:30', '10:30-11:00'));
  });

  test('goes up over a visit to the one before', () => {
    expect(press(on('ruiz', '10:30', '10:30-11:00'), 'ArrowUp')).toEqual(on('ruiz', '10:00', '10:00-10:20'));
  });

  test('visits side by side are reached from left to right, then the next column', () => {
    const start = on('ruiz', '10:45', '10:30-11:00');
    expect(press(start, 'ArrowRight')).toEqual(on('ruiz', '10:45', '10:45-11:15'));
    expect(press(start, 'ArrowRight', 'ArrowRight')).toEqual(free('stein', '10:45'));
  });

  test('a cancelled visit is reached to the right of its free time', () => {
    expect(press(free('ruiz', '14:00'), 'ArrowRight')).toEqual(on('ruiz', '14:00', '~14:00-14:30'));
    expect(press(free('ruiz', '13:45'), 'ArrowDown')).toEqual(free('ruiz', '14:00'));
  });

  test('right and left again comes back to the same minute', () => {
    expect(press(free('stein', '10:45'), 'ArrowLeft', 'ArrowRight')).toEqual(free('stein', '10:45'));
  });

  test('stays at the edges of the day and of the columns', () => {
    expect(press(free('ruiz', '8:00'), 'ArrowUp', 'ArrowLeft')).toEqual(free('ruiz', '8:00'));
    expect(press(free('stein', '17:45'), 'ArrowDown', 'ArrowRight')).toEqual(free('stein', '17:45'));
  });

  test('Home and End go to the first and last opening time, Page keys an hour', () => {
    expect(press(free('stein', '14:00'), 'Home')).toEqual(free('stein', '9:00'));
    expect(press(free('stein', '14:00'), 'End')).toEqual(free('stein', '16:45'));
    expect(press(free('stein', '14:00'), 'PageUp')).toEqual(free('stein', '13:00'));
    expect(press(free('stein', '9:00'), 'PageDown')).toEqual(on('stein', '10:00', '10:00-10:30'));
  });
});

describe('the focus after the day changed', () => {
  test('follows its visit into another column', () => {
    const moved = [columnOf('ruiz'), columnOf('stein', '11:00-11:20')];
    expect(settleCursor(moved, scale, on('ruiz', '10:00', '11:00-11:20'))).toEqual(
      on('stein', '11:00', '11:00-11:20'),
    );
  });

  test('stays in its column when its visit stands in another one, too', () => {
    const days = [columnOf('monday', '9:00-17:00'), columnOf('tuesday', '9:00-17:00')];
    const there = on('tuesday', '10:00', '9:00-17:00');
    expect(settleCursor(days, scale, there)).toBe(there);
  });

  test('stays at its time when its visit is gone', () => {
    expect(settleCursor([columnOf('ruiz')], scale, on('ruiz', '10:00', 'gone'))).toEqual(
      free('ruiz', '10:00'),
    );
  });

  test('hands a time that was taken to the visit that took it', () => {
    expect(settleCursor(columns, scale, free('stein', '10:15'))).toEqual(on('stein', '10:15', '10:00-10:30'));
  });

  test('goes to the first column when its own is not shown any more', () => {
    expect(settleCursor(columns, scale, free('gone', '9:30'))).toEqual(free('ruiz', '9:30'));
  });

  test('has no place without columns', () => {
    expect(settleCursor([], scale, free('ruiz', '9:30'))).toBeNull();
  });
});

describe('where the focus starts', () => {
  test('is now, in the first column that is open', () => {
    expect(firstCursor(columns, scale, { columnIds: [], minute: at('13:07') })).toEqual(
      free('ruiz', '13:00'),
    );
  });
  test('is the first opening hour on another day', () => {
    expect(firstCursor(columns, scale, null)).toEqual(free('ruiz', '9:00'));
  });
  test('is the column that was asked for, whenever that is open', () => {
    const startAt = { columnIds: ['gone', 'stein'], minute: at('13:00') };
    expect(firstCursor(columns, scale, startAt)).toEqual(free('stein', '13:00'));
    expect(firstCursor(columns, scale, { ...startAt, minute: null })).toEqual(free('stein', '9:00'));
  });
});
