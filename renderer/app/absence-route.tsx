import { getRouteApi } from '@tanstack/react-router';
import { AbsenceScreen } from '../features/absences/absence-screen.tsx';

const route = getRouteApi('/absence');

/** Opens on the doctor and the day the address names. */
export function AbsenceRoute() {
  const { doctor, day } = route.useSearch();
  return <AbsenceScreen doctorId={doctor} day={day} />;
}
