import type { CivilDate, LocalTime } from '../../../shared/time/civil-date.ts';
import {
  civilDateOf,
  dayBounds,
  wallMinutesOf,
  wallTimeToInstant,
} from '../../../shared/time/clinic-zone.ts';
import { epochMs, type Instant, toInstant } from '../../../shared/time/instant.ts';

/** Between instants and minutes of one day's drawing, on the clinic's wall clock. */
export type DayClock = {
  /** Minutes since midnight, clipped to the day. */
  readonly minuteOf: (instant: string) => number;
  readonly instantAt: (minute: number) => Instant;
  readonly start: Instant;
  readonly end: Instant;
};

const DAY_MIN = 1440;

export function createDayClock(day: CivilDate, zone: string): DayClock {
  const bounds = dayBounds(day, zone);
  const startMs = epochMs(bounds.start);
  // On all but two days a year wall time runs with the clock: no look-up of the zone for each visit.
  const isPlain = epochMs(bounds.end) - startMs === DAY_MIN * 60_000;

  function wallMinute(instant: Instant): number {
    const on = civilDateOf(instant, zone);
    if (on < day) return 0;
    return on > day ? DAY_MIN : wallMinutesOf(instant, zone);
  }
  return {
    ...bounds,
    minuteOf: (instant) => {
      if (!isPlain) return wallMinute(toInstant(instant));
      const minute = Math.floor((epochMs(instant as Instant) - startMs) / 60_000);
      return Math.min(Math.max(minute, 0), DAY_MIN);
    },
    instantAt: (minute) => wallTimeToInstant(day, clockText(minute), zone),
  };
}

/** 615 -> `10:15` */
export function clockText(minute: number): LocalTime {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}` as LocalTime;
}
