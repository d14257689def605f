import type { RequestDto } from '../../../shared/contracts/requests.ts';
import { useOwnVisits } from './use-own.ts';

/** Whether a request has led to a visit that is not ahead any more; false as long as that is not known. */
export function useHasPassed(): (request: RequestDto) => boolean {
  const { data, hasNextPage } = useOwnVisits('upcoming');
  return ({ status, appointmentId }) =>
    status === 'accepted' &&
    data !== undefined &&
    !hasNextPage &&
    !data.some((visit) => visit.id === appointmentId);
}
