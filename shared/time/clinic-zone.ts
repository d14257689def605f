import 'temporal-polyfill/global';
import { addDays, type CivilDate, type LocalTime, minutesOfDay } from './civil-date.ts';
import { epochMs, fromEpochMs, type Instant } from './instant.ts';

/** Whether this is an IANA time zone name such as `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Now.zonedDateTimeISO(name);
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/**
 * The instant of a wall-clock time on a day. A time the spring change skips means the first moment
 * after the gap, so that hours never reach beyond what the clock shows; a time the autumn change repeats
 * means its first occurrence. `24:00` is the next day's midnight.
 */
export function wallTimeToInstant(date: CivilDate, time: LocalTime, zone: string): Instant {
  const minutes = minutesOfDay(time);
  const day = Temporal.PlainDate.from(date);
  const plain =
    minutes === 1440
      ? day.add({ days: 1 }).toPlainDateTime()
      : day.toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
  const zoned = plain.toZonedDateTime(zone);
  const isSkipped = !zoned.toPlainDateTime().equals(plain);
  return fromEpochMs((isSkipped ? endOfGap(plain, zone) : zoned).epochMilliseconds);
}

function endOfGap(skipped: Temporal.PlainDateTime, zone: string): Temporal.ZonedDateTime {
  const before = skipped.toZonedDateTime(zone, { disambiguation: 'earlier' });
  return before.getTimeZoneTransition('next') ?? before;
}

export function civilDateOf(instant: Instant, zone: string): CivilDate {
  return clockAt(instant, zone).date;
}

/** The civil days a half-open interval touches, in order. */
export function civilDaysOf({ start, end }: { start: Instant; end: Instant }, zone: string): CivilDate[] {
  const last = civilDateOf(fromEpochMs(epochMs(end) - 1), zone);
  const days = [civilDateOf(start, zone)];
  for (let day = days[0]; day !== undefined && day < last; day = days.at(-1)) days.push(addDays(day, 1));
  return days;
}

/** `HH:mm` on the clinic's wall clock. */
export function localTimeOf(instant: Instant, zone: string): LocalTime {
  const { minutes } = clockAt(instant, zone);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` as LocalTime;
}

/** The half-open span of one civil day: 23, 24 or 25 hours (23.5 in some zones). */
export function dayBounds(date: CivilDate, zone: string): { start: Instant; end: Instant } {
  return rememberedBounds(`${date} ${zone}`, () => {
    const start = Temporal.PlainDate.from(date).toZonedDateTime(zone);
    return {
      start: fromEpochMs(start.epochMilliseconds),
      end: fromEpochMs(start.add({ days: 1 }).startOfDay().epochMilliseconds),
    };
  });
}

/** Minutes on the wall clock since the day's midnight: where a time sits on the day's drawing. */
export function wallMinutesOf(instant: Instant, zone: string): number {
  return clockAt(instant, zone).minutes;
}

type WallClock = { readonly date: CivilDate; readonly minutes: number };

const MINUTE_LENGTH = 'YYYY-MM-DDTHH:mm'.length;
/** Until then some zones were off by seconds, and two moments of one minute could show different ones. */
const WHOLE_MINUTES_SINCE = '1973';
const MAX_REMEMBERED = 5_000;

const rememberedClocks = createMemory<WallClock>();
const rememberedBounds = createMemory<{ start: Instant; end: Instant }>();

/** What a clock in the zone shows; worked out once a minute, for a booking asks several times. */
function clockAt(instant: Instant, zone: string): WallClock {
  const read = () => {
    const zoned = Temporal.Instant.from(instant).toZonedDateTimeISO(zone);
    return { date: zoned.toPlainDate().toString() as CivilDate, minutes: zoned.hour * 60 + zoned.minute };
  };
  if (instant < WHOLE_MINUTES_SINCE) return read();
  return rememberedClocks(`${instant.slice(0, MINUTE_LENGTH)} ${zone}`, read);
}

/** Answers of a pure function, the oldest forgotten first. */
function createMemory<T>(): (key: string, work: () => T) => T {
  const answers = new Map<string, T>();
  return (key, work) => {
    const known = answers.get(key);
    if (known !== undefined) return known;
    const answer = work();
    if (answers.size >= MAX_REMEMBERED) answers.delete(answers.keys().next().value ?? '');
    answers.set(key, answer);
    return answer;
  };
}
