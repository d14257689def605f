import { type QueryClient, replaceEqualDeep } from '@tanstack/react-query';
import type { AppointmentDto, DayBoard, DayColumn } from '../../shared/contracts/appointments.ts';
import { toCivilDate } from '../../shared/time/civil-date.ts';
import { dayBounds } from '../../shared/time/clinic-zone.ts';
import type { DueVisit, WaitingRoom } from '../../shared/contracts/flow.ts';
import { isExpected } from '../../shared/domain/appointment-status.ts';
import { isInHouse } from '../../shared/domain/waiting.ts';
import type { ApiKeys } from './api.ts';

/**
 * The new board with every visit and column that did not change kept as the same object, found by id:
 * an inserted visit must not make its whole column look new. A visit the screen already has in a newer
 * version (its own write, answered before this older read) stays.
 */
export function shareBoard(before: unknown, after: unknown): DayBoard {
  const [old, next] = [before as DayBoard | undefined, after as DayBoard];
  if (old === undefined || old.day !== next.day) return next;
  const known = new Map(old.columns.flatMap((c) => c.appointments).map((visit) => [visit.id, visit]));
  const oldColumns = new Map(old.columns.map((column) => [column.doctorId, column]));
  const columns = next.columns.map((column) => {
    const appointments = column.appointments.map((visit) => sharedVisit(known.get(visit.id), visit));
    return sharedColumn(oldColumns.get(column.doctorId), { ...column, appointments });
  });
  return { ...next, columns: sameItems(old.columns, columns) ? old.columns : columns };
}

/** The board with this visit where it belongs now, and nowhere else. The same object when nothing changes. */
export function withVisit(board: DayBoard, visit: AppointmentDto): DayBoard {
  const { start, end } = dayBounds(toCivilDate(board.day), board.timeZone);
  const isHere = visit.startsAt < end && start < visit.endsAt;
  const columns = board.columns.map((column) => {
    const drawn = column.appointments.find(({ id }) => id === visit.id);
    const belongs = isHere && column.doctorId === visit.doctorId;
    if (drawn === undefined && !belongs) return column;
    if (drawn !== undefined && drawn.version > visit.version) return column;
    const others = column.appointments.filter(({ id }) => id !== visit.id);
    return { ...column, appointments: belongs ? inOrder([...others, visit]) : others };
  });
  return sameItems(board.columns, columns) ? board : { ...board, columns };
}

/** Writes the clinic's answer into every board that is kept; a read under way may be older and is repeated. */
export function putVisit(queryClient: QueryClient, keys: ApiKeys, visit: AppointmentDto): void {
  const boards = keys.appointments.dayBoard.pathFilter();
  queryClient.setQueriesData<DayBoard>(boards, (board) => board && withVisit(board, visit));
  void queryClient.invalidateQueries({ ...boards, fetchStatus: 'fetching' });
  const waiting = keys.flow.waitingRoom.pathFilter();
  queryClient.setQueriesData<WaitingRoom>(waiting, (room) => room && withWaiting(room, visit));
  void queryClient.invalidateQueries({ ...waiting, fetchStatus: 'fetching' });
  void queryClient.invalidateQueries(keys.appointments.get.queryFilter({ id: visit.id }));
}

/** The waiting room with this visit as it is now; without it when it has left. The same object when nothing changes. */
export function withWaiting(room: WaitingRoom, visit: AppointmentDto): WaitingRoom {
  const due = withDue(room, visit);
  if (due !== room) return due;
  const known = room.visits.find((each) => each.visit.id === visit.id);
  if (known === undefined || known.visit.version > visit.version) return room;
  const visits = isInHouse(visit.status)
    ? room.visits.map((each) => (each === known ? { ...each, visit } : each))
    : room.visits.filter((each) => each !== known);
  return { ...room, visits };
}

/** Who was missing and is no more leaves that list; the waiting ones come with the next answer. */
function withDue(room: WaitingRoom, visit: AppointmentDto): WaitingRoom {
  const known = room.due.find((each) => each.visit.id === visit.id);
  if (known === undefined || known.visit.version > visit.version) return room;
  const isStillDue = isExpected(visit.status);
  const others = (each: DueVisit) => (each !== known ? [each] : isStillDue ? [{ ...each, visit }] : []);
  return { ...room, due: room.due.flatMap(others) };
}

function sharedVisit(old: AppointmentDto | undefined, next: AppointmentDto): AppointmentDto {
  if (old === undefined) return next;
  if (old.version > next.version) return old;
  return isSame(old, next) ? old : replaceEqualDeep(old, next);
}

/** Compares what a read has brought, and makes nothing: of a full day nearly every visit is the same. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [before, after] = [a as Record<string, unknown>, b as Record<string, unknown>];
  let count = 0;
  for (const key in before) {
    if (!isSame(before[key], after[key])) return false;
    count++;
  }
  for (const _ in after) count--;
  return count === 0;
}

function sharedColumn(old: DayColumn | undefined, next: DayColumn): DayColumn {
  if (old === undefined) return next;
  const appointments = sameItems(old.appointments, next.appointments) ? old.appointments : next.appointments;
  const { appointments: _old, ...oldRest } = old;
  const { appointments: _next, ...nextRest } = next;
  const rest = replaceEqualDeep(oldRest, nextRest);
  return rest === oldRest && appointments === old.appointments ? old : { ...rest, appointments };
}

function inOrder(visits: AppointmentDto[]): AppointmentDto[] {
  return visits.sort((a, b) =>
    a.startsAt === b.startsAt ? (a.id < b.id ? -1 : 1) : a.startsAt < b.startsAt ? -1 : 1,
  );
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** The newest this screen knows of a visit, from whichever board is kept, or the waiting room. */
export function findVisit(queryClient: QueryClient, keys: ApiKeys, id: string): AppointmentDto | undefined {
  let newest: AppointmentDto | undefined;
  for (const [, room] of queryClient.getQueriesData<WaitingRoom>(keys.flow.waitingRoom.pathFilter())) {
    const shown = [...(room?.visits ?? []), ...(room?.due ?? [])];
    newest = shown.find(({ visit }) => visit.id === id)?.visit ?? newest;
  }
  for (const [, board] of queryClient.getQueriesData<DayBoard>(keys.appointments.dayBoard.pathFilter())) {
    for (const column of board?.columns ?? []) {
      const visit = column.appointments.find((candidate) => candidate.id === id);
      if (visit !== undefined && visit.version > (newest?.version ?? 0)) newest = visit;
    }
  }
  return newest;
}
