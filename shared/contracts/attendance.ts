import { z } from 'zod';

/** How often somebody kept the clinic waiting in the last twelve months: for its staff alone. */
export const Attendance = z.object({
  noShows: z.int(),
  /** Called off inside the clinic's notice window. */
  lateCancels: z.int(),
  /** Came, but so late that the clinic counts it. */
  lates: z.int(),
});
export type Attendance = z.infer<typeof Attendance>;
