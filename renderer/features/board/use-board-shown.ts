import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorId, RoomId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useOverview } from '../../lib/use-overview.ts';
import type { BoardLook } from './board-address.ts';
import type { VisitColumn } from './board-columns.ts';
import { createFieldColumns, createRoomColumns, NO_ROOM } from './board-groups.ts';
import type { Placing } from './placing.ts';
import { useFilteredColumns } from './use-board-look.ts';
import { useDayBoard } from './use-day-board.ts';

/** A day as the look has it: which columns there are, and what a place in one of them means. */
export function useBoardShown(day: CivilDate, look: BoardLook) {
  const { board, columns: all, clock } = useDayBoard(day);
  const doctors = useFilteredColumns(all, look);
  const { columns, by } = useGroups(doctors, look, doctors.length < all.length);
  const overview = useOverview();
  const placing = useMemo((): Placing => {
    const roomOf = new Map<string, string>(
      (overview?.doctors ?? []).map(({ id, room }) => [id, room?.id ?? NO_ROOM]),
    );
    if (by !== 'room')
      return {
        columnsAre: 'doctors',
        placeIn: (id) => ({ day, clock, doctorId: id as DoctorId }),
        columnOf: ({ doctorId }) => doctorId,
      };
    return {
      columnsAre: 'rooms',
      placeIn: (id) => {
        const users = doctors.filter((doctor) => roomOf.get(doctor.id) === id && id !== NO_ROOM);
        const usual = users.length === 1 ? users[0] : undefined;
        return {
          day,
          clock,
          roomId: id === NO_ROOM ? null : (id as RoomId),
          ...(usual !== undefined && { usualDoctorId: usual.id as DoctorId }),
        };
      },
      columnOf: ({ doctorId }) => roomOf.get(doctorId),
    };
  }, [by, day, clock, doctors, overview]);
  return { board, all, doctors, columns, placing, clock };
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
