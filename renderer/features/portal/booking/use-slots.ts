import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { NextOpenings, Openings, SlotDto } from '../../../../shared/contracts/schedule.ts';
import type { AppointmentId, AppointmentTypeId, DoctorId } from '../../../../shared/ids.ts';
import { addDays, type CivilDate, daysBetween } from '../../../../shared/time/civil-date.ts';
import { useTRPC, useTRPCClient } from '../../../lib/api.ts';
import { useFormat } from '../../../lib/format.ts';

export type Wanted = {
  readonly doctorId: DoctorId;
  readonly appointmentTypeId: AppointmentTypeId;
  readonly horizonDays: number;
  /** The visit that is to move, where one is: as long as it is, and its present time is free for it. */
  readonly movingId?: AppointmentId;
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

type Asked = Omit<NextOpenings, 'from' | 'days'>;

/** The first free times as far as the clinic books: one question may ask for less, and another follows it. */
export function useOpeningsAhead(asked: Asked, horizonDays: number) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const format = useFormat();
  const today = format.today();
  async function look(): Promise<Openings> {
    const last = addDays(today, horizonDays);
    let from = today;
    for (;;) {
      const days = Math.min(daysBetween(from, last) + 1, MAX_LOOK_AHEAD_DAYS);
      const found = await api.schedule.nextOpenings.query({ ...asked, from, days });
      const next = addDays(from, days);
      if (next > last || found.doctors.some(({ slots }) => slots.length > 0)) return found;
      from = next;
    }
  }
  return {
    queryKey: [...trpc.schedule.nextOpenings.pathKey(), 'ahead', asked, today, horizonDays],
    queryFn: look,
  };
}

/** The first day with a free time; null when there is none as far as the clinic books. */
export function useFirstOpening({ doctorId, appointmentTypeId, horizonDays }: Wanted, isWanted: boolean) {
  const format = useFormat();
  return useQuery({
    ...useOpeningsAhead({ doctorId, appointmentTypeId, perDoctor: 1 }, horizonDays),
    enabled: isWanted,
    select: ({ doctors }): CivilDate | null => {
      const first = doctors.flatMap(({ slots }) => slots)[0];
      return first === undefined ? null : format.dayOf(first.startsAt);
    },
  });
}

/** The free times of seven days, by day. */
export function useWeekSlots({ doctorId, appointmentTypeId, movingId }: Wanted, from: CivilDate | undefined) {
  const trpc = useTRPC();
  const api = useTRPCClient();
  const format = useFormat();
  const start = from ?? format.today();
  const week = { from: start, to: addDays(start, WEEK - 1) };
  const ofDoctor = { doctorId, appointmentTypeId, ...week };
  return useQuery({
    ...(movingId === undefined
      ? {
          queryKey: trpc.schedule.slots.queryKey(ofDoctor),
          queryFn: () => api.schedule.slots.query(ofDoctor),
        }
      : {
          queryKey: trpc.schedule.slotsToMoveOwn.queryKey({ id: movingId, ...week }),
          queryFn: () => api.schedule.slotsToMoveOwn.query({ id: movingId, ...week }),
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
