import { z } from 'zod';
import { AppointmentId } from '../ids.ts';
import { AppointmentDto } from './appointments.ts';
import { ExpectedVersion } from './common.ts';
import { InstantOut } from './time.ts';

/** What can be taken back. */
export const UNDO_KINDS = ['book', 'move', 'cancel', 'status', 'many'] as const;

/** The newest of one's own acts, the one that left this visit in this version, or this one. */
export const TakeUndo = z.strictObject({
  visit: z.strictObject({ id: AppointmentId, version: ExpectedVersion }).optional(),
  /** As the answer to the act names it. */
  stepId: z.uuid().optional(),
});
export type TakeUndo = z.infer<typeof TakeUndo>;

/** The act that was taken back, and its visits as they are again. */
export const Undone = z.object({
  kind: z.enum(UNDO_KINDS),
  madeAt: InstantOut,
  visits: z.array(AppointmentDto),
});
export type Undone = z.infer<typeof Undone>;
