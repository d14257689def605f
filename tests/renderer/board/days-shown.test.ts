import { describe, expect, test } from 'vitest';
import { readBoardAddress, withoutFilter, withSpan } from '../../../renderer/features/board/board-address.ts';
import { daysShown, withoutIdleWeekend } from '../../../renderer/features/board/days-shown.ts';
import type { VisitColumn } from '../../../renderer/features/board/board-columns.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { toCivilDate } from '../../../shared/time/civil-date.ts';

const THURSDAY = toCivilDate('2026-03-05');
const RUIZ = '0194f0a0-0000-7000-8000-000000000001' as DoctorId;

describe('the days side by side', () => {
  test('are the one, three from it on, or its week from Monday', () => {
    expect(daysShown(THURSDAY, undefined)).toEqual(['2026-03-05']);
    expect(daysShown(THURSDAY, 3)).toEqual(['2026-03-05', '2026-03-06', '2026-03-07']);
    const week = daysShown(THURSDAY, 7);
    expect([week[0], week.at(-1), week.length]).toEqual(['2026-03-02', '2026-03-08', 7]);
    expect(daysShown(toCivilDate('2026-03-08'), 7)).toEqual(week);
  });

  test('leave out a Saturday and a Sunday without anything, unless asked for', () => {
    const idle = (id: string): VisitColumn => ({
      id,
      title: id,
      subtitle: '',
      open: [],
      blocked: [],
      events: [],
    });
    const week = daysShown(THURSDAY, 7).map(idle);
    const shown = (asked: string) =>
      withoutIdleWeekend(week, toCivilDate(asked)).map(({ id }) => id.slice(-2));
    expect(shown('2026-03-05')).toEqual(['02', '03', '04', '05', '06']);
    expect(shown('2026-03-07')).toEqual(['02', '03', '04', '05', '06', '07']);
  });
});

describe('the days in the address', () => {
  test('are read with whose they are, and stay when all filters go', () => {
    const address = { days: 7, of: RUIZ, find: 'x' };
    expect(readBoardAddress(address)).toEqual(address);
    expect(withoutFilter(readBoardAddress(address))).toEqual({ days: 7, of: RUIZ });
    expect(readBoardAddress({ days: 5, of: 'x' })).toEqual({});
  });

  test('come and go with their doctor', () => {
    expect(withSpan({ find: 'x' }, 3, RUIZ)).toEqual({ find: 'x', days: 3, of: RUIZ });
    expect(withSpan({ find: 'x', days: 3, of: RUIZ }, undefined)).toEqual({ find: 'x' });
  });
});
