import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SlotDto } from '../../../../shared/contracts/schedule.ts';
import type { AppointmentTypeId, DoctorId } from '../../../../shared/ids.ts';
import { addDays, type CivilDate } from '../../../../shared/time/civil-date.ts';
import { useTRPC } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';

export type Wanted = {
  readonly doctorId: DoctorId;
  readonly appointmentTypeId: AppointmentTypeId;
  readonly horizonDays: number;
};

export const WEEK = 7;
const MAX_LOOK_AHEAD_DAYS = 90;

// A patient hears nothing about other people's bookings, so what is free is asked again when the
// screen opens, when the phone is taken up again, and now and then while it lies open.
export const STAY_TRUE = {
  staleTime: 0,
  refetchOnMount: 'always',
  refetchOnWindowFocus: 'always',
  refetchInterval: 30_000,
} as const;

/** As many days as the clinic books ahead, and as one question may ask for. */
export function lookAhead(horizonDays: number): number {
  return Math.min(Math.max(horizonDays, 1), MAX_LOOK_AHEAD_DAYS);
}

/** The first day with a free time; null when there is none as far as the clinic books. */
export function useFirstOpening({ doctorId, appointmentTypeId, horizonDays }: Wanted) {
  const trpc = useTRPC();
  const format = useFormat();
  const days = lookAhead(horizonDays);
  return useQuery({
    ...trpc.schedule.nextOpenings.queryOptions({
      doctorId,
      appointmentTypeId,
      from: format.today(),
      days,
      perDoctor: 1,
    }),
    select: ({ doctors }): CivilDate | null => {
      const first = doctors.flatMap(({ slots }) => slots)[0];
      return first === undefined ? null : format.dayOf(first.startsAt);
    },
  });
}

/** The free times of seven days, by day. */
export function useWeekSlots({ doctorId, appointmentTypeId }: Wanted, from: CivilDate | undefined) {
  const trpc = useTRPC();
  const format = useFormat();
  const start = from ?? format.today();
  return useQuery({
    ...trpc.schedule.slots.queryOptions({
      doctorId,
      appointmentTypeId,
      from: start,
      to: addDays(start, WEEK - 1),
    }),
    ...STAY_TRUE,
    enabled: from !== undefined,
    placeholderData: keepPreviousData,
    select: ({ slots }) => {
      const byDay = new Map<CivilDate, SlotDto[]>();
      for (const slot of slots) {
        const day = format.dayOf(slot.startsAt);
        byDay.set(day, [...(byDay.get(day) ?? []), slot]);
      }
      return byDay;
    },
  });
}
