import { describe, expect, test } from 'vitest';
import { createColumnMaker } from '../../../renderer/features/board/board-columns.ts';
import { clockText, createDayClock } from '../../../renderer/features/board/day-clock.ts';
import { createSieve, filterColumns } from '../../../renderer/features/board/board-filter.ts';
import { withVisit } from '../../../renderer/lib/board-cache.ts';
import type { DoctorDto } from '../../../shared/contracts/clinic.ts';
import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentId, DoctorId, SpecializationId } from '../../../shared/ids.ts';
import { toCivilDate } from '../../../shared/time/civil-date.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { boardOf, columnOf, DAY, visitOf } from './visit-of.ts';

const clock = createDayClock(toCivilDate(DAY), 'UTC');
const makeColumns = () => createColumnMaker(clock, () => NOW);
const NOW = toInstant('2026-03-03T10:20:00Z');
const NOTHING: ReadonlyMap<AppointmentId, AppointmentStatus> = new Map();

describe('the columns of a board', () => {
  const board = boardOf(columnOf('ruiz', visitOf('a', '10:00'), visitOf('b', '11:00')), columnOf('osei'));

  test('are the same objects for the same board', () => {
    const columnsOf = makeColumns();
    const [before, after] = [columnsOf(board, NOTHING), columnsOf(board, NOTHING)];
    expect(after[0]).toBe(before[0]);
  });

  test('begin with those who are here on the day', () => {
    const away = { ...columnOf('away'), open: [] };
    const overtime = { ...columnOf('overtime', visitOf('c', '20:00')), open: [] };
    const order = makeColumns()(boardOf(away, columnOf('ruiz'), overtime), NOTHING).map(({ id }) => id);
    expect(order).toEqual(['ruiz', 'overtime', 'away']);
  });

  test('change in one block when one visit changes', () => {
    const columnsOf = makeColumns();
    const before = columnsOf(board, NOTHING);
    const after = columnsOf(withVisit(board, visitOf('b', '11:00', { version: 2 })), NOTHING);
    expect(after[0]?.events[0]).toBe(before[0]?.events[0]);
    expect(after[0]?.events[1]).not.toBe(before[0]?.events[1]);
    expect(after[1]).toBe(before[1]);
  });

  test('show a chosen status before the clinic has answered', () => {
    const columnsOf = makeColumns();
    const pending = new Map([['a' as AppointmentId, 'arrived' as AppointmentStatus]]);
    const shown = columnsOf(board, pending)[0]?.events[0]?.data;
    // From now on, not for as long as it had been booked.
    expect(shown).toMatchObject({ status: 'arrived', stepBack: 'booked', statusSince: NOW });
    expect(columnsOf(board, NOTHING)[0]?.events[0]?.data.status).toBe('booked');
  });

  test('say by how much somebody is late from the clinic’s minutes on, and draw that one again alone', () => {
    const columnsOf = makeColumns();
    const at = (nowMin: number) => columnsOf(board, NOTHING, { nowMin, alertMin: 10 });
    const lates = (columns: ReturnType<typeof at>) => columns[0]?.events.map(({ data }) => data.lateMin);
    const [before, late, later] = [at(609), at(610), at(611)];
    expect([before, late, later].map(lates)).toEqual([
      [undefined, undefined],
      [10, undefined],
      [11, undefined],
    ]);
    expect(later[0]?.events[1]).toBe(before[0]?.events[1]);
    expect(at(611)[0]).toBe(later[0]);
    expect(later[1]).toBe(before[1]);
    const came = new Map([['a' as AppointmentId, 'arrived' as AppointmentStatus]]);
    expect(lates(columnsOf(board, came, { nowMin: 611, alertMin: 10 }))).toEqual([undefined, undefined]);
  });

  test('draw what no longer takes its time aside, and mistakes not at all', () => {
    const ended = boardOf(
      columnOf(
        'ruiz',
        visitOf('a', '10:00', { status: 'cancelled' }),
        visitOf('b', '11:00', { status: 'entered_in_error' }),
      ),
    );
    const events = makeColumns()(ended, NOTHING)[0]?.events;
    expect(events?.map(({ id, isMuted }) => [id, isMuted])).toEqual([['a', true]]);
  });
});

describe('minutes of the day', () => {
  test('lie on the wall clock, also where it jumps', () => {
    const spring = createDayClock(toCivilDate('2026-03-29'), 'Europe/Berlin');
    expect(spring.minuteOf('2026-03-29T00:30:00.000Z')).toBe(90);
    expect(spring.minuteOf('2026-03-29T08:00:00.000Z')).toBe(600);
    expect(spring.instantAt(600)).toBe('2026-03-29T08:00:00.000Z');
  });

  test('are clipped to the day', () => {
    const berlin = createDayClock(toCivilDate(DAY), 'Europe/Berlin');
    expect(berlin.minuteOf('2026-03-03T23:00:00.000Z')).toBe(1440);
    expect(berlin.minuteOf('2026-03-02T20:00:00.000Z')).toBe(0);
  });

  test('are written as a clock time', () => {
    expect([clockText(0), clockText(615), clockText(1440)]).toEqual(['00:00', '10:15', '24:00']);
  });
});

describe('the doctors shown', () => {
  const columns = makeColumns()(boardOf(columnOf('Müller'), columnOf('Ruiz')), NOTHING);
  const cardiology = { id: 'c' as SpecializationId, name: 'Cardiology' };
  const doctor = { id: 'Ruiz' as DoctorId, specializations: [cardiology] } as DoctorDto;
  const shown = (text: string) =>
    filterColumns(columns, { find: text }, { doctors: [doctor] }).map(({ id }) => id);

  test('are found by name without accents', () => expect(shown(' muller')).toEqual(['Müller']));
  test('are found by specialization', () => expect(shown('cardio')).toEqual(['Ruiz']));
  test('are all, as the same list, when nothing is typed', () =>
    expect(filterColumns(columns, { find: ' ' }, undefined)).toBe(columns));
});

describe('the visits a filter means', () => {
  const columns = makeColumns()(
    boardOf(
      columnOf('ruiz', { ...visitOf('a', '10:00'), urgency: 'high' }, visitOf('b', '11:00')),
      columnOf('osei', { ...visitOf('c', '10:00'), urgency: 'emergency' }),
    ),
    NOTHING,
  );

  test('stay the same objects, and the others keep their time', () => {
    const sieve = createSieve();
    const [ruiz, osei] = sieve(columns, { marks: ['urgent'] });
    expect(ruiz?.events.map(({ data }) => data.isAside)).toEqual([undefined, true]);
    expect(ruiz?.events[0]).toBe(columns[0]?.events[0]);
    expect(ruiz?.events[1]?.startMin).toBe(11 * 60);
    expect(osei).toBe(columns[1]);
  });

  test('are all, as the same list, when no filter is about visits', () =>
    expect(createSieve()(columns, { find: 'ruiz' })).toBe(columns));

  test('are drawn once for one filter', () => {
    const sieve = createSieve();
    const filter = { marks: ['urgent'] } as const;
    expect(sieve(columns, filter)[0]).toBe(sieve(columns, filter)[0]);
    expect(sieve(columns, filter)[0]?.events[1]).toBe(sieve(columns, { marks: ['first'] })[0]?.events[1]);
  });
});
