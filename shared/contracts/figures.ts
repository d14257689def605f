import { z } from 'zod';
import { FIGURE_STEPS } from '../domain/figures.ts';
import { DoctorId } from '../ids.ts';
import { CivilDateText } from './time.ts';

/** Civil days of the clinic, both inclusive, a year at most; without a doctor, of the whole clinic. */
export const FiguresInput = z.strictObject({
  from: CivilDateText,
  to: CivilDateText,
  step: z.enum(FIGURE_STEPS),
  doctorId: DoctorId.optional(),
});
export type FiguresInput = z.infer<typeof FiguresInput>;

/** Counted as `shared/domain/figures.ts` says. */
const Share = z.number().nullable();
export const FiguresDto = z.object({
  visits: z.int(),
  seen: z.int(),
  noShows: z.int(),
  noShowShare: Share,
  left: z.int(),
  cancelled: z.int(),
  lateCancels: z.int(),
  lateCancelShare: Share,
  openMin: z.int(),
  bookedMin: z.int(),
  utilisation: Share,
  wait: z.object({ count: z.int(), medianMin: z.int().nullable(), p90Min: z.int().nullable() }),
  lead: z.object({ count: z.int(), medianDays: z.int().nullable() }),
  toBook: z.object({ count: z.int(), medianSec: z.int().nullable() }).nullable(),
});
export type FiguresDto = z.infer<typeof FiguresDto>;

export const FiguresReport = z.object({
  total: FiguresDto,
  periods: z.array(z.object({ from: z.string(), to: z.string(), figures: FiguresDto })),
  /** In order of name; of one doctor alone where one was asked for. */
  doctors: z.array(z.object({ doctorId: DoctorId, name: z.string(), figures: FiguresDto })),
});
export type FiguresReport = z.infer<typeof FiguresReport>;
