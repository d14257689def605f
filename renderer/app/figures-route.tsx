import { getRouteApi } from '@tanstack/react-router';
import { addDays, weekdayOf } from '../../shared/time/civil-date.ts';
import { FiguresScreen } from '../features/figures/figures-screen.tsx';
import { useFormat } from '../lib/format.ts';

const route = getRouteApi('/figures');
const WEEKS_BACK = 3;

/** This week and the three before it, or what the address says. */
export function FiguresRoute() {
  const format = useFormat();
  const { from, to, step, doctor } = route.useSearch();
  const navigate = route.useNavigate();
  const today = format.today();
  const monday = addDays(today, 1 - weekdayOf(today) - 7 * WEEKS_BACK);
  return (
    <FiguresScreen
      asked={{ from: from ?? monday, to: to ?? today, step: step ?? 'week', doctorId: doctor }}
      onAsk={({ doctorId, ...asked }) =>
        void navigate({
          search: { ...asked, ...(doctorId !== undefined && { doctor: doctorId }) },
          replace: true,
        })
      }
    />
  );
}
