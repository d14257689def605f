import type { QueryClient } from '@tanstack/react-query';
import type { AppointmentDto, DayBoard } from '../../../shared/contracts/appointments.ts';
import { isBlocking } from '../../../shared/domain/appointment-status.ts';
import { minutesBetween, toInstant } from '../../../shared/time/instant.ts';
import type { ApiKeys } from '../../lib/api.ts';
import type { BookingStart } from '../../lib/desk-tasks.ts';

export type BoardFacts = {
  /** How long the chosen time is free; undefined where none is chosen, or it is not free. */
  readonly roomMin: number | undefined;
  /** The kinds of the visits of the day: the doctor's, or everybody's where no doctor is chosen. */
  readonly booked: readonly string[];
};

/** What the boards that are kept here say of where a booking starts from. */
export function boardFacts(queryClient: QueryClient, keys: ApiKeys, start: BookingStart): BoardFacts {
  const boards = queryClient.getQueriesData<DayBoard>(keys.appointments.dayBoard.pathFilter());
  const columns = boards.find(([, board]) => board?.day === start.day)?.[1]?.columns ?? [];
  const own = columns.find(({ doctorId }) => doctorId === start.doctorId);
  const visits = (own === undefined ? columns : [own])
    .flatMap(({ appointments }) => appointments)
    .filter(({ status }) => isBlocking(status));
  return { booked: visits.map(({ type }) => type.id), roomMin: own && roomFrom(start.startsAt, own, visits) };
}

function roomFrom(
  from: string | undefined,
  { open }: DayBoard['columns'][number],
  visits: readonly AppointmentDto[],
): number | undefined {
  if (from === undefined) return undefined;
  const hours = open.find(({ start, end }) => start <= from && from < end);
  const isTaken = visits.some(({ startsAt, endsAt }) => startsAt <= from && from < endsAt);
  if (hours === undefined || isTaken) return undefined;
  const next = visits.map(({ startsAt }) => startsAt).filter((startsAt) => startsAt > from);
  const [end = hours.end] = [hours.end, ...next].toSorted();
  return minutesBetween(toInstant(from), toInstant(end));
}
