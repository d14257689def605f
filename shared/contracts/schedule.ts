import { z } from 'zod';
import { AppointmentTypeId, DoctorId, SpecializationId } from '../ids.ts';
import { CivilDateText, InstantOut } from './time.ts';
import { DayPart } from './words.ts';

export const SlotDto = z.object({
  doctorId: DoctorId,
  startsAt: InstantOut,
  endsAt: InstantOut,
});
export type SlotDto = z.infer<typeof SlotDto>;

/** The free slots of one doctor, civil days `from`..`to` inclusive, at most 31 days. */
export const ListSlots = z.strictObject({
  doctorId: DoctorId,
  appointmentTypeId: AppointmentTypeId,
  from: CivilDateText,
  to: CivilDateText,
  /** Of a visit that is not as long as visits of its kind are. */
  durationMin: z.int().min(5).max(480).multipleOf(5).optional(),
});
export type ListSlots = z.infer<typeof ListSlots>;
export const SlotList = z.object({ slots: z.array(SlotDto), timeZone: z.string() });
export type SlotList = z.infer<typeof SlotList>;

/** The first openings per doctor: one doctor, or any who offers the type (of a specialization). */
export const NextOpenings = z.strictObject({
  doctorId: DoctorId.optional(),
  specializationId: SpecializationId.optional(),
  appointmentTypeId: AppointmentTypeId,
  from: CivilDateText,
  days: z.int().min(1).max(90).default(30),
  dayPart: DayPart.optional(),
  perDoctor: z.int().min(1).max(20).default(3),
});
export type NextOpenings = z.infer<typeof NextOpenings>;
export const Openings = z.object({
  doctors: z.array(z.object({ doctorId: DoctorId, slots: z.array(SlotDto) })),
  timeZone: z.string(),
});
export type Openings = z.infer<typeof Openings>;
