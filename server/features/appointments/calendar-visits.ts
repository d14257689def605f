import type { AppointmentId, DoctorId, PatientId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';

/** Far above what a doctor's months hold; the nearest to the first day come first. */
const VISITS_AT_MOST = 20_000;

export type CalendarOf =
  | { readonly doctorId: DoctorId; readonly patientId?: undefined }
  | { readonly patientId: PatientId; readonly doctorId?: undefined };

type Span = { readonly from: Instant; readonly before: Instant };

/** A visit as calendars need it, with what its line is made of. */
export type CalendarRow = Awaited<ReturnType<typeof listCalendarVisits>>[number];

/** One person's visits of a span of time, those called off too: a calendar strikes them through. */
export function listCalendarVisits(q: Query, of: CalendarOf, { from, before }: Span) {
  const ofPerson =
    of.doctorId === undefined
      ? calendarVisits(q)
          .where('patientId', '=', of.patientId)
          .where('startsAt', '>=', from)
          .where('startsAt', '<', before)
      : // By the column its index has: a buffer before the day's first visit lies within the day.
        calendarVisits(q)
          .where('doctorId', '=', of.doctorId)
          .where('busyStart', '>=', from)
          .where('busyStart', '<', before);
  return ofPerson.orderBy('startsAt').orderBy('appointment.id').limit(VISITS_AT_MOST).execute();
}

export function findCalendarVisit(q: Query, id: AppointmentId): Promise<CalendarRow | undefined> {
  return calendarVisits(q).where('appointment.id', '=', id).executeTakeFirst();
}

function calendarVisits(q: Query) {
  return q
    .selectFrom('appointment')
    .innerJoin('patient', 'patient.id', 'appointment.patientId')
    .select(['appointment.id', 'startsAt', 'endsAt', 'status', 'urgency', 'sequence'])
    .select(['appointment.createdAt', 'appointment.updatedAt'])
    .select(['doctorId', 'patientId', 'roomId', 'patient.givenName', 'patient.familyName']);
}
