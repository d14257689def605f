import type { DoctorId, RoomId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { DayClock } from './day-clock.ts';

/** What a column stands for. */
export type ColumnPlace = {
  readonly day: CivilDate;
  readonly clock: DayClock;
  /** Whose time it is; left out where it is anybody's. */
  readonly doctorId?: DoctorId;
  /** Null stands for no room; left out where the column says nothing of rooms. */
  readonly roomId?: RoomId | null;
  /** Who mostly works there. */
  readonly usualDoctorId?: DoctorId;
};

/** What the columns of the board mean. */
export type Placing = {
  readonly columnsAre: 'doctors' | 'rooms' | 'days';
  readonly placeIn: (columnId: string) => ColumnPlace;
  /** In which column it is seen that somebody is booking there. */
  readonly columnOf: (hold: { readonly doctorId: DoctorId; readonly startsAt: string }) => string | undefined;
};
