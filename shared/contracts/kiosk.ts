import { z } from 'zod';
import { line } from './common.ts';
import { CivilDateText } from './time.ts';

/** Either the code of a card, or a birth date and how the family name begins. */
export const ArriveAtKiosk = z.strictObject({
  /** What the device was paired with. */
  secret: z.string().max(60),
  code: line(40).optional(),
  birthDate: CivilDateText.optional(),
  letters: line(40).optional(),
});
export type ArriveAtKiosk = z.infer<typeof ArriveAtKiosk>;

/** The ticket of whoever is here now; null sends to the desk, and tells nobody why. */
export const ArrivedAtKiosk = z.object({ ticket: z.int().nullable() });
export type ArrivedAtKiosk = z.infer<typeof ArrivedAtKiosk>;
