import { z } from 'zod';
import { DEFAULT_SETTINGS } from '../domain/clinic-settings.ts';
import { PALETTE } from '../domain/palette.ts';
import { Password } from './auth.ts';
import { Email, line } from './common.ts';
import { LanguageName } from './languages.ts';
import { TimeZone } from './time.ts';

export const SetupStatus = z.object({
  isSetUp: z.boolean(),
  /** The page is open on the computer that hosts the clinic: only there is it set up. */
  isHere: z.boolean(),
  clinicName: z.string(),
  accent: z.enum(PALETTE).nullable(),
  timeZone: z.string(),
  /** Of whom the browser asks for none that has words. */
  language: LanguageName,
});
export type SetupStatus = z.infer<typeof SetupStatus>;

export const CompleteSetup = z.strictObject({
  clinicName: line(120),
  timeZone: TimeZone,
  language: LanguageName.default(DEFAULT_SETTINGS.language),
  adminName: line(120),
  adminEmail: Email,
  adminPassword: Password,
  /** `demo` fills a believable clinic; its other accounts get the same password as the admin. */
  fill: z.enum(['demo', 'empty']),
});
export type CompleteSetup = z.infer<typeof CompleteSetup>;
