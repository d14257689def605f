import { describe, expect, test } from 'vitest';
import { shareBoard, withVisit, withWaiting } from '../../../renderer/lib/board-cache.ts';
import type { WaitingRoom } from '../../../shared/contracts/flow.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/clinic-settings.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { boardOf, columnOf, visitOf } from './visit-of.ts';

const copy = <T>(value: T): T => structuredClone(value);

describe('a board that was read again', () => {
  const old = boardOf(columnOf('ruiz', visitOf('a', '10:00'), visitOf('b', '11:00')), columnOf('osei'));

  test('is the same drawing when nothing changed', () => {
    const shared = shareBoard(old, copy(old));
    expect(shared.columns).toBe(old.columns);
  });

  test('keeps every visit but the new one, also behind it', () => {
    const next = boardOf(
      columnOf('ruiz', visitOf('a', '10:00'), visitOf('new', '10:30'), visitOf('b', '11:00')),
      columnOf('osei'),
    );
    const shared = shareBoard(old, next);
    expect(shared.columns[0]?.appointments[0]).toBe(old.columns[0]?.appointments[0]);
    expect(shared.columns[0]?.appointments[2]).toBe(old.columns[0]?.appointments[1]);
    expect(shared.columns[1]).toBe(old.columns[1]);
  });

  test('does not go back behind a version the screen already has', () => {
    const mine = withVisit(old, visitOf('a', '10:00', { version: 2, status: 'arrived' }));
    const shared = shareBoard(mine, copy(old));
    expect(shared.columns[0]?.appointments[0]?.status).toBe('arrived');
  });

  test('shows a patient renamed without a new version of the visit', () => {
    const next = copy(old);
    const visit = next.columns[0]?.appointments[0];
    if (visit !== undefined) visit.patient.familyName = 'López';
    expect(shareBoard(old, next).columns[0]?.appointments[0]?.patient.familyName).toBe('López');
  });

  test('of another day is taken as it is', () => {
    const next = { ...copy(old), day: '2026-03-04' };
    expect(shareBoard(old, next)).toBe(next);
  });
});

describe("the clinic's answer, put into a board", () => {
  const board = boardOf(columnOf('ruiz', visitOf('a', '10:00'), visitOf('b', '12:00')), columnOf('osei'));
  const ids = (b: typeof board) => b.columns.map((column) => column.appointments.map((visit) => visit.id));

  test('stands in order of time', () => {
    expect(ids(withVisit(board, visitOf('new', '11:00')))).toEqual([['a', 'new', 'b'], []]);
  });

  test('moves to the other doctor', () => {
    const moved = visitOf('a', '10:00', { doctorId: 'osei' as DoctorId, version: 2 });
    expect(ids(withVisit(board, moved))).toEqual([['b'], ['a']]);
  });

  test('leaves the day it was moved away from', () => {
    const moved = visitOf('a', '10:00', { version: 2, startsAt: '2026-03-05T10:00:00.000Z' });
    expect(ids(withVisit(board, moved))).toEqual([['b'], []]);
  });

  test('touches no board it does not belong to', () => {
    const elsewhere = visitOf('x', '10:00', { startsAt: '2026-03-05T10:00:00.000Z' });
    expect(withVisit(board, elsewhere)).toBe(board);
  });

  test('is not put over a newer one', () => {
    const newer = withVisit(board, visitOf('a', '10:00', { version: 3, status: 'arrived' }));
    expect(withVisit(newer, visitOf('a', '10:00', { version: 2 }))).toBe(newer);
  });
});

describe('the waiting room with a visit as it is now', () => {
  const due = (visit = visitOf('a', '10:00')) => ({ visit, doctorName: 'Dr. Ana Ruiz' });
  const room: WaitingRoom = {
    day: '2026-03-02',
    serverTime: '2026-03-02T10:20:00.000Z',
    nextAt: null,
    rooms: [],
    visits: [],
    lateAlertMin: 10,
    noShowGraceMin: 15,
    alertMin: DEFAULT_SETTINGS.waitAlertMin,
    due: [due(), due(visitOf('b', '10:15'))],
  };
  const dueIn = (after: WaitingRoom) => after.due.map(({ visit }) => visit.id);

  test('misses nobody any more who has come or is given up', () => {
    for (const status of ['arrived', 'no_show', 'cancelled'] as const) {
      expect(dueIn(withWaiting(room, visitOf('a', '10:00', { version: 2, status })))).toEqual(['b']);
    }
  });

  test('still misses who is expected, in the newest version, and is the same where nothing changes', () => {
    const confirmed = visitOf('a', '10:00', { version: 2, status: 'confirmed' });
    const after = withWaiting(room, confirmed);
    expect(after.due[0]?.visit).toBe(confirmed);
    expect(withWaiting(after, visitOf('a', '10:00', { status: 'arrived' }))).toBe(after);
    expect(withWaiting(room, visitOf('else', '10:00'))).toBe(room);
  });
});
