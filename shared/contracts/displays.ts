import { z } from 'zod';
import { CALL_NAMES, DISPLAY_KINDS } from '../domain/displays.ts';
import { DisplayId } from '../ids.ts';
import { line } from './common.ts';
import { InstantOut } from './time.ts';

export const DisplayDto = z.object({
  id: DisplayId,
  kind: z.enum(DISPLAY_KINDS),
  /** Where it hangs. */
  name: z.string(),
  shows: z.enum(CALL_NAMES),
  /** Null until a device has been given the code. */
  pairedAt: InstantOut.nullable(),
  /** Until when its code is good; null once it is used. */
  codeUntil: InstantOut.nullable(),
});
export type DisplayDto = z.infer<typeof DisplayDto>;
export const DisplayList = z.object({ items: z.array(DisplayDto) });
export type DisplayList = z.infer<typeof DisplayList>;

export const AddDisplay = z.strictObject({
  kind: z.enum(DISPLAY_KINDS),
  name: line(60),
  shows: z.enum(CALL_NAMES),
});
export type AddDisplay = z.infer<typeof AddDisplay>;

/** The code is told this once: the clinic keeps only its fingerprint. */
export const AddedDisplay = z.object({ display: DisplayDto, code: z.string() });
export type AddedDisplay = z.infer<typeof AddedDisplay>;

export const DisplayRef = z.strictObject({ id: DisplayId });
export type DisplayRef = z.infer<typeof DisplayRef>;

/** Typed on the device itself. */
export const PairDisplay = z.strictObject({ kind: z.enum(DISPLAY_KINDS), code: line(40) });
export type PairDisplay = z.infer<typeof PairDisplay>;

/** What the device keeps, told this once. */
export const PairedDisplay = z.object({ name: z.string(), secret: z.string() });
export type PairedDisplay = z.infer<typeof PairedDisplay>;
