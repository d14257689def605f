import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import type { AppointmentStatus } from '../../shared/domain/appointment-status.ts';
import type { Instant } from '../../shared/time/instant.ts';

/** The visit as it is shown with a chosen status before the clinic has answered: in it from now on. */
export function guessedVisit(
  visit: AppointmentDto,
  status: AppointmentStatus | undefined,
  now: Instant,
): AppointmentDto {
  if (status === undefined || status === visit.status) return visit;
  return { ...visit, status, stepBack: visit.status, statusSince: now };
}
