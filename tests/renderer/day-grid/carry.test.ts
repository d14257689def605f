import { describe, expect, it } from 'vitest';
import { carryByKey, carryTo, isPlacedAnew, pickUp } from '../../../renderer/ui/day-grid/carry.ts';
import { columnOf } from './grid-of.ts';

const scale = { startMin: 8 * 60, endMin: 18 * 60, pxPerMin: 2, stepMin: 15 };
const columns = [columnOf('a', '10:00-10:30'), columnOf('b')];
const [event] = columns[0]?.events ?? [];
if (event === undefined) throw new Error('no event');
const held = pickUp(event, 'a', 'move');

describe('a block in the hand', () => {
  it('begins at the nearest line of the raster, as long as it was, in the column below the hand', () => {
    expect(carryTo(held, { columnId: 'b', minute: 663 }, scale)).toMatchObject({
      columnId: 'b',
      startMin: 660,
      endMin: 690,
    });
    expect(carryTo(held, { columnId: 'b', minute: 668 }, scale)).toMatchObject({ startMin: 675 });
  });

  it('stays within the day that is drawn', () => {
    expect(carryTo(held, { columnId: 'a', minute: 100 }, scale)).toMatchObject({
      startMin: 480,
      endMin: 510,
    });
    expect(carryTo(held, { columnId: 'a', minute: 2000 }, scale)).toMatchObject({ endMin: 1080 });
  });

  it('by its edge ends elsewhere, never before its first row is over', () => {
    const edge = pickUp(event, 'a', 'resize');
    expect(carryTo(edge, { columnId: 'b', minute: 652 }, scale)).toMatchObject({
      columnId: 'a',
      startMin: 600,
      endMin: 645,
    });
    expect(carryTo(edge, { columnId: 'a', minute: 500 }, scale)).toMatchObject({
      startMin: 600,
      endMin: 615,
    });
  });

  it('goes by the arrows, and with Shift its end does', () => {
    const at = { columns, scale };
    const press = (key: string, shiftKey = false) => carryByKey(held, { key, shiftKey }, at);
    expect(press('ArrowDown')).toMatchObject({ startMin: 615, endMin: 645 });
    expect(press('ArrowRight')).toMatchObject({ columnId: 'b', startMin: 600 });
    expect(press('ArrowLeft')).toBe(held);
    expect(press('ArrowDown', true)).toMatchObject({ startMin: 600, endMin: 645, how: 'move' });
    expect(press('x')).toBeUndefined();
  });

  it('is where it was until it is not', () => {
    expect(isPlacedAnew(held, columns)).toBe(false);
    expect(isPlacedAnew({ ...held, columnId: 'b' }, columns)).toBe(true);
    expect(isPlacedAnew({ ...held, endMin: 645 }, columns)).toBe(true);
    expect(isPlacedAnew({ ...held, eventId: 'gone' }, columns)).toBe(false);
  });
});
