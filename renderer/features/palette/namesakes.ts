import type { BookingSuggestion } from '../../../shared/contracts/booking.ts';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import { foldText } from '../../../shared/domain/patient-search-text.ts';

/** Those found who bear the name of the first one, that one among them; nobody where the name is theirs alone. */
export function namesakesOf({ patient, patients }: BookingSuggestion): readonly PatientSummary[] {
  if (patient === null) return [];
  const found = patients.filter((other) => nameOf(other) === nameOf(patient));
  return found.length > 1 ? found : [];
}

function nameOf({ givenName, familyName }: PatientSummary): string {
  return foldText(`${familyName}, ${givenName}`).trim();
}
