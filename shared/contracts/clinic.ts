import { z } from 'zod';
import { Password } from './auth.ts';
import { HOURS_KINDS } from '../domain/availability.ts';
import { PALETTE } from '../domain/palette.ts';
import { AppointmentTypeId, DoctorId, RoomId, SpecializationId } from '../ids.ts';
import { isBefore } from '../time/instant.ts';
import { ClientRequestId, ExpectedVersion, line, PageInput, pageOf, RoomRef, text } from './common.ts';
import { CivilDateText, InstantText, LocalTimeText } from './time.ts';
import { ClinicSettings } from './clinic-settings.ts';

/** The mark of the visits that the change's preview named: where it would name others now, it is refused as stale. */
export const SEEN = { touched: z.string().max(64).optional() };

export const SettingsDto = z.object({ settings: ClinicSettings, revision: z.int() });
export type SettingsDto = z.infer<typeof SettingsDto>;
export const UpdateSettings = z.strictObject({
  changes: ClinicSettings.partial(),
  expectedRevision: z.int(),
  password: Password.min(1, { error: 'is needed' }),
  ...SEEN,
});
export type UpdateSettings = z.infer<typeof UpdateSettings>;

export const SpecializationDto = z.object({ id: SpecializationId, name: z.string() });
export type SpecializationDto = z.infer<typeof SpecializationDto>;
export const ListSpecializations = z.strictObject({ ...PageInput });
export type ListSpecializations = z.infer<typeof ListSpecializations>;
export const SpecializationPage = pageOf(SpecializationDto);
export type SpecializationPage = z.infer<typeof SpecializationPage>;
export const CreateSpecialization = z.strictObject({ name: line(100), requestId: ClientRequestId });
export type CreateSpecialization = z.infer<typeof CreateSpecialization>;

export const CreateRoom = z.strictObject({ name: line(60), requestId: ClientRequestId });
export type CreateRoom = z.infer<typeof CreateRoom>;

/** Durations and buffers are minutes in steps of five, so that every slot lies on the raster. */
const fiveMinutes = (min: number, max: number) =>
  z.int().min(min).max(max).multipleOf(5, { error: 'needs steps of five' });
export const TypeColor = z.enum(PALETTE);
export type TypeColor = z.infer<typeof TypeColor>;

export const AppointmentTypeFields = z.strictObject({
  name: line(80),
  durationMin: fiveMinutes(5, 480),
  bufferBeforeMin: fiveMinutes(0, 60),
  bufferAfterMin: fiveMinutes(0, 60),
  /** One of the eight named colours of the palette, drawn for light and dark. */
  color: TypeColor,
  isOnline: z.boolean(),
  isActive: z.boolean(),
});
// Defaults belong to creation alone: in a partial edit zod would write them over what is stored.
export const CreateAppointmentType = AppointmentTypeFields.extend({
  bufferBeforeMin: fiveMinutes(0, 60).default(0),
  bufferAfterMin: fiveMinutes(0, 60).default(0),
  color: TypeColor.default('teal'),
  isOnline: z.boolean().default(false),
  isActive: z.boolean().default(true),
  doctorIds: z.array(DoctorId).max(500),
  requestId: ClientRequestId,
});
export type CreateAppointmentType = z.infer<typeof CreateAppointmentType>;
export const UpdateAppointmentType = z.strictObject({
  id: AppointmentTypeId,
  expectedVersion: ExpectedVersion,
  changes: AppointmentTypeFields.extend({ doctorIds: z.array(DoctorId).max(500) }).partial(),
  ...SEEN,
});
export type UpdateAppointmentType = z.infer<typeof UpdateAppointmentType>;

export const AppointmentTypeDto = z.object({
  id: AppointmentTypeId,
  name: z.string(),
  durationMin: z.int(),
  bufferBeforeMin: z.int(),
  bufferAfterMin: z.int(),
  color: TypeColor,
  isOnline: z.boolean(),
  isActive: z.boolean(),
  doctorIds: z.array(DoctorId),
  version: z.int(),
});
export type AppointmentTypeDto = z.infer<typeof AppointmentTypeDto>;

const DoctorFields = z.strictObject({
  /** As patients see it, such as "Dr. Ana Ruiz". */
  name: line(120),
  bio: text(2000).nullable(),
  /** Degrees, boards, memberships, as the doctor writes them. */
  qualifications: text(500).nullable(),
  /** The year; how many years that is grows by itself. */
  practisingSince: z.int().min(1900).max(2999).nullable(),
  languages: z.array(line(40)).max(20, { error: 'at most 20' }),
  /** Minor units of the clinic's currency. */
  feeMinor: z.int().min(0).max(100_000_000).nullable(),
  roomId: RoomId.nullable(),
  isActive: z.boolean(),
  isOverbookingAllowed: z.boolean(),
  specializationIds: z.array(SpecializationId).max(20),
});
export const CreateDoctor = DoctorFields.extend({
  bio: DoctorFields.shape.bio.default(null),
  qualifications: DoctorFields.shape.qualifications.default(null),
  practisingSince: DoctorFields.shape.practisingSince.default(null),
  languages: DoctorFields.shape.languages.default([]),
  feeMinor: DoctorFields.shape.feeMinor.default(null),
  roomId: DoctorFields.shape.roomId.default(null),
  isActive: z.boolean().default(true),
  isOverbookingAllowed: z.boolean().default(true),
  requestId: ClientRequestId,
});
export type CreateDoctor = z.infer<typeof CreateDoctor>;
export const UpdateDoctor = z.strictObject({
  id: DoctorId,
  expectedVersion: ExpectedVersion,
  changes: DoctorFields.partial(),
  ...SEEN,
});
export type UpdateDoctor = z.infer<typeof UpdateDoctor>;

/** What everybody signed in may know about a doctor. */
export const DoctorDto = z.object({
  id: DoctorId,
  name: z.string(),
  bio: z.string().nullable(),
  qualifications: z.string().nullable(),
  practisingSince: z.int().nullable(),
  languages: z.array(z.string()),
  /** Where the photo is: `/api/pictures/{photoId}`. Another photo has another id. */
  photoId: z.uuid().nullable(),
  feeMinor: z.int().nullable(),
  room: RoomRef.nullable(),
  isActive: z.boolean(),
  isOverbookingAllowed: z.boolean(),
  specializations: z.array(SpecializationDto),
  version: z.int(),
});
export type DoctorDto = z.infer<typeof DoctorDto>;

/** What doctors say about themselves; their name, fee, room and hours are the clinic's. */
const OwnDoctorFields = DoctorFields.pick({
  bio: true,
  qualifications: true,
  practisingSince: true,
  languages: true,
});
export const ReplaceOwnDoctor = OwnDoctorFields.extend({ expectedVersion: ExpectedVersion });
export type ReplaceOwnDoctor = z.infer<typeof ReplaceOwnDoctor>;
export const ChangeOwnDoctor = OwnDoctorFields.partial().extend({ expectedVersion: ExpectedVersion });
export type ChangeOwnDoctor = z.infer<typeof ChangeOwnDoctor>;
export const OwnDoctorDto = DoctorDto.extend({ can: z.object({ edit: z.boolean() }) });
export type OwnDoctorDto = z.infer<typeof OwnDoctorDto>;

export const DoctorRefInput = z.strictObject({ id: DoctorId });
export type DoctorRefInput = z.infer<typeof DoctorRefInput>;
/** By any part of the name, or of one specialization; in order of name. */
export const ListDoctors = z.strictObject({
  query: z.string().trim().max(100).optional(),
  specializationId: SpecializationId.optional(),
  ...PageInput,
});
export type ListDoctors = z.infer<typeof ListDoctors>;
export const DoctorPage = pageOf(DoctorDto);
export type DoctorPage = z.infer<typeof DoctorPage>;

export const ListAppointmentTypes = z.strictObject({ doctorId: DoctorId.optional(), ...PageInput });
export type ListAppointmentTypes = z.infer<typeof ListAppointmentTypes>;
export const AppointmentTypePage = pageOf(AppointmentTypeDto);
export type AppointmentTypePage = z.infer<typeof AppointmentTypePage>;

/** Where visits take place; one that is not active takes no more of them. */
export const RoomDto = RoomRef.extend({ isActive: z.boolean() });
export type RoomDto = z.infer<typeof RoomDto>;

/** Everything the screens need to know about the clinic's shape, in one answer. */
export const ClinicOverview = z.object({
  settings: ClinicSettings,
  revision: z.int(),
  /** What other PCs and phones begin an address with; null while the server listens on its own computer alone. */
  networkAddress: z.string().nullable(),
  specializations: z.array(SpecializationDto),
  rooms: z.array(RoomDto),
  doctors: z.array(DoctorDto),
  types: z.array(AppointmentTypeDto),
});
export type ClinicOverview = z.infer<typeof ClinicOverview>;

const WeekRowFields = z.strictObject({
  weekday: z.int().min(1).max(7),
  kind: z.enum(HOURS_KINDS),
  startTime: LocalTimeText,
  endTime: LocalTimeText,
});
const endsLater = (h: { startTime: string; endTime: string }) => h.startTime < h.endTime;
const ENDS_LATER = { error: 'has to end after it starts', path: ['endTime'] };

/** Hours of a week of which it is said elsewhere when it holds. */
export const WeekRowInput = WeekRowFields.refine(endsLater, ENDS_LATER);

export const WeeklyHoursInput = WeekRowFields.extend({
  validFrom: CivilDateText,
  validTo: CivilDateText.nullable().default(null),
})
  .refine(endsLater, ENDS_LATER)
  .refine((h) => h.validTo === null || h.validFrom <= h.validTo, {
    error: 'has to be on or after the first day',
    path: ['validTo'],
  });

/** Days gone by keep their rows: enough for a week that is changed every month for ten years and more. */
const MOST_HOURS_ROWS = 2_000;

export const ReplaceWeeklyHours = z.strictObject({
  doctorId: DoctorId,
  hours: z.array(WeeklyHoursInput).max(MOST_HOURS_ROWS),
  /** The mark of those that were there; where others are now, it is refused as stale. */
  seenHours: z.string().max(64).optional(),
  ...SEEN,
});
export type ReplaceWeeklyHours = z.infer<typeof ReplaceWeeklyHours>;

export const SetDateException = z.strictObject({
  doctorId: DoctorId,
  date: CivilDateText,
  /** Empty: closed all day. */
  open: z
    .array(
      z
        .strictObject({ startTime: LocalTimeText, endTime: LocalTimeText })
        .refine((h) => h.startTime < h.endTime, { error: 'has to end after it starts', path: ['endTime'] }),
    )
    .max(10),
  ...SEEN,
});
export type SetDateException = z.infer<typeof SetDateException>;

export const AddTimeOff = z
  .strictObject({
    doctorId: DoctorId,
    startsAt: InstantText,
    endsAt: InstantText,
    reason: text(200).default(''),
    requestId: ClientRequestId,
    ...SEEN,
  })
  .refine((t) => isBefore(t.startsAt, t.endsAt), {
    error: 'has to end after it starts',
    path: ['endsAt'],
  });
export type AddTimeOff = z.infer<typeof AddTimeOff>;

export const AddClosure = z
  .strictObject({
    startsOn: CivilDateText,
    endsOn: CivilDateText,
    name: line(120),
    requestId: ClientRequestId,
    ...SEEN,
  })
  .refine((c) => c.startsOn <= c.endsOn, { error: 'has to be on or after the first day', path: ['endsOn'] });
export type AddClosure = z.infer<typeof AddClosure>;

/** What a change of the calendar did, with the visits that now lie outside hours so that nobody is forgotten. */
export const CalendarChanged = z.object({ revision: z.int(), affectedCount: z.int() });
export type CalendarChanged = z.infer<typeof CalendarChanged>;
