import { z } from 'zod';
import { HOURS_KINDS } from '../domain/availability.ts';
import { TOUCHED_REASONS } from '../domain/stranded.ts';
import { AppointmentId, AppointmentTypeId, DoctorId, RoomId, SpecializationId } from '../ids.ts';
import {
  AddClosure,
  AddTimeOff,
  ReplaceWeeklyHours,
  SEEN,
  SetDateException,
  UpdateAppointmentType,
  UpdateDoctor,
} from './clinic.ts';
import { ClinicSettings } from './clinic-settings.ts';
import { line, PageInput, pageOf } from './common.ts';
import { CivilDateText, InstantOut } from './time.ts';

const WallHours = z.object({ startTime: z.string(), endTime: z.string() });

export const WeekRowDto = WallHours.extend({ weekday: z.int(), kind: z.enum(HOURS_KINDS) });
/** A doctor's weeks as they were written down: times of day are on the clinic's wall clock. */
export const DoctorHoursDto = z.object({
  doctorId: DoctorId,
  weeklyHours: z.array(WeekRowDto.extend({ validFrom: z.string(), validTo: z.string().nullable() })),
  /** Of just these hours: whoever writes others in their place has seen them. */
  hoursMark: z.string(),
});
export type DoctorHoursDto = z.infer<typeof DoctorHoursDto>;
/** When one doctor works, with all that is not like the week. */
export const DoctorCalendarDto = DoctorHoursDto.extend({
  /** Days from today on that are not like their weekday; closed all day where `open` is empty. */
  exceptions: z.array(z.object({ date: z.string(), open: z.array(WallHours) })),
  /** What is not over yet. */
  timeOff: z.array(z.object({ id: z.int(), startsAt: InstantOut, endsAt: InstantOut, reason: z.string() })),
});
export type DoctorCalendarDto = z.infer<typeof DoctorCalendarDto>;
export const DoctorCalendarInput = z.strictObject({ doctorId: DoctorId });
export type DoctorCalendarInput = z.infer<typeof DoctorCalendarInput>;

export const ClosureDto = z.object({
  id: z.int(),
  startsOn: z.string(),
  endsOn: z.string(),
  name: z.string(),
});
export type ClosureDto = z.infer<typeof ClosureDto>;
/** Those that are not over yet, in order of their first day. */
export const ListClosures = z.strictObject({ ...PageInput });
export type ListClosures = z.infer<typeof ListClosures>;
export const ClosurePage = pageOf(ClosureDto);
export type ClosurePage = z.infer<typeof ClosurePage>;

const RowId = z.int().min(1);
export const RemoveClosure = z.strictObject({ id: RowId });
export type RemoveClosure = z.infer<typeof RemoveClosure>;
export const RemoveTimeOff = z.strictObject({ doctorId: DoctorId, id: RowId });
export type RemoveTimeOff = z.infer<typeof RemoveTimeOff>;
/** The day is like its weekday again. */
export const RemoveDateException = z.strictObject({ doctorId: DoctorId, date: CivilDateText, ...SEEN });
export type RemoveDateException = z.infer<typeof RemoveDateException>;

/** What an active doctor still lacks before anything can be booked with them. */
export const ClinicReadiness = z.object({
  withoutHours: z.array(DoctorId),
  /** No active type of visit is offered by them. */
  notOffered: z.array(DoctorId),
  /** Closures that are not over yet. */
  closuresAhead: z.int(),
});
export type ClinicReadiness = z.infer<typeof ClinicReadiness>;

export const UpdateRoom = z.strictObject({
  id: RoomId,
  name: line(60).optional(),
  isActive: z.boolean().optional(),
  ...SEEN,
});
export type UpdateRoom = z.infer<typeof UpdateRoom>;
export const RenameSpecialization = z.strictObject({ id: SpecializationId, name: line(100) });
export type RenameSpecialization = z.infer<typeof RenameSpecialization>;

/** A change as it would be sent to be made. */
const PlannedChange = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('weeklyHours'), change: ReplaceWeeklyHours }),
  z.strictObject({ kind: z.literal('dateException'), change: SetDateException }),
  z.strictObject({ kind: z.literal('dropDateException'), change: RemoveDateException }),
  z.strictObject({ kind: z.literal('timeOff'), change: AddTimeOff }),
  z.strictObject({ kind: z.literal('closure'), change: AddClosure }),
  z.strictObject({ kind: z.literal('doctor'), change: UpdateDoctor }),
  z.strictObject({ kind: z.literal('type'), change: UpdateAppointmentType }),
  z.strictObject({ kind: z.literal('room'), change: UpdateRoom }),
  z.strictObject({ kind: z.literal('settings'), change: ClinicSettings.partial() }),
]);
export type PlannedChange = z.infer<typeof PlannedChange>;
/** To be looked over before it is made. */
export const PreviewChange = z.strictObject({
  planned: PlannedChange,
  ...PageInput,
  limit: PageInput.limit.unwrap().default(100),
});
export type PreviewChange = z.infer<typeof PreviewChange>;

/** A coming visit that the change would leave without what it was booked on. Nothing of its patient. */
export const TouchedVisit = z.object({
  id: AppointmentId,
  startsAt: InstantOut,
  endsAt: InstantOut,
  doctorId: DoctorId,
  typeId: AppointmentTypeId,
  reason: z.enum(TOUCHED_REASONS),
});
export type TouchedVisit = z.infer<typeof TouchedVisit>;
/** In order of time. `count` is of all pages, `mark` of just these visits: other ones have another. */
export const ChangePreview = pageOf(TouchedVisit).extend({ count: z.int(), mark: z.string() });
export type ChangePreview = z.infer<typeof ChangePreview>;
