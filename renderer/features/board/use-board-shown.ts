import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorId, RoomId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useOverview } from '../../lib/use-overview.ts';
import type { BoardLook } from './board-address.ts';
import type { VisitColumn } from './board-columns.ts';
import { createFieldColumns, createRoomColumns, NO_ROOM } from './board-groups.ts';
import { createDayClock, type DayClock } from './day-clock.ts';
import { daysShown, withoutIdleWeekend } from './days-shown.ts';
import type { Placing } from './placing.ts';
import { useFilteredColumns } from './use-board-look.ts';
import { useDayBoard } from './use-day-board.ts';
import { useDoctorDays } from './use-doctor-days.ts';

export type BoardShown = {
  readonly days: readonly CivilDate[];
  /** Whose days they are; nobody's in particular where one day of all is shown. */
  readonly doctorId: DoctorId | undefined;
  readonly isHere: boolean;
  readonly error: unknown;
  readonly refetch: () => void;
  /** The clinic is closed on the one day that is shown. */
  readonly isClosure: boolean;
  readonly requestCount: number;
  readonly columns: readonly VisitColumn[];
  /** None of the clinic's doctors has a column, whatever the filter is. */
  readonly isEmpty: boolean;
  /** Where one alone is left of the doctors. */
  readonly onlyDoctorId: DoctorId | undefined;
  readonly nameOf: (doctor: DoctorId) => string | undefined;
  readonly placing: Placing;
};

/** What the board shows by its look: which columns there are, and what a place in one of them means. */
export function useBoardShown(day: CivilDate, look: BoardLook): BoardShown {
  const days = useMemo(() => daysShown(day, look.days), [day, look.days]);
  const isOneDay = look.days === undefined;
  const ofDay = useDoctorsOfDay(day, look, isOneDay);
  const ofDoctor = useDaysOfDoctor(days, day, look);
  return isOneDay ? ofDay : ofDoctor;
}

function useDoctorsOfDay(day: CivilDate, look: BoardLook, isShown: boolean): BoardShown {
  const { board, columns: all, clock } = useDayBoard(day, isShown);
  const doctors = useFilteredColumns(all, look);
  const { columns, by } = useGroups(doctors, look, doctors.length < all.length);
  const placing = usePlacing(day, clock, by === 'room' ? doctors : undefined);
  return {
    days: useMemo(() => [day], [day]),
    doctorId: undefined,
    isHere: board.data !== undefined,
    error: board.error,
    refetch: () => void board.refetch(),
    isClosure: board.data?.isClosure === true,
    requestCount: board.data?.pendingRequestCount ?? 0,
    columns,
    isEmpty: all.length === 0,
    onlyDoctorId: doctors.length === 1 ? (doctors[0]?.id as DoctorId) : undefined,
    nameOf: (doctor) => doctors.find(({ id }) => id === doctor)?.title,
    placing,
  };
}

function useDaysOfDoctor(days: readonly CivilDate[], asked: CivilDate, look: BoardLook): BoardShown {
  const overview = useOverview();
  const whose = look.of ?? look.doctor ?? overview?.doctors.find(({ isActive }) => isActive)?.id;
  const doctorId = look.days === undefined ? undefined : whose;
  const { columns: all, clockOf, ...state } = useDoctorDays(days, doctorId);
  // Whose days they are is chosen; only what is narrowed inside of them counts.
  const inDays = useMemo((): BoardLook => {
    const { find: _, doctor: __, fields: ___, ...others } = look;
    return others;
  }, [look]);
  const filtered = useFilteredColumns(all, inDays);
  const columns = useMemo(() => withoutIdleWeekend(filtered, asked), [filtered, asked]);
  const placing = useMemo(
    (): Placing => ({
      columnsAre: 'days',
      placeIn: (id) => {
        const day = id as CivilDate;
        return { day, clock: clockOf(day) ?? createDayClock(day, 'UTC'), ...(doctorId && { doctorId }) };
      },
      columnOf: (hold) => {
        const isOn = (day: CivilDate) => {
          const clock = clockOf(day);
          return clock !== undefined && clock.start <= hold.startsAt && hold.startsAt < clock.end;
        };
        return hold.doctorId === doctorId ? days.find(isOn) : undefined;
      },
    }),
    [days, clockOf, doctorId],
  );
  return {
    ...state,
    days,
    doctorId,
    isClosure: false,
    columns,
    isEmpty: overview?.doctors.length === 0,
    onlyDoctorId: doctorId,
    nameOf: (doctor) =>
      doctor === doctorId ? overview?.doctors.find(({ id }) => id === doctor)?.name : undefined,
    placing,
  };
}

/** Where the columns are rooms, with the doctors whose visits are in them. */
function usePlacing(day: CivilDate, clock: DayClock, inRooms: readonly VisitColumn[] | undefined): Placing {
  const doctors = useOverview()?.doctors;
  return useMemo((): Placing => {
    if (inRooms === undefined)
      return {
        columnsAre: 'doctors',
        placeIn: (id) => ({ day, clock, doctorId: id as DoctorId }),
        columnOf: ({ doctorId }) => doctorId,
      };
    const roomOf = new Map<string, string | undefined>(doctors?.map(({ id, room }) => [id, room?.id]));
    return {
      columnsAre: 'rooms',
      placeIn: (id) => {
        const users = inRooms.filter((doctor) => roomOf.get(doctor.id) === id);
        const usual = users.length === 1 ? users[0] : undefined;
        return {
          day,
          clock,
          roomId: id === NO_ROOM ? null : (id as RoomId),
          ...(usual !== undefined && { usualDoctorId: usual.id as DoctorId }),
        };
      },
      columnOf: ({ doctorId }) => roomOf.get(doctorId) ?? NO_ROOM,
    };
  }, [day, clock, inRooms, doctors]);
}

function useGroups(doctors: readonly VisitColumn[], look: BoardLook, isNarrowed: boolean) {
  const { t } = useTranslation('board');
  const clinic = useOverview();
  const roomsOf = useMemo(() => createRoomColumns(), []);
  const fieldsOf = useMemo(() => createFieldColumns(), []);
  const words = useMemo(() => ({ noRoom: t('groups.noRoom'), noField: t('groups.noField') }), [t]);
  const { by, fields } = look;
  return useMemo(() => {
    if (by === undefined || clinic === undefined) return { columns: doctors, by: undefined };
    if (by === 'room') return { columns: roomsOf(doctors, { clinic, isNarrowed, words }), by };
    return { columns: fieldsOf(doctors, { clinic, words, ...(fields !== undefined && { fields }) }), by };
  }, [doctors, clinic, by, fields, isNarrowed, words, roomsOf, fieldsOf]);
}
