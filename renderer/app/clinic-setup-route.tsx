import { getRouteApi } from '@tanstack/react-router';
import { ClinicSetupScreen } from '../features/clinic-setup/clinic-setup-screen.tsx';

const route = getRouteApi('/clinic');

/** Opens on the part of the set-up, and the doctor, that the address names. */
export function ClinicSetupRoute() {
  const { section = 'clinic', doctor } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <ClinicSetupScreen section={section} doctorId={doctor} onGo={(search) => void navigate({ search })} />
  );
}
