import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import type { Language } from '../../../shared/domain/languages.ts';
import { localTimeOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { PdfStyle } from '../../lib/pdf.ts';

/** Whose paper it is, whose clock stands on it, and in which language. */
export type PaperClinic = {
  readonly clinicName: string;
  readonly timeZone: string;
  readonly language: Language;
};

const INK = '#1d2530';
const SOFT = '#566270';
export const LINE = '#c9d2d9';
export const SHADE = '#eef2f4';

export const STYLES = {
  title: { weight: 700, size: 15, color: INK },
  heading: { weight: 700, size: 11, color: INK },
  plain: { weight: 400, size: 9, color: INK },
  strong: { weight: 700, size: 9, color: INK },
  soft: { weight: 400, size: 8.5, color: SOFT },
  label: { weight: 700, size: 8, color: SOFT },
  large: { weight: 700, size: 22, color: INK },
} as const satisfies Record<string, PdfStyle>;

export function timeAt(instant: string, { timeZone }: PaperClinic): string {
  return localTimeOf(instant as Instant, timeZone);
}

export function sortedName({ familyName, givenName }: PatientSummary): string {
  return `${familyName}, ${givenName}`;
}
