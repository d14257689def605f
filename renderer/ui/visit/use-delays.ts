import { useQuery } from '@tanstack/react-query';
import type { DelaysToday } from '../../../shared/contracts/delays.ts';
import { useTRPC } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';

const NOBODY: DelaysToday = { day: '', doctors: [] };

/** Who has said to run late, kept true by the live line; what was said yesterday is not shown. */
export function useDelays(): DelaysToday {
  const trpc = useTRPC();
  const format = useFormat();
  const { data } = useQuery(trpc.delays.today.queryOptions({}));
  return data?.day === format.today() ? data : NOBODY;
}
