import 'temporal-polyfill/global';

/**
 * An instant as fixed-width UTC text, `YYYY-MM-DDTHH:mm:ss.sssZ`: text order is time order and
 * PostgreSQL casts it to `timestamptz` as it is.
 */
export type Instant = string & { readonly __instant: true };

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Reads ISO 8601 text with an offset; undefined when it has none or is no real time. */
export function parseInstant(text: string): Instant | undefined {
  if (!WITH_OFFSET.test(text)) return undefined;
  try {
    return fromEpochMs(Temporal.Instant.from(text).epochMilliseconds);
  } catch {
    // Temporal refuses the 30th of February and the 25th hour; so do we.
    return undefined;
  }
}

export function toInstant(text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new RangeError(`not an instant with an offset: ${text}`);
  return instant;
}

export function fromEpochMs(epochMs: number): Instant {
  return new Date(epochMs).toISOString() as Instant;
}

/** For libraries that know nothing else. */
export function toDate(instant: Instant): Date {
  return new Date(epochMs(instant));
}

export function epochMs(instant: Instant): number {
  return Date.parse(instant);
}

export function addMinutes(instant: Instant, minutes: number): Instant {
  return fromEpochMs(epochMs(instant) + minutes * 60_000);
}

/** Compares two texts with offsets; false where one of them is no time at all. */
export function isBefore(a: string, b: string): boolean {
  return Date.parse(a) < Date.parse(b);
}

/** Whole minutes from a to b, rounded down. */
export function minutesBetween(from: Instant, to: Instant): number {
  return Math.floor((epochMs(to) - epochMs(from)) / 60_000);
}
