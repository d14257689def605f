import { sql } from 'kysely';
import type { PersonalTables } from '../../db/personal-data.ts';

/** Who came when to whom stays for the counts, about nobody; words written about a person do not. */
export const APPOINTMENTS_PERSONAL_DATA: PersonalTables<
  'undoStep' | 'checkIn' | 'appointment' | 'appointmentChange' | 'series'
> = {
  // Of the last hour, and said by the visits themselves: their rows hang on the visits and go first.
  undoStep: {
    rowsOf: ({ patientId }) => sql`EXISTS (SELECT 1 FROM json_each(undo_step.parts) AS part
      JOIN appointment ON appointment.id = part.value ->> 'id' WHERE appointment.patient_id = ${patientId})`,
    hidden: ['userId', 'parts'],
    erase: 'delete',
  },
  // What was looked at on the day; its row hangs on the visit and goes first.
  checkIn: {
    rowsOf: ({ patientId }) =>
      sql`appointment_id IN (SELECT id FROM appointment WHERE patient_id = ${patientId})`,
    erase: 'delete',
  },
  appointment: {
    rowsOf: ({ patientId }) => sql`patient_id = ${patientId}`,
    hidden: ['isLong', 'importSource', 'sourceId'],
    erase: {
      id: 'stays',
      doctorId: 'stays',
      patientId: 'stays',
      roomId: 'stays',
      appointmentTypeId: 'stays',
      startsAt: 'stays',
      endsAt: 'stays',
      busyStart: 'stays',
      busyEnd: 'stays',
      status: 'stays',
      statusSince: 'stays',
      urgency: 'stays',
      reason: { kept: '' },
      source: 'stays',
      importSource: 'goes',
      sourceId: 'goes',
      isOverride: 'stays',
      isOffHours: 'stays',
      overrideReason: { kept: '' },
      isFirstVisit: 'stays',
      confirmedAt: 'stays',
      arrivedAt: 'stays',
      checkedInAt: 'stays',
      inRoomAt: 'stays',
      withDoctorAt: 'stays',
      endedAt: 'stays',
      cancelCode: 'stays',
      cancelNote: { kept: '' },
      isLateCancel: 'stays',
      sequence: 'stays',
      version: 'stays',
      createdBy: 'stays',
      isLong: 'stays',
      createdAt: 'stays',
      updatedAt: 'stays',
      seriesId: 'stays',
      seriesIndex: 'stays',
    },
  },
  series: {
    rowsOf: ({ patientId }) => sql`id IN (SELECT series_id FROM appointment WHERE patient_id = ${patientId})`,
    erase: { id: 'stays', rule: 'stays', visitCount: 'stays', createdBy: 'stays', createdAt: 'stays' },
  },
  appointmentChange: {
    rowsOf: ({ patientId }) =>
      sql`appointment_id IN (SELECT id FROM appointment WHERE patient_id = ${patientId})`,
    erase: {
      id: 'stays',
      appointmentId: 'stays',
      at: 'stays',
      byUser: 'stays',
      kind: 'stays',
      fromStatus: 'stays',
      toStatus: 'stays',
      fromStartsAt: 'stays',
      toStartsAt: 'stays',
      fromDoctorId: 'stays',
      toDoctorId: 'stays',
      reason: { kept: '' },
    },
  },
};
