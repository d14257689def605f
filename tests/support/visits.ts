import { v4 } from 'uuid';
import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import type { AppointmentId } from '../../shared/ids.ts';
import type { CivilDate, LocalTime } from '../../shared/time/civil-date.ts';
import { wallTimeToInstant } from '../../shared/time/clinic-zone.ts';
import type { Row } from '../../server/db/schema.ts';
import { TEST_ZONE, type TestApi, type TestClinic } from './start-clinic.ts';

/** A Tuesday on which both doctors work from 09:00 to 17:00. */
export const DAY = '2026-03-03';

export type BookInput = Parameters<TestApi['appointments']['book']>[0];
export type MoveInput = Parameters<TestApi['appointments']['move']>[0];
export type BookOnlineInput = Parameters<TestApi['appointments']['bookOnline']>[0];

/** The instant of a wall-clock time at the clinic. */
export function wall(time: string, day: string = DAY, zone: string = TEST_ZONE): string {
  return wallTimeToInstant(day as CivilDate, time as LocalTime, zone);
}

/** An id a client makes for one act. */
export const newRequestId = (): string => v4();

export function bookInput(clinic: TestClinic, over: Partial<BookInput> = {}): BookInput {
  return {
    patientId: clinic.cast.patient,
    doctorId: clinic.cast.doctor,
    appointmentTypeId: clinic.cast.type,
    startsAt: wall('10:00'),
    requestId: newRequestId(),
    ...over,
  };
}

export function onlineInput(clinic: TestClinic, over: Partial<BookOnlineInput> = {}): BookOnlineInput {
  return {
    doctorId: clinic.cast.doctor,
    appointmentTypeId: clinic.cast.type,
    startsAt: wall('10:00'),
    requestId: newRequestId(),
    ...over,
  };
}

/** A visit booked by the desk. */
export function book(clinic: TestClinic, over: Partial<BookInput> = {}): Promise<AppointmentDto> {
  return clinic.call(clinic.actors.reception).appointments.book(bookInput(clinic, over));
}

/** The visit's row as it stands in the database. */
export function rowOf(clinic: TestClinic, id: AppointmentId): Promise<Row<'appointment'>> {
  return clinic.db.read((q) =>
    q.selectFrom('appointment').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
}

export async function countVisits(clinic: TestClinic): Promise<number> {
  const { count } = await clinic.db.read((q) =>
    q
      .selectFrom('appointment')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  );
  return count;
}

/** The newest line of the audit trail. */
export function lastAudit(clinic: TestClinic): Promise<Row<'auditEvent'>> {
  return clinic.db.read((q) =>
    q.selectFrom('auditEvent').selectAll().orderBy('id', 'desc').limit(1).executeTakeFirstOrThrow(),
  );
}
