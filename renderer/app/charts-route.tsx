import { getRouteApi } from '@tanstack/react-router';
import { mayEver } from '../../shared/domain/policy.ts';
import { PatientNotes } from '../features/notes/patient-notes.tsx';
import { ChartsScreen } from '../features/patients/charts-screen.tsx';
import { useMe } from '../lib/session.ts';

const route = getRouteApi('/charts');

/** Opens on the chart the address names. */
export function ChartsRoute() {
  const { patient } = route.useSearch();
  const { role } = useMe();
  const Notes = mayEver(role, 'note.read') ? PatientNotes : undefined;
  return <ChartsScreen key={patient} first={patient} Notes={Notes} />;
}
