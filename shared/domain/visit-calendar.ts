import type { AppointmentId } from '../ids.ts';
import type { Instant } from '../time/instant.ts';
import type { AppointmentStatus } from './appointment-status.ts';
import { momentLine, utcStamp, zoneLines } from './calendar-zone.ts';
import { calendarFile, component, contentLine, textValue } from './icalendar.ts';
import type { Urgency } from './urgency.ts';

/** What a calendar shows of a visit. Nothing here says why somebody comes: calendars are read over shoulders. */
export type CalendarVisit = {
  readonly id: AppointmentId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly status: AppointmentStatus;
  readonly urgency: Urgency;
  readonly sequence: number;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** One line. */
  readonly summary: string;
  readonly location: string;
};

export type VisitCalendar = {
  readonly name: string;
  readonly timeZone: string;
  readonly visits: readonly CalendarVisit[];
  /** Whose clocks are told where there is no visit: RFC 5545, 3.6 wants one component at least. */
  readonly at: Instant;
};

const PRODUCT = '-//MedLink//Front desk//EN';
/** How often a calendar program is asked to look again: RFC 7986, 5.7. */
const LOOK_AGAIN = 'PT15M';
/** Every copy of the clinic makes the same names for the same visits, wherever it is reached. */
const UID_HOST = 'visit.medlink';
const VISITS_IN_PIECE = 200;

/** Of urgency, RFC 5545, 3.8.1.9: 1 is the highest. */
const PRIORITY: Readonly<Record<Urgency, string>> = { emergency: '1', high: '3', medium: '5', low: '9' };

/** Whether calendars strike the visit through. A turn of this raises the sequence, as a move does. */
export function isCalledOff(status: AppointmentStatus): boolean {
  return status === 'cancelled' || status === 'entered_in_error';
}

/**
 * An iCalendar file (RFC 5545) that calendar programs subscribe to or take in once, in pieces of some visits
 * each: whoever writes a year of them can let others work in between.
 */
export function* visitCalendar({ name, timeZone, visits, at }: VisitCalendar): Generator<string> {
  yield calendarFile([
    'BEGIN:VCALENDAR',
    contentLine('VERSION', '2.0'),
    contentLine('PRODID', PRODUCT),
    contentLine('CALSCALE', 'GREGORIAN'),
    contentLine('METHOD', 'PUBLISH'),
    contentLine('NAME', textValue(name)),
    contentLine('X-WR-CALNAME', textValue(name)),
    contentLine('X-WR-TIMEZONE', textValue(timeZone)),
    contentLine('REFRESH-INTERVAL;VALUE=DURATION', LOOK_AGAIN),
    contentLine('X-PUBLISHED-TTL', LOOK_AGAIN),
    ...zoneLines(timeZone, spanOf(visits, at)),
  ]);
  for (let first = 0; first < visits.length; first += VISITS_IN_PIECE) {
    const some = visits.slice(first, first + VISITS_IN_PIECE);
    yield calendarFile(some.flatMap((visit) => eventLines(visit, timeZone)));
  }
  yield calendarFile(['END:VCALENDAR']);
}

function spanOf(visits: readonly CalendarVisit[], at: Instant): { from: Instant; until: Instant } {
  const starts = visits.map(({ startsAt }) => startsAt).toSorted();
  const ends = visits.map(({ endsAt }) => endsAt).toSorted();
  return { from: starts[0] ?? at, until: ends.at(-1) ?? at };
}

function eventLines(visit: CalendarVisit, zone: string): string[] {
  return component('VEVENT', [
    contentLine('UID', `${visit.id}@${UID_HOST}`),
    contentLine('SEQUENCE', String(visit.sequence)),
    contentLine('DTSTAMP', utcStamp(visit.updatedAt)),
    contentLine('CREATED', utcStamp(visit.createdAt)),
    contentLine('LAST-MODIFIED', utcStamp(visit.updatedAt)),
    momentLine('DTSTART', visit.startsAt, zone),
    momentLine('DTEND', visit.endsAt, zone),
    contentLine('STATUS', isCalledOff(visit.status) ? 'CANCELLED' : 'CONFIRMED'),
    contentLine('TRANSP', isCalledOff(visit.status) ? 'TRANSPARENT' : 'OPAQUE'),
    contentLine('CLASS', 'PRIVATE'),
    contentLine('PRIORITY', PRIORITY[visit.urgency]),
    contentLine('SUMMARY', textValue(visit.summary)),
    contentLine('LOCATION', textValue(visit.location)),
  ]);
}
