import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { SignalDto } from '../../../shared/contracts/signals.ts';
import { useTRPC } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { onTick } from '../../lib/use-minute.ts';

const NOTHING: readonly SignalDto[] = [];

/** What is asked and not done, kept true by the live line; with its day it is over, also where nobody says so. */
export function useOpenSignals(): readonly SignalDto[] {
  const format = useFormat();
  const { data } = useQuery(useTRPC().signals.listOpen.queryOptions({}));
  const today = useSyncExternalStore(onTick, format.today);
  return data?.day === today ? data.signals : NOTHING;
}
