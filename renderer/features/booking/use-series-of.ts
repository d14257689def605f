import { skipToken, useQuery } from '@tanstack/react-query';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { useTRPC } from '../../lib/api.ts';

/** The visits of the series this one belongs to; none for a visit of its own. */
export function useSeriesOf(visit: AppointmentDto) {
  const trpc = useTRPC();
  const input = visit.series === null ? skipToken : { id: visit.id };
  const found = useQuery(trpc.series.ofVisit.queryOptions(input, { staleTime: 0 }));
  return { visits: found.data?.visits, refetch: () => void found.refetch() };
}
