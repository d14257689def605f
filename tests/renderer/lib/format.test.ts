import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../renderer/lib/format.ts';

/** Monday 2 March 2026, 23:30 in Berlin. */
const NOW = Date.parse('2026-03-02T22:30:00Z');
const format = createFormat({ timeZone: 'Europe/Berlin', locale: 'en-GB', nowMs: () => NOW });

/** Where clocks show in March what they show where the suite runs, and not in summer. */
const SAME_IN_WINTER =
  Intl.DateTimeFormat().resolvedOptions().timeZone === 'UTC' ? 'Europe/London' : 'America/Puerto_Rico';

describe('times on screen', () => {
  it('are the clinic’s wall clock, wherever the reader sits', () => {
    expect(format.time('2026-03-02T09:15:00Z')).toBe('10:15');
    expect(format.time('2026-07-02T09:15:00Z')).toBe('11:15');
    expect(format.today()).toBe('2026-03-02');
    expect(format.dayOf('2026-03-02T23:10:00Z')).toBe('2026-03-03');
  });

  it('follow the reader’s habit of 12 or 24 hours', () => {
    const american = createFormat({ timeZone: 'America/New_York', locale: 'en-US', nowMs: () => NOW });
    expect(american.time('2026-03-02T20:15:00Z')).toMatch(/^3:15\sPM$/);
  });

  it.each([
    { locale: 'en-US', time: '9:05 AM', dateTime: 'Mon, Mar 2, 9:05 AM', wall: '9:00 AM – 5:00 PM' },
    { locale: 'en-GB', time: '09:05', dateTime: 'Mon 2 Mar, 09:05', wall: '09:00–17:00' },
    { locale: 'de', time: '09:05', dateTime: 'Mo., 2. März, 09:05', wall: '09:00–17:00 Uhr' },
  ])('have a leading zero only on a clock of 24 hours ($locale)', ({ locale, ...expected }) => {
    const there = createFormat({ timeZone: 'Europe/Berlin', locale, nowMs: () => NOW });
    const plain = (text: string) => text.replace(/\s/gu, ' ').replace(/ ?– ?/u, '–');
    expect(plain(there.time('2026-03-02T08:05:00Z'))).toBe(expected.time);
    expect(plain(there.dateTime('2026-03-02T08:05:00Z'))).toBe(expected.dateTime);
    expect(plain(there.wallRange('09:00', '17:00'))).toBe(plain(expected.wall));
  });

  it('say when the reader’s clock shows another time', () => {
    const here = createFormat({ timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
    expect(here.isZoneForeign).toBe(false);
    expect(createFormat({ timeZone: 'Pacific/Kiritimati', nowMs: () => NOW }).isZoneForeign).toBe(true);
    // The same time as here today, and another one in half a year.
    const sameInWinter = createFormat({ timeZone: SAME_IN_WINTER, nowMs: () => NOW });
    expect(sameInWinter.isZoneForeign).toBe(true);
  });
});

describe('days on screen', () => {
  it('do not move with the reader’s zone', () => {
    expect(format.dayShort('2026-03-05')).toBe('Thu 5 Mar');
    expect(format.dayLong('2026-03-05')).toBe('Thursday 5 March');
    expect(format.dayLong('2027-03-05')).toBe('Friday, 5 March 2027');
    expect(format.date('2014-10-06')).toBe('6 Oct 2014');
  });

  it('of another year say which, also at its first minutes on the clinic’s clock', () => {
    expect(format.dayShort('2027-03-05')).toBe('Fri, 5 Mar 2027');
    expect(format.dateTime('2025-03-05T08:05:00Z')).toBe('Wed, 5 Mar 2025, 09:05');
    expect(format.dateTime('2025-12-31T23:05:00Z')).toBe('Thu 1 Jan, 00:05');
    expect(format.dayRange('2026-03-02', '2026-03-08')).toMatch(/^2\s?–\s?8 March$/u);
    expect(format.dayRange('2026-12-28', '2027-01-03')).toMatch(/^28 December 2026\s–\s3 January 2027$/u);
  });

  it('have their words', () => {
    expect(format.dayWord('2026-03-02')).toBe('today');
    expect(format.dayWord('2026-03-03')).toBe('tomorrow');
    expect(format.dayWord('2026-03-01')).toBe('yesterday');
    expect(format.dayWord('2026-03-09')).toBeUndefined();
  });
});

describe('spans on screen', () => {
  it('count by the clock when near and by the calendar when far', () => {
    expect(format.relative('2026-03-02T22:35:00Z')).toBe('in 5 minutes');
    expect(format.relative('2026-03-02T20:30:00Z')).toBe('2 hours ago');
    expect(format.relative('2026-03-03T14:00:00Z')).toBe('tomorrow');
    expect(format.relative('2026-03-06T08:00:00Z')).toBe('in 4 days');
  });

  it('name their units', () => {
    expect(format.minutes(20)).toBe('20 mins');
    expect(format.minutes(60)).toBe('1 hr');
    expect(format.minutes(95)).toBe('1 hr 35 mins');
    expect(format.age('2014-03-03')).toBe(11);
    expect(format.age('2014-03-02')).toBe(12);
    expect(format.minutesSince('2026-03-02T22:12:00Z')).toBe(18);
  });
});
