import { useSyncExternalStore } from 'react';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useFormat } from '../../lib/format.ts';
import { onTick } from '../../lib/use-minute.ts';
import type { DayClock } from './day-clock.ts';

/** The minute of the day it is now, or null when the day on screen is not today. */
export function useNowMinute(day: CivilDate, clock: DayClock): number | null {
  const format = useFormat();
  return useSyncExternalStore(onTick, () => (format.today() === day ? clock.minuteOf(format.now()) : null));
}
