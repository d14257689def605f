import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { PersonalRows } from '../../db/personal-rows.ts';
import type { Row } from '../../db/schema.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { clinicalResources, referTo, type Resource } from './fhir-clinical.ts';

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

/** The chart, the visits and who they were with as a FHIR R4 Bundle of type `collection` (hl7.org/fhir/R4/bundle.html). */
export function fhirBundle(rows: PersonalRows, snapshot: ClinicSnapshot, madeAt: Instant) {
  const patients = (rows.patient ?? []) as Row<'patient'>[];
  const profiles = (rows.patientProfile ?? []) as Row<'patientProfile'>[];
  const visits = (rows.appointment ?? []) as Row<'appointment'>[];
  const resources: Resource[] = [
    ...patients.map((patient) =>
      patientOf(
        patient,
        profiles.find(({ patientId }) => patientId === patient.id),
      ),
    ),
    ...practitionersOf(visits, snapshot),
    ...clinicalResources(rows),
    ...visits.map((visit) => appointmentOf(visit, snapshot)),
  ];
  return {
    resourceType: 'Bundle',
    type: 'collection',
    timestamp: madeAt,
    entry: resources.map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource })),
  };
}

function practitionersOf(visits: readonly Row<'appointment'>[], snapshot: ClinicSnapshot): Resource[] {
  return [...new Set(visits.map(({ doctorId }) => doctorId))].map((id) => ({
    resourceType: 'Practitioner',
    id,
    name: [{ text: snapshot.doctors.get(id)?.name ?? 'not known' }],
  }));
}

function patientOf(row: Row<'patient'>, profile: Row<'patientProfile'> | undefined): Resource {
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
    ...contactOf(profile),
  };
}

function contactOf(profile: Row<'patientProfile'> | undefined): object {
  const { emergencyName: text, emergencyPhone: value, emergencyRelationship } = profile ?? {};
  if (!text && !value) return {};
  return {
    contact: [
      {
        ...(emergencyRelationship && { relationship: [{ text: emergencyRelationship }] }),
        ...(text && { name: { text } }),
        ...(value && { telecom: [{ system: 'phone', value }] }),
      },
    ],
  };
}

function appointmentOf(row: Row<'appointment'>, snapshot: ClinicSnapshot): Resource {
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
      { actor: referTo(row.patientId), status: 'accepted' },
      { actor: referTo(row.doctorId), status: 'accepted' },
    ],
  };
}
