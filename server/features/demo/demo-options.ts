import type { Language } from '../../../shared/domain/languages.ts';
import type { Instant } from '../../../shared/time/instant.ts';

export type DemoOptions = {
  readonly seed: number;
  /** Today's visits stand where they would at this moment; everything else depends on the day alone. */
  readonly now: Instant;
  readonly clinicName: string;
  /** IANA name; the clinic's hours are on its wall clock. */
  readonly timeZone: string;
  /** Of all that is written in the clinic, and of the clinic itself. */
  readonly language: Language;
  readonly doctors: number;
  readonly patients: number;
  /**
   * How many visits in all. Left out, four weeks back and four ahead are filled to about two thirds;
   * more than fit into these go into as many earlier weeks as they need.
   */
  readonly visits?: number;
  /** One hash for all accounts: everybody in a demo clinic signs in with the same password. */
  readonly passwordHash: string;
  /** The first-start page has already written the settings and the admin: they stay as they are. */
  readonly isAdminKept?: boolean;
};

export const DEMO_SIZE = { doctors: 12, patients: 600 } as const;
export const DEMO_CLINIC_NAMES: Readonly<Record<Language, string>> = {
  en: 'Lindenhof Clinic',
  de: 'Praxis Lindenhof',
};
export const DEMO_TIME_ZONE = 'Europe/Berlin';

export type DemoProgress = {
  readonly stage: 'people' | 'visits' | 'requests';
  readonly done: number;
  readonly total: number;
};

export type DemoSummary = {
  readonly doctors: number;
  readonly patients: number;
  readonly visits: number;
  readonly requests: number;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly signIns: readonly { readonly role: string; readonly email: string }[];
};
