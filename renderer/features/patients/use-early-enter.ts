import { useEffect, useEffectEvent, useState } from 'react';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import type { usePatientSearch } from './use-patient-search.ts';

/** Whom Enter was pressed on before the answer was there; nobody, where nobody was shown yet. */
type Early = { readonly patient: PatientSummary | undefined } | null;

/** Picks as soon as the answer is there: the only one found, or whoever was pressed on, if found among others. */
export function useEarlyEnter(
  { items, isSettled }: ReturnType<typeof usePatientSearch>,
  onPick: (patient: PatientSummary) => void,
): (early: Early) => void {
  const [early, setEarly] = useState<Early>(null);
  const pick = useEffectEvent(() => {
    if (early === null) return;
    setEarly(null);
    const only = items.length === 1 ? items[0] : undefined;
    const found = only ?? items.find(({ id }) => id === early.patient?.id);
    if (found !== undefined) onPick(found);
  });
  useEffect(() => {
    if (isSettled) pick();
  }, [isSettled]);
  return setEarly;
}
