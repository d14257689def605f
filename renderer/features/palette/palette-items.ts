import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { BookingChoice, BookingSuggestion } from '../../../shared/contracts/booking.ts';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import type { AbsenceLine } from '../../../shared/domain/absence-line.ts';
import { foldText } from '../../../shared/domain/patient-search-text.ts';

type Doctor = AbsenceLine['doctors'][number];
export type PaletteScreen = { readonly to: string; readonly name: string };

/** One line of the list under the input: what Enter does there. */
export type PaletteItem =
  | { readonly kind: 'book'; readonly choice: BookingChoice }
  /** One of several of that name. */
  | { readonly kind: 'whom'; readonly patient: PatientSummary }
  | { readonly kind: 'register'; readonly text: string; readonly isAnother?: boolean }
  | { readonly kind: 'wait'; readonly patient: PatientSummary }
  | { readonly kind: 'chart'; readonly patient: PatientSummary }
  /** A visit the patient has already: to be moved, cancelled or looked at. */
  | { readonly kind: 'visit'; readonly visit: AppointmentDto }
  | { readonly kind: 'away'; readonly doctor: Doctor; readonly from: AbsenceLine['from'] }
  | { readonly kind: 'go'; readonly screen: PaletteScreen };

const COMMAND = '>';
const SHORTEST = 2;
const DOCTORS_SHOWN = 3;

export function itemsOf(asked: {
  line: string;
  patient: string;
  /** Words of the line that nothing was made of. */
  unread: readonly string[];
  suggestion: BookingSuggestion | undefined;
  namesakes: readonly PatientSummary[];
  absence: AbsenceLine | undefined;
  screens: readonly PaletteScreen[];
  canRegister: boolean;
  canWait: boolean;
}): PaletteItem[] {
  const { line, patient, suggestion, absence, canRegister, canWait } = asked;
  const screens = screensFor(line, asked.screens).map((screen): PaletteItem => ({ kind: 'go', screen }));
  if (absence !== undefined) {
    const { doctors, from } = absence;
    return doctors.slice(0, DOCTORS_SHOWN).map((doctor) => ({ kind: 'away', doctor, from }));
  }
  if (suggestion === undefined) return screens;
  // Nothing is booked for one of two who are called the same: first it is said which of them is meant.
  if (asked.namesakes.length > 0) {
    const register: PaletteItem[] = canRegister ? [{ kind: 'register', text: patient, isAnother: true }] : [];
    return [...asked.namesakes.map((one): PaletteItem => ({ kind: 'whom', patient: one })), ...register];
  }
  const choices = suggestion.choices.map((choice): PaletteItem => ({ kind: 'book', choice }));
  if (suggestion.patient !== null) {
    const chart: PaletteItem = { kind: 'chart', patient: suggestion.patient };
    const coming = suggestion.coming.map((visit): PaletteItem => ({ kind: 'visit', visit }));
    // What was not asked for is not booked by the first Enter.
    const wait: PaletteItem[] = canWait ? [{ kind: 'wait', patient: suggestion.patient }] : [];
    const rest = [...wait, ...coming, ...screens];
    const isAsked = !suggestion.isNear && asked.unread.length === 0;
    return !isAsked ? [chart, ...choices, ...rest] : [...choices, chart, ...rest];
  }
  // A word that names a screen is more likely meant so than as a name nobody bears.
  return canRegister ? [...screens, { kind: 'register', text: patient }] : screens;
}

export const isCommand = (line: string): boolean => line.trimStart().startsWith(COMMAND);

/** Every screen while nothing is typed; then those with a word that starts so. */
function screensFor(line: string, screens: readonly PaletteScreen[]): readonly PaletteScreen[] {
  const typed = foldText(line.trim().replace(COMMAND, '')).trim();
  if (typed === '') return screens;
  if (typed.length < SHORTEST && !isCommand(line)) return [];
  return screens.filter(({ name }) => ` ${foldText(name)}`.includes(` ${typed}`));
}
