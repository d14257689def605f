import {
  type AppointmentStatus,
  type StatusNow,
  stepBack,
} from '../../../shared/domain/appointment-status.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Row } from '../../db/schema.ts';

/** The columns that say when each step of a visit was reached. */
const STAMPS = {
  confirmed: 'confirmedAt',
  arrived: 'arrivedAt',
  checked_in: 'checkedInAt',
  in_room: 'inRoomAt',
  with_doctor: 'withDoctorAt',
} as const satisfies Partial<Record<AppointmentStatus, keyof Row<'appointment'>>>;

type Stamped = Pick<Row<'appointment'>, 'status' | 'statusSince' | (typeof STAMPS)[keyof typeof STAMPS]>;
export type StampColumn = (typeof STAMPS)[keyof typeof STAMPS];

/** The column of a step; undefined for those without one. */
export function stampColumn(status: AppointmentStatus): StampColumn | undefined {
  return status in STAMPS ? STAMPS[status as keyof typeof STAMPS] : undefined;
}

export function stampOf(row: Stamped, status: AppointmentStatus): Instant | null {
  const column = stampColumn(status);
  return column === undefined ? null : row[column];
}

/** A row's status with the way back from it. */
export function statusNow(row: Stamped): StatusNow {
  const steps = Object.keys(STAMPS) as (keyof typeof STAMPS)[];
  const stamps = Object.fromEntries(steps.map((step) => [step, row[STAMPS[step]]]));
  return { status: row.status, stepBack: stepBack(row.status, row.statusSince, stamps) };
}
