import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { localStamp, momentLine, utcStamp, zoneLines } from '../../../shared/domain/calendar-zone.ts';
import { calendarFile } from '../../../shared/domain/icalendar.ts';
import { epochMs, fromEpochMs, toInstant } from '../../../shared/time/instant.ts';

/** North and south, half hours, half an hour of summer, a fast that stops summer, none at all. */
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'UTC',
] as const;
const FROM = toInstant('2026-01-01T00:00:00Z');
const UNTIL = toInstant('2028-12-31T00:00:00Z');

/** An independent reader's understanding of a moment in the zone, as it is told to it. */
function readerOf(zone: string) {
  const file = calendarFile(zoneLines(zone, { from: FROM, until: UNTIL }));
  const component = new ICAL.Component(ICAL.parse(file) as [string, [], []]);
  const timezone = new ICAL.Timezone(component);
  return (line: string): number => {
    const property = ICAL.Property.fromString(line);
    const time = property.getFirstValue() as ICAL.Time;
    if (property.getParameter('tzid') === zone) time.zone = timezone;
    return time.toUnixTime() * 1000;
  };
}

describe('a zone in a calendar file', () => {
  it.each(ZONES)('lets another reader find the very moment: %s', (zone) => {
    const read = readerOf(zone);
    expect.hasAssertions();
    fc.assert(
      fc.property(fc.integer({ min: epochMs(FROM) / 60_000, max: epochMs(UNTIL) / 60_000 }), (minute) => {
        const instant = fromEpochMs(minute * 60_000);
        expect(fromEpochMs(read(momentLine('DTSTART', instant, zone)))).toBe(instant);
      }),
      { numRuns: 400 },
    );
  });

  it('has the hours around each change right', () => {
    const read = readerOf('Europe/Berlin');
    for (const text of [
      '2026-03-29T00:59:00Z',
      '2026-03-29T01:00:00Z',
      '2026-10-24T23:59:00Z',
      '2026-10-25T00:00:00Z',
      '2026-10-25T00:30:00Z',
      '2026-10-25T00:59:00Z',
      '2026-10-25T01:00:00Z',
      '2026-10-25T01:30:00Z',
      '2026-10-25T01:59:00Z',
      '2026-10-25T02:00:00Z',
    ]) {
      const instant = toInstant(text);
      const line = momentLine('DTEND', instant, 'Europe/Berlin');
      expect([text, fromEpochMs(read(line))]).toEqual([text, instant]);
    }
  });

  it('tells the hour that autumn repeats in UTC, and every other on the clock of the zone', () => {
    const lines = ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:00:00Z'].map((text) =>
      momentLine('DTSTART', toInstant(text), 'Europe/Berlin'),
    );
    expect(lines).toEqual([
      'DTSTART:20261025T003000Z',
      'DTSTART:20261025T013000Z',
      'DTSTART;TZID=Europe/Berlin:20261025T030000',
    ]);
  });

  it('writes each change on the clock as it went before', () => {
    const span = { from: toInstant('2026-02-01T00:00:00Z'), until: toInstant('2026-05-01T00:00:00Z') };
    expect(zoneLines('Europe/Berlin', span)).toEqual([
      'BEGIN:VTIMEZONE',
      'TZID:Europe/Berlin',
      'BEGIN:STANDARD',
      'DTSTART:20251026T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:20260329T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ]);
  });

  it('writes moments in full', () => {
    expect(utcStamp(toInstant('2026-03-02T07:05:09Z'))).toBe('20260302T070509Z');
    expect(localStamp(toInstant('2026-03-02T23:30:00Z'), 'Asia/Kolkata')).toBe('20260303T050000');
  });
});
