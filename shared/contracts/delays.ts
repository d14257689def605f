import { z } from 'zod';
import { DELAY_STEPS_MIN } from '../domain/delays.ts';
import { DoctorId } from '../ids.ts';
import { InstantOut } from './time.ts';

const LateMin = z.literal(DELAY_STEPS_MIN);

/** 0 takes it back. */
export const SayDelay = z.strictObject({ doctorId: DoctorId, lateMin: LateMin });
export type SayDelay = z.infer<typeof SayDelay>;

export const DelayDto = z.object({
  doctorId: DoctorId,
  doctorName: z.string(),
  lateMin: z.int(),
  saidAt: InstantOut,
});
export type DelayDto = z.infer<typeof DelayDto>;

/** Who has said to run late on this day of the clinic's; those who are on time are not among them. */
export const DelaysToday = z.object({ day: z.string(), doctors: z.array(DelayDto) });
export type DelaysToday = z.infer<typeof DelaysToday>;
