import { useQuery } from '@tanstack/react-query';
import type { ClinicOverview } from '../../shared/contracts/clinic.ts';
import { useTRPC } from './api.ts';

/** The clinic's shape: doctors, types, rooms, settings. Kept true by the live line. */
export function useOverview(): ClinicOverview | undefined {
  const trpc = useTRPC();
  return useQuery(trpc.clinic.overview.queryOptions({})).data;
}
