import { getRouteApi } from '@tanstack/react-router';
import { PaperScreen } from '../features/paper/paper-screen.tsx';
import { SlipScreen } from '../features/paper/slip-screen.tsx';
import { useFormat } from '../lib/format.ts';

const route = getRouteApi('/paper');

/** The day's sheet, or what the visit in the address is handed out with. */
export function PaperRoute() {
  const format = useFormat();
  const { day, doctor, visit, kind } = route.useSearch();
  const navigate = route.useNavigate();
  if (visit !== undefined) {
    return (
      <SlipScreen
        id={visit}
        kind={kind ?? 'routing-slip'}
        onKind={(next) => void navigate({ search: { visit, kind: next } })}
      />
    );
  }
  return (
    <PaperScreen
      day={day ?? format.today()}
      doctorId={doctor}
      onChange={(next) =>
        void navigate({
          search: { day: next.day, ...(next.doctorId !== undefined && { doctor: next.doctorId }) },
        })
      }
    />
  );
}
