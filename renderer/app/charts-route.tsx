import { getRouteApi } from '@tanstack/react-router';
import { ChartsScreen } from '../features/patients/charts-screen.tsx';

const route = getRouteApi('/charts');

/** Opens on the chart the address names. */
export function ChartsRoute() {
  const { patient } = route.useSearch();
  return <ChartsScreen key={patient} first={patient} />;
}
