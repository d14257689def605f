import type { BookingChoice, BookingSuggestion } from '../../../shared/contracts/booking.ts';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import { foldText } from '../../../shared/domain/patient-search-text.ts';

export type PaletteScreen = { readonly to: string; readonly name: string };

/** One line of the list under the input: what Enter does there. */
export type PaletteItem =
  | { readonly kind: 'book'; readonly choice: BookingChoice }
  | { readonly kind: 'register'; readonly text: string }
  | { readonly kind: 'chart'; readonly patient: PatientSummary }
  | { readonly kind: 'go'; readonly screen: PaletteScreen };

const COMMAND = '>';
const SHORTEST = 2;

export function itemsOf(asked: {
  line: string;
  patient: string;
  suggestion: BookingSuggestion | undefined;
  screens: readonly PaletteScreen[];
  canRegister: boolean;
}): PaletteItem[] {
  const { line, patient, suggestion, canRegister } = asked;
  const screens = screensFor(line, asked.screens).map((screen): PaletteItem => ({ kind: 'go', screen }));
  if (suggestion === undefined) return screens;
  const choices = suggestion.choices.map((choice): PaletteItem => ({ kind: 'book', choice }));
  if (suggestion.patient !== null) {
    const chart: PaletteItem = { kind: 'chart', patient: suggestion.patient };
    // What was not asked for is not booked by the first Enter.
    return suggestion.isNear ? [chart, ...choices, ...screens] : [...choices, chart, ...screens];
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
