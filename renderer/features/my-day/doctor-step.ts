import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';

const STEPS = {
  booked: 'in_room',
  confirmed: 'in_room',
  arrived: 'in_room',
  checked_in: 'in_room',
  in_room: 'with_doctor',
  with_doctor: 'completed',
} as const satisfies Partial<Record<AppointmentStatus, AppointmentStatus>>;

export type DoctorStep = (typeof STEPS)[keyof typeof STEPS];

/** What the doctor's one key does next: call in, begin, finish. The desk's own steps are skipped. */
export function doctorStep(status: AppointmentStatus): DoctorStep | undefined {
  return Object.hasOwn(STEPS, status) ? STEPS[status as keyof typeof STEPS] : undefined;
}
