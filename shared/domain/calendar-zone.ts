import 'temporal-polyfill/global';
import type { Instant } from '../time/instant.ts';
import { component, contentLine } from './icalendar.ts';

/** `20260302T101500` on the clock of the zone. */
export function localStamp(instant: Instant, zone: string): string {
  return stampOf(Temporal.Instant.from(instant).toZonedDateTimeISO(zone));
}

/** `20260302T091500Z` */
export function utcStamp(instant: Instant): string {
  return `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/**
 * A property that is a moment: on the clock of the zone, which the file tells, and in UTC where that clock shows the
 * same time twice in autumn. Readers take it for the first or the second as they please, though RFC 5545, 3.3.5 has a
 * word on it.
 */
export function momentLine(name: 'DTSTART' | 'DTEND', instant: Instant, zone: string): string {
  return isShownTwice(instant, zone)
    ? contentLine(name, utcStamp(instant))
    : contentLine(`${name};TZID=${zone}`, localStamp(instant, zone));
}

function isShownTwice(instant: Instant, zone: string): boolean {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime();
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    local.toZonedDateTime(zone, { disambiguation }).toInstant(),
  );
  return first !== undefined && second !== undefined && !first.equals(second);
}

type Turn = { readonly at: string; readonly from: string; readonly to: string; readonly isDaylight: boolean };

/**
 * VTIMEZONE of a zone for all days from `from` to `until`: each turn of its clocks by its own date, so that
 * what a parliament changes is right as soon as the server's time zone data know it.
 */
export function zoneLines(zone: string, span: { readonly from: Instant; readonly until: Instant }): string[] {
  const turns = turnsOf(zone, span);
  return component('VTIMEZONE', [
    contentLine('TZID', zone),
    ...turns.flatMap(({ at, from, to, isDaylight }) =>
      component(isDaylight ? 'DAYLIGHT' : 'STANDARD', [
        contentLine('DTSTART', at),
        contentLine('TZOFFSETFROM', from),
        contentLine('TZOFFSETTO', to),
      ]),
    ),
  ]);
}

/** The turn that is in force when the span begins comes first; a zone without turns has one that never ends. */
function turnsOf(zone: string, { from, until }: { from: Instant; until: Instant }): Turn[] {
  const start = Temporal.Instant.from(from).toZonedDateTimeISO(zone);
  const end = Temporal.Instant.from(until);
  const first = isTurn(start) ? start : (start.getTimeZoneTransition('previous') ?? undefined);
  const turns: Turn[] = [];
  if (first === undefined) {
    const offset = offsetText(start.offsetNanoseconds);
    turns.push({ at: '19700101T000000', from: offset, to: offset, isDaylight: false });
  }
  let next = first ?? start.getTimeZoneTransition('next');
  while (next && Temporal.Instant.compare(next.toInstant(), end) <= 0) {
    turns.push(turnAt(next));
    next = next.getTimeZoneTransition('next');
  }
  return turns;
}

function isTurn(zoned: Temporal.ZonedDateTime): boolean {
  return zoned.subtract({ nanoseconds: 1 }).offsetNanoseconds !== zoned.offsetNanoseconds;
}

/** The onset is told on the clock as it went before: RFC 5545, 3.6.5. */
function turnAt(turn: Temporal.ZonedDateTime): Turn {
  const before = turn.subtract({ nanoseconds: 1 });
  const at = turn.toInstant().toZonedDateTimeISO('UTC').add({ nanoseconds: before.offsetNanoseconds });
  return {
    at: stampOf(at),
    from: offsetText(before.offsetNanoseconds),
    to: offsetText(turn.offsetNanoseconds),
    isDaylight: turn.offsetNanoseconds > before.offsetNanoseconds,
  };
}

function stampOf(zoned: Temporal.ZonedDateTime): string {
  return zoned.toPlainDateTime().toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}

/** `+0100`, `-0330`, with seconds only where a zone has them. */
function offsetText(nanoseconds: number): string {
  const all = Math.abs(Math.round(nanoseconds / 1e9));
  const two = (count: number) => String(count).padStart(2, '0');
  const seconds = all % 60 === 0 ? '' : two(all % 60);
  return `${nanoseconds < 0 ? '-' : '+'}${two(Math.floor(all / 3600))}${two(Math.floor(all / 60) % 60)}${seconds}`;
}
