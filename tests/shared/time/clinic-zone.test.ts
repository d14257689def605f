import { describe, expect, it } from 'vitest';
import type { CivilDate, LocalTime } from '../../../shared/time/civil-date.ts';
import {
  civilDateOf,
  civilDaysOf,
  dayBounds,
  isTimeZone,
  localTimeOf,
  wallMinutesOf,
  wallTimeToInstant,
} from '../../../shared/time/clinic-zone.ts';
import { minutesBetween, toInstant } from '../../../shared/time/instant.ts';

const at = (date: string, time: string, zone: string) =>
  wallTimeToInstant(date as CivilDate, time as LocalTime, zone);
const hoursIn = (date: string, zone: string) => {
  const { start, end } = dayBounds(date as CivilDate, zone);
  return minutesBetween(start, end) / 60;
};

describe('the days of an interval', () => {
  const days = (from: [string, string], to: [string, string]) => {
    const zone = 'Europe/Berlin';
    return civilDaysOf({ start: at(...from, zone), end: at(...to, zone) }, zone);
  };
  it('are all it touches; midnight at its end is not among them', () => {
    expect(days(['2026-03-02', '10:00'], ['2026-03-02', '24:00'])).toEqual(['2026-03-02']);
    expect(days(['2026-03-28', '23:30'], ['2026-03-30', '00:30'])).toEqual([
      '2026-03-28',
      '2026-03-29',
      '2026-03-30',
    ]);
  });
});

describe('a wall-clock time', () => {
  it('is an instant in the zone, summer and winter', () => {
    expect(at('2026-01-15', '09:00', 'Europe/Berlin')).toBe('2026-01-15T08:00:00.000Z');
    expect(at('2026-07-15', '09:00', 'Europe/Berlin')).toBe('2026-07-15T07:00:00.000Z');
    expect(at('2026-01-15', '09:00', 'America/St_Johns')).toBe('2026-01-15T12:30:00.000Z');
  });

  it.each([
    ['02:00', '2026-03-29T01:00:00.000Z'],
    ['02:15', '2026-03-29T01:00:00.000Z'],
    ['02:59', '2026-03-29T01:00:00.000Z'],
    ['03:00', '2026-03-29T01:00:00.000Z'],
    ['03:15', '2026-03-29T01:15:00.000Z'],
  ])('at %s, on a night that skips 02:00 to 03:00, is never beyond what the clock shows', (time, instant) => {
    expect(at('2026-03-29', time, 'Europe/Berlin')).toBe(instant);
  });

  it('skipped by half an hour means the first moment after the gap', () => {
    expect(at('2026-10-04', '02:10', 'Australia/Lord_Howe')).toBe('2026-10-03T15:30:00.000Z');
  });

  it('that comes twice means its first time', () => {
    expect(at('2026-10-25', '02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('at 24:00 is the next day’s first moment, also where midnight is skipped', () => {
    expect(at('2026-03-05', '24:00', 'Europe/Berlin')).toBe('2026-03-05T23:00:00.000Z');
    // Chile's clocks go from 24:00 to 01:00.
    expect(at('2026-09-05', '24:00', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
    expect(at('2026-09-06', '00:00', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
  });
});

describe('a civil day', () => {
  it.each([
    ['2026-03-05', 'Europe/Berlin', 24],
    ['2026-03-29', 'Europe/Berlin', 23],
    ['2026-10-25', 'Europe/Berlin', 25],
    ['2026-10-04', 'Australia/Lord_Howe', 23.5],
    ['2026-04-05', 'Australia/Lord_Howe', 24.5],
    ['2026-09-06', 'America/Santiago', 23],
  ])('%s in %s has %d hours', (date, zone, hours) => {
    expect(hoursIn(date, zone)).toBe(hours);
  });

  it('is told by the clinic’s clock, not by UTC', () => {
    const lateEvening = toInstant('2026-03-05T23:30:00Z');

    expect(civilDateOf(lateEvening, 'Europe/Berlin')).toBe('2026-03-06');
    expect(civilDateOf(lateEvening, 'America/New_York')).toBe('2026-03-05');
    expect(localTimeOf(lateEvening, 'Asia/Kathmandu')).toBe('05:15');
    expect(wallMinutesOf(lateEvening, 'Asia/Kathmandu')).toBe(5 * 60 + 15);
  });
});

describe('a time zone', () => {
  it('is an IANA name', () => {
    expect(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'].every(isTimeZone)).toBe(true);
    expect(['Berlin', '+01:00', 'Mars/Olympus', ''].some(isTimeZone)).toBe(false);
  });
});
