import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { PersonalRows } from '../../db/personal-rows.ts';
import type { Row } from '../../db/schema.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';

/** FHIR R4 `Appointment.status`, as the domain's table maps it. */
const FHIR_STATUS: Readonly<Record<AppointmentStatus, string>> = {
  booked: 'booked',
  confirmed: 'booked',
  arrived: 'arrived',
  checked_in: 'checked-in',
  in_room: 'checked-in',
  with_doctor: 'fulfilled',
  completed: 'fulfilled',
  left: 'cancelled',
  no_show: 'noshow',
  cancelled: 'cancelled',
  entered_in_error: 'entered-in-error',
};

/** Chart and visits as a FHIR R4 Bundle of type `collection` (hl7.org/fhir/R4/bundle.html). */
export function fhirBundle(rows: PersonalRows, snapshot: ClinicSnapshot, madeAt: Instant): object {
  const patients = (rows.patient ?? []) as Row<'patient'>[];
  const visits = (rows.appointment ?? []) as Row<'appointment'>[];
  const resources = [...patients.map(patientOf), ...visits.map((visit) => appointmentOf(visit, snapshot))];
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: madeAt,
    entry: resources.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource })),
  };
}

function patientOf(row: Row<'patient'>) {
  const telecom = [
    ...(row.phone === null ? [] : [{ system: 'phone', value: row.phone }]),
    ...(row.email === null ? [] : [{ system: 'email', value: row.email }]),
  ];
  return {
    resourceType: 'Patient',
    id: row.id,
    identifier: [{ system: 'urn:medlink:chart-number', value: String(row.chartNumber) }],
    name: [{ use: 'official', family: row.familyName, given: [row.givenName] }],
    gender: row.sex,
    birthDate: row.birthDate,
    ...(telecom.length > 0 && { telecom }),
    ...(row.address !== null && { address: [{ text: row.address }] }),
    ...(row.language !== null && { communication: [{ language: { text: row.language } }] }),
  };
}

function appointmentOf(row: Row<'appointment'>, snapshot: ClinicSnapshot) {
  const doctor = snapshot.doctors.get(row.doctorId)?.name;
  const type = snapshot.types.get(row.appointmentTypeId)?.name;
  return {
    resourceType: 'Appointment',
    id: row.id,
    status: FHIR_STATUS[row.status],
    start: row.startsAt,
    end: row.endsAt,
    created: row.createdAt,
    ...(type !== undefined && { appointmentType: { text: type } }),
    ...(row.reason !== '' && { reasonCode: [{ text: row.reason }] }),
    participant: [
      { actor: { reference: `urn:uuid:${row.patientId}` }, status: 'accepted' },
      { actor: { display: doctor ?? 'Doctor' }, status: 'accepted' },
    ],
  };
}
