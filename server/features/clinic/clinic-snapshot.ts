import { z } from 'zod';
import type {
  AppointmentTypeDto,
  DoctorDto,
  RoomDto,
  SpecializationDto,
} from '../../../shared/contracts/clinic.ts';
import { TypeColor } from '../../../shared/contracts/clinic.ts';
import {
  type ClinicClosure,
  type DayHours,
  type DoctorCalendar,
  dayHours,
} from '../../../shared/domain/availability.ts';
import { ClinicSettings } from '../../../shared/contracts/clinic-settings.ts';
import { DEFAULT_SETTINGS } from '../../../shared/domain/clinic-settings.ts';
import type { AppointmentTypeId, DoctorId, RoomId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { ShapeRows } from './clinic.repo.ts';

/** The clinic's shape at one revision: read once, asked many times. Nothing in it changes. */
export type ClinicSnapshot = {
  readonly revision: number;
  readonly settings: ClinicSettings;
  readonly specializations: readonly SpecializationDto[];
  /** In order of name, those given up among them. */
  readonly rooms: ReadonlyMap<RoomId, RoomDto>;
  /** In order of name, inactive ones among them. */
  readonly doctors: ReadonlyMap<DoctorId, DoctorDto>;
  readonly types: ReadonlyMap<AppointmentTypeId, AppointmentTypeDto>;
  readonly closures: readonly ClinicClosure[];
  /** What was written down of a doctor's hours. */
  calendarOf(doctorId: DoctorId): DoctorCalendar;
  /** Bookable hours of a doctor on a day; remembered. */
  hoursOn(doctorId: DoctorId, date: CivilDate): DayHours;
};

/** Other features keep settings of their own in the same table. */
const StoredSettings = z.object(ClinicSettings.shape);
const NO_HOURS: DoctorCalendar = { weeklyHours: [], exceptions: [], timeOff: [] };

export function createSnapshot(
  revision: number,
  stored: Record<string, unknown>,
  shape: ShapeRows,
): ClinicSnapshot {
  const settings = StoredSettings.parse({ ...DEFAULT_SETTINGS, ...stored });
  const calendars = calendarsOf(shape);
  const remembered = new Map<string, DayHours>();
  const rooms = new Map(
    shape.rooms.map(({ id, name, isActive }) => [id, { id, name, isActive: isActive === 1 }]),
  );
  return {
    revision,
    settings,
    rooms,
    specializations: shape.specializations,
    doctors: doctorsOf(shape, rooms),
    types: typesOf(shape),
    closures: shape.closures,
    calendarOf: (doctorId) => calendars.get(doctorId) ?? NO_HOURS,
    hoursOn(doctorId, date) {
      const key = `${doctorId} ${date}`;
      const known = remembered.get(key);
      if (known !== undefined) return known;
      const at = { date, zone: settings.timeZone };
      const hours = dayHours(calendars.get(doctorId) ?? NO_HOURS, shape.closures, at);
      remembered.set(key, hours);
      return hours;
    },
  };
}

function calendarsOf(shape: ShapeRows): Map<DoctorId, DoctorCalendar> {
  const weeklyHours = Map.groupBy(shape.weeklyHours, (row) => row.doctorId);
  const exceptions = Map.groupBy(shape.exceptions, (row) => row.doctorId);
  const timeOff = Map.groupBy(shape.timeOff, (row) => row.doctorId);
  return new Map(
    shape.doctors.map(({ id }) => [
      id,
      {
        weeklyHours: weeklyHours.get(id) ?? [],
        exceptions: exceptions.get(id) ?? [],
        timeOff: (timeOff.get(id) ?? []).map((off) => ({ start: off.startsAt, end: off.endsAt })),
      },
    ]),
  );
}

function doctorsOf(shape: ShapeRows, rooms: ClinicSnapshot['rooms']): Map<DoctorId, DoctorDto> {
  const names = new Map(shape.specializations.map((s) => [s.id, s]));
  const photos = new Map(shape.photos.map((photo) => [photo.doctorId, photo.id]));
  const links = Map.groupBy(shape.doctorSpecializations, (link) => link.doctorId);
  return new Map(
    shape.doctors.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        bio: row.bio,
        qualifications: row.qualifications,
        practisingSince: row.practisingSince,
        languages: JSON.parse(row.languages) as string[],
        photoId: photos.get(row.id) ?? null,
        feeMinor: row.feeMinor,
        room: roomInUse(rooms, row.roomId),
        isActive: row.isActive === 1,
        isOverbookingAllowed: row.isOverbookingAllowed === 1,
        specializations: (links.get(row.id) ?? []).flatMap((link) => names.get(link.specializationId) ?? []),
        version: row.version,
      },
    ]),
  );
}

/** A doctor whose room was given up has none until they get another. */
function roomInUse(rooms: ClinicSnapshot['rooms'], roomId: RoomId | null): DoctorDto['room'] {
  const room = roomId === null ? undefined : rooms.get(roomId);
  return room?.isActive === true ? { id: room.id, name: room.name } : null;
}

function typesOf(shape: ShapeRows): Map<AppointmentTypeId, AppointmentTypeDto> {
  const links = Map.groupBy(shape.doctorTypes, (link) => link.appointmentTypeId);
  return new Map(
    shape.types.map((row) => [
      row.id,
      {
        id: row.id,
        name: row.name,
        durationMin: row.durationMin,
        bufferBeforeMin: row.bufferBeforeMin,
        bufferAfterMin: row.bufferAfterMin,
        color: TypeColor.parse(row.color),
        isOnline: row.isOnline === 1,
        isActive: row.isActive === 1,
        doctorIds: (links.get(row.id) ?? []).map((link) => link.doctorId),
        version: row.version,
      },
    ]),
  );
}
