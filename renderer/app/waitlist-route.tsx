import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { DeskTaskHost } from './desk-tasks.tsx';
import { PatientPicker } from '../features/patients/patient-picker.tsx';
import { WaitlistScreen } from '../features/waitlist/waitlist-screen.tsx';

const route = getRouteApi('/waitlist');

/** The list, with the free time the address names above it. */
export function WaitlistRoute() {
  const { doctor, start, end, add } = route.useSearch();
  const navigate = useNavigate();
  const isNamed = doctor !== undefined && start !== undefined && end !== undefined;
  return (
    // What is booked here can be taken back.
    <DeskTaskHost>
      <WaitlistScreen
        slot={isNamed ? { doctorId: doctor, startsAt: start, endsAt: end } : undefined}
        onSlotClose={() => void navigate({ to: '/waitlist', search: {} })}
        add={add}
        onAdded={() => void navigate({ to: '/waitlist', search: {}, replace: true })}
        PatientPicker={PatientPicker}
      />
    </DeskTaskHost>
  );
}
