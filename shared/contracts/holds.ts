import { z } from 'zod';
import { DoctorId } from '../ids.ts';
import { InstantText } from './time.ts';

/** The slot that is chosen in a dialog of the staff. */
export const HoldSlot = z.strictObject({
  doctorId: DoctorId,
  startsAt: InstantText,
  durationMin: z.int().min(5).max(480),
});
export type HoldSlot = z.infer<typeof HoldSlot>;
