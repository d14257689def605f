import { z } from 'zod';
import { AppointmentId, PinId, RecallId } from '../ids.ts';
import { AppointmentDto } from './appointments.ts';
import { ClientRequestId } from './common.ts';
import { RecallDto } from './recalls.ts';
import { InstantOut } from './time.ts';

/** What a time is looked for: a visit, which keeps its own meanwhile, or somebody who is due again. */
export const PinToBoard = z
  .strictObject({
    appointmentId: AppointmentId.optional(),
    recallId: RecallId.optional(),
    requestId: ClientRequestId,
  })
  .refine(({ appointmentId, recallId }) => (appointmentId === undefined) !== (recallId === undefined), {
    error: 'is a visit or a recall, and not both',
    path: ['appointmentId'],
  });
export type PinToBoard = z.infer<typeof PinToBoard>;

export const UnpinFromBoard = z.strictObject({ id: PinId });
export type UnpinFromBoard = z.infer<typeof UnpinFromBoard>;

export const PinDto = z.object({
  id: PinId,
  /** One of the two. */
  visit: AppointmentDto.nullable(),
  recall: RecallDto.nullable(),
  pinnedAt: InstantOut,
  pinnedByName: z.string(),
});
export type PinDto = z.infer<typeof PinDto>;
/** The longest pinned first. */
export const Pinboard = z.object({ items: z.array(PinDto) });
export type Pinboard = z.infer<typeof Pinboard>;
