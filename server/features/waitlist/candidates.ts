import { DAY_PARTS } from '../../../shared/domain/clinic-settings.ts';
import {
  type FreeSlot,
  type Need,
  type OfferedType,
  rankFitting,
} from '../../../shared/domain/waitlist-order.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import { unknownIn } from '../../../shared/errors.ts';
import type { AppointmentTypeId, DoctorId, WaitlistEntryId } from '../../../shared/ids.ts';
import { minutesOfDay } from '../../../shared/time/civil-date.ts';
import type { LocalTime } from '../../../shared/time/civil-date.ts';
import { civilDateOf, wallMinutesOf } from '../../../shared/time/clinic-zone.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { WaitlistDeps } from './waitlist.deps.ts';
import { dayPartsOf } from './waitlist.presenter.ts';
import { type EntryRow, listReachable } from './waitlist.repo.ts';

/** The longest a buffer can be. */
const BUFFER_MIN = 60;

export type AskedSlot = {
  readonly doctorId: DoctorId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly among?: readonly WaitlistEntryId[];
};

/** Those who could use this stretch of time, the first to be asked first. */
export async function findCandidates(deps: WaitlistDeps, q: Query, slot: AskedSlot): Promise<EntryRow[]> {
  const now = deps.clock.now();
  const snapshot = await deps.clinic.current(q);
  const doctor = snapshot.doctors.get(slot.doctorId);
  if (doctor === undefined) throw unknownIn('doctorId');
  if (!doctor.isActive || slot.startsAt < now) return [];
  const zone = snapshot.settings.timeZone;
  const date = civilDateOf(slot.startsAt, zone);
  const reachable = await listReachable(q, { date, doctorId: doctor.id, now });
  const rows = reachable.filter(({ id }) => slot.among?.includes(id) ?? true);
  const around = { start: addMinutes(slot.startsAt, -BUFFER_MIN), end: addMinutes(slot.endsAt, BUFFER_MIN) };
  const patientIds = rows.map(({ patientId }) => patientId);
  const busy = await deps.appointments.busyAround(q, { doctorId: doctor.id, around, patientIds });
  const free: FreeSlot = {
    start: slot.startsAt,
    end: slot.endsAt,
    doctorId: doctor.id,
    specializationIds: doctor.specializations.map(({ id }) => id),
    date,
    dayParts: partsAt(slot.startsAt, snapshot),
    types: typesOf(doctor.id, snapshot),
    open: snapshot.hoursOn(doctor.id, date).open,
    taken: busy.doctor,
    patientVisits: Map.groupBy<(typeof busy.patients)[number]['patientId'], Interval>(
      busy.patients,
      (visit) => (visit as (typeof busy.patients)[number]).patientId,
    ),
  };
  const needs = rows.map((row): Need & { row: EntryRow } => ({
    ...row,
    dayParts: dayPartsOf(row),
    waitingSince: civilDateOf(row.createdAt, zone),
    row,
  }));
  return rankFitting(needs, free).map(({ row }) => row);
}

function partsAt(start: Instant, { settings }: ClinicSnapshot) {
  const minutes = wallMinutesOf(start, settings.timeZone);
  return DAY_PARTS.filter((part) => {
    const hours = settings.dayParts[part];
    return (
      minutesOfDay(hours.start as LocalTime) <= minutes && minutes < minutesOfDay(hours.end as LocalTime)
    );
  });
}

function typesOf(doctorId: DoctorId, snapshot: ClinicSnapshot): Map<AppointmentTypeId, OfferedType> {
  const offered = [...snapshot.types.values()].filter(
    (type) => type.isActive && type.doctorIds.includes(doctorId),
  );
  return new Map(offered.map((type) => [type.id, type]));
}
