import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { type AppointmentStatus, isBlocking } from '../../../shared/domain/appointment-status.ts';
import { byTurn, type InTurn } from '../../../shared/domain/turn-order.ts';
import type { AppointmentId } from '../../../shared/ids.ts';

export type MyDay = {
  /** In the room or with the doctor, or whose note is being written. */
  readonly current: AppointmentDto | undefined;
  /** In other rooms, or still with the doctor, beside that one. */
  readonly elsewhere: readonly AppointmentDto[];
  /** In the house and not yet called, in the order of their turns. */
  readonly waiting: readonly AppointmentDto[];
  /** Not here yet, in order of time. */
  readonly expected: readonly AppointmentDto[];
  /** Everything of the day that takes or took place, in order of time. */
  readonly all: readonly AppointmentDto[];
  readonly doneCount: number;
};

/** What the screen shows already, and others do not change by what they do meanwhile. */
export type Dealt = {
  /** Who was inside when the screen was last drawn: somebody else led into another room comes after them. */
  readonly withId?: AppointmentId | undefined;
  /** Whose note has the hands on it: it stays, whatever becomes of the visit. */
  readonly writtenId?: AppointmentId | undefined;
};

export function sortMyDay(visits: readonly AppointmentDto[], { withId, writtenId }: Dealt = {}): MyDay {
  const of = (...statuses: AppointmentStatus[]) => visits.filter(({ status }) => statuses.includes(status));
  const before = (a: AppointmentDto, b: AppointmentDto) => Number(b.id === withId) - Number(a.id === withId);
  const inside = [...of('with_doctor').toSorted(before), ...of('in_room').toSorted(before)];
  const current = visits.find(({ id }) => id === writtenId) ?? inside[0];
  return {
    current,
    elsewhere: inside.filter((visit) => visit !== current),
    waiting: of('arrived', 'checked_in').toSorted((a, b) => byTurn(inTurn(a), inTurn(b))),
    expected: of('booked', 'confirmed'),
    all: visits.filter(({ status }) => isBlocking(status) || status === 'no_show' || status === 'left'),
    doneCount: of('completed').length,
  };
}

/** Where the doctor is: with whoever is inside, or where the last one was. */
export function roomOf({ current, all }: MyDay): AppointmentDto['room'] {
  return (current ?? all.findLast(({ status }) => status === 'completed'))?.room ?? null;
}

function inTurn({ id, urgency, startsAt, arrivedAt, statusSince }: AppointmentDto): InTurn {
  return { id, urgency, startsAt, arrivedAt: arrivedAt ?? statusSince, isInRoom: false };
}
