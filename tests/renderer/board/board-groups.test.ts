import { describe, expect, test } from 'vitest';
import { createColumnMaker } from '../../../renderer/features/board/board-columns.ts';
import {
  createFieldColumns,
  createRoomColumns,
  NO_ROOM,
} from '../../../renderer/features/board/board-groups.ts';
import { createDayClock } from '../../../renderer/features/board/day-clock.ts';
import { withVisit } from '../../../renderer/lib/board-cache.ts';
import type { AppointmentDto, DayBoard } from '../../../shared/contracts/appointments.ts';
import type { ClinicOverview } from '../../../shared/contracts/clinic.ts';
import type { RoomId, SpecializationId } from '../../../shared/ids.ts';
import { toCivilDate } from '../../../shared/time/civil-date.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { boardOf, columnOf, DAY, visitOf } from './visit-of.ts';

const words = { noRoom: 'No room', noField: 'Other' };
const lab = { id: 'lab' as RoomId, name: 'Lab' };
const room1 = { id: 'room1' as RoomId, name: 'Room 1' };
const field = (id: string) => ({ id: id as SpecializationId, name: id });
const doctor = (id: string, room: typeof lab | null, ...fields: string[]) =>
  ({
    id,
    name: id,
    room,
    specializations: fields.map(field),
  }) as unknown as ClinicOverview['doctors'][number];
const clinic = {
  rooms: [
    { ...lab, isActive: true },
    { ...room1, isActive: true },
    { id: 'old' as RoomId, name: 'Old', isActive: false },
  ],
  doctors: [doctor('ruiz', room1, 'skin', 'heart'), doctor('osei', null), doctor('stein', room1, 'heart')],
  specializations: [field('heart'), field('skin')],
};
const at = (id: string, time: string, room: AppointmentDto['room']) => visitOf(id, time, { room });
const board = boardOf(
  columnOf('ruiz', at('a', '11:00', room1), at('b', '12:00', null)),
  columnOf('osei', at('c', '10:00', room1)),
  columnOf('stein'),
);

function maker() {
  const columnsOf = createColumnMaker(createDayClock(toCivilDate(DAY), 'UTC'), () =>
    toInstant(`${DAY}T09:00:00Z`),
  );
  return (next: DayBoard) => columnsOf(next, new Map());
}

describe('columns of rooms', () => {
  const group = (doctors: ReturnType<ReturnType<typeof maker>>, isNarrowed = false) =>
    createRoomColumns()(doctors, { clinic, isNarrowed, words });

  test('hold the visits of all doctors in order of time, and those without a room at the end', () => {
    const columns = group(maker()(board));
    expect(columns.map(({ id, events }) => [id, events.map((event) => event.id)])).toEqual([
      ['lab', []],
      ['room1', ['c', 'a']],
      [NO_ROOM, ['b']],
    ]);
    expect(columns[1]?.subtitle).toBe('Dr. ruiz, Dr. stein');
    expect(columns[1]?.events[0]?.data.doctorName).toBe('Dr. osei');
  });

  test('leave rooms out that nobody shown has to do with', () => {
    const [, osei] = maker()(board);
    expect(group(osei === undefined ? [] : [osei], true).map(({ id }) => id)).toEqual(['room1']);
  });

  test('stay the same objects but for the room that changes', () => {
    const [draw, rooms] = [maker(), createRoomColumns()];
    const grouped = (next: DayBoard) => rooms(draw(next), { clinic, isNarrowed: false, words });
    const before = grouped(board);
    const after = grouped(withVisit(board, { ...at('b', '12:00', null), version: 2 }));
    expect(after.map((column, index) => column === before[index])).toEqual([true, true, false]);
  });
});

describe('columns under specializations', () => {
  const order = (fields?: readonly SpecializationId[]) =>
    createFieldColumns()(maker()(board), { clinic, words, ...(fields && { fields }) }).map(
      ({ id, group }) => `${id} ${group}`,
    );

  test('stand under the first of a doctor’s, the others at the end', () => {
    expect(order()).toEqual(['ruiz heart', 'stein heart', 'osei Other']);
  });

  test('stand under the one that was asked for', () => {
    expect(order([field('skin').id])).toEqual(['ruiz skin', 'osei Other', 'stein Other']);
  });
});
