import { getRouteApi } from '@tanstack/react-router';
import { AbsenceScreen } from '../features/absences/absence-screen.tsx';

const route = getRouteApi('/absence');

/** Opens on the doctor and the day the address names. */
export function AbsenceRoute() {
  const { doctor, day } = route.useSearch();
  // Another doctor or day in the address is another absence.
  return <AbsenceScreen key={`${doctor} ${day}`} doctorId={doctor} day={day} />;
}
