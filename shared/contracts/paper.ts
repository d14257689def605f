import { z } from 'zod';
import { SLIP_KINDS } from '../domain/paper.ts';
import { AppointmentId, DoctorId } from '../ids.ts';
import { CivilDateText, InstantOut } from './time.ts';

/** One doctor's day, or all of the clinic's. */
export const DaySheetInput = z.strictObject({ day: CivilDateText, doctorId: DoctorId.optional() });
export type DaySheetInput = z.infer<typeof DaySheetInput>;

export const SlipInput = z.strictObject({ id: AppointmentId, kind: z.enum(SLIP_KINDS) });
export type SlipInput = z.infer<typeof SlipInput>;

/** With which the patient says at the entrance that they are here. */
export const CardCode = z.object({ code: z.string() });
export type CardCode = z.infer<typeof CardCode>;

/** Today's sheet on the disk of the clinic's computer, for the day the power fails. */
export const KeptSheet = z.object({
  /** Null where this clinic keeps none. */
  folder: z.string().nullable(),
  /** When it was last written; null while there is none of today. */
  writtenAt: InstantOut.nullable(),
});
export type KeptSheet = z.infer<typeof KeptSheet>;
