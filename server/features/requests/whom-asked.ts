import type { AcceptRequest, CreateRequestFor } from '../../../shared/contracts/requests.ts';
import { AppError, invalidField, unknownIn } from '../../../shared/errors.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { addDays } from '../../../shared/time/civil-date.ts';
import { civilDateOf, localTimeOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { RequestRow } from './requests.repo.ts';

/** A day, and a part of it, that can still come, inside the horizon, with somebody who works here. */
export function requireSensible(input: CreateRequestFor, snapshot: ClinicSnapshot, at: Instant): void {
  requireSomebody(input, snapshot);
  const { settings } = snapshot;
  const today = civilDateOf(at, settings.timeZone);
  if (input.date < today) throw invalidField('date', 'has passed; choose today or later');
  const { end } = settings.dayParts[input.dayPart];
  if (input.date === today && end <= localTimeOf(at, settings.timeZone))
    throw invalidField('dayPart', 'is over for today; choose a later one or another day');
  if (input.date > addDays(today, settings.horizonDays)) throw new AppError('beyond_horizon');
}

function requireSomebody({ doctorId, specializationId }: CreateRequestFor, snapshot: ClinicSnapshot): void {
  if (doctorId !== null) {
    const doctor = snapshot.doctors.get(doctorId);
    if (doctor === undefined) throw unknownIn('doctorId');
    if (!doctor.isActive) throw new AppError('doctor_inactive');
    return;
  }
  if (!snapshot.specializations.some(({ id }) => id === specializationId)) {
    throw unknownIn('specializationId');
  }
  const isTaken = [...snapshot.doctors.values()].some(
    (doctor) => doctor.isActive && doctor.specializations.some(({ id }) => id === specializationId),
  );
  if (!isTaken) throw new AppError('specialization_inactive');
}

type Asked = Pick<RequestRow, 'doctorId' | 'specializationId'>;
type Answer = Pick<AcceptRequest, 'doctorId'>;

/** With whom the visit is to be: the doctor who was asked, or the one the desk has chosen. */
export function doctorOf(asked: Asked, answer: Answer): DoctorId {
  const doctorId = asked.doctorId ?? answer.doctorId;
  if (doctorId === undefined) throw invalidField('doctorId', 'is needed');
  return doctorId;
}

/** Refuses an answer with somebody who was not asked. */
export function requireAsked(asked: Asked, { doctorId }: Answer, snapshot: ClinicSnapshot): void {
  if (asked.doctorId !== null) {
    if (doctorId === undefined || doctorId === asked.doctorId) return;
    throw invalidField('doctorId', 'is not the doctor who was asked');
  }
  const doctor = doctorId === undefined ? undefined : snapshot.doctors.get(doctorId);
  if (doctor === undefined) throw unknownIn('doctorId');
  const isOfIt = doctor.specializations.some(({ id }) => id === asked.specializationId);
  if (!isOfIt) throw invalidField('doctorId', 'is not of the specialization that was asked for');
}
