import { describe, expect, it } from 'vitest';
import { type DoctorCalendar, dayHours, type WeeklyHours } from '../../../shared/domain/availability.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import type { CivilDate, LocalTime } from '../../../shared/time/civil-date.ts';
import { localTimeOf, wallTimeToInstant } from '../../../shared/time/clinic-zone.ts';

const ZONE = 'Europe/Berlin';
const TUESDAY = '2026-03-03' as CivilDate;

function weekly(startTime: string, endTime: string, over: Partial<WeeklyHours> = {}): WeeklyHours {
  return {
    weekday: 2,
    kind: 'open',
    startTime: startTime as LocalTime,
    endTime: endTime as LocalTime,
    validFrom: '2026-01-01' as CivilDate,
    validTo: null,
    ...over,
  };
}

const calendar = (over: Partial<DoctorCalendar>): DoctorCalendar => ({
  weeklyHours: [],
  exceptions: [],
  timeOff: [],
  ...over,
});
const at = (time: string, date: string = TUESDAY) =>
  wallTimeToInstant(date as CivilDate, time as LocalTime, ZONE);
const told = (intervals: readonly Interval[]) =>
  intervals.map((i) => `${localTimeOf(i.start, ZONE)}-${localTimeOf(i.end, ZONE)}`);
const openOn = (
  date: string,
  of: DoctorCalendar,
  closures: { startsOn: CivilDate; endsOn: CivilDate }[] = [],
) => told(dayHours(of, closures, { date: date as CivilDate, zone: ZONE }).open);

describe('a doctor’s hours on a day', () => {
  it('are those of the weekday, while they are valid', () => {
    const of = calendar({
      weeklyHours: [
        weekly('09:00', '12:00', { validTo: TUESDAY }),
        weekly('14:00', '18:00', { validFrom: '2026-03-10' as CivilDate }),
      ],
    });

    expect(openOn(TUESDAY, of)).toEqual(['09:00-12:00']);
    expect(openOn('2026-03-10', of)).toEqual(['14:00-18:00']);
    expect(openOn('2026-03-04', of)).toEqual([]);
    expect(openOn('2025-12-30', of)).toEqual([]);
  });

  it('leave out breaks, and tell of them for the drawing', () => {
    const of = calendar({
      weeklyHours: [weekly('09:00', '17:00'), weekly('12:00', '13:00', { kind: 'break' })],
    });
    const day = dayHours(of, [], { date: TUESDAY, zone: ZONE });

    expect(told(day.open)).toEqual(['09:00-12:00', '13:00-17:00']);
    expect(day.blocked).toEqual([{ interval: { start: at('12:00'), end: at('13:00') }, kind: 'break' }]);
  });

  it('join where two openings meet', () => {
    const of = calendar({ weeklyHours: [weekly('13:00', '17:00'), weekly('09:00', '13:00')] });

    expect(openOn(TUESDAY, of)).toEqual(['09:00-17:00']);
  });

  it('leave out time off that begins or ends on another day', () => {
    const of = calendar({
      weeklyHours: [weekly('09:00', '17:00')],
      timeOff: [
        { start: at('15:00', '2026-03-02'), end: at('10:00') },
        { start: at('16:00'), end: at('09:00', '2026-03-05') },
      ],
    });

    expect(openOn(TUESDAY, of)).toEqual(['10:00-16:00']);
  });

  it('of an exception take the place of the weekday’s, breaks and all', () => {
    const of = calendar({
      weeklyHours: [weekly('09:00', '17:00'), weekly('12:00', '13:00', { kind: 'break' })],
      exceptions: [
        { date: TUESDAY, kind: 'open', startTime: '11:00' as LocalTime, endTime: '14:00' as LocalTime },
      ],
    });
    const closed = calendar({
      weeklyHours: [weekly('09:00', '17:00')],
      exceptions: [{ date: TUESDAY, kind: 'closed', startTime: null, endTime: null }],
    });

    expect(openOn(TUESDAY, of)).toEqual(['11:00-14:00']);
    expect(openOn(TUESDAY, closed)).toEqual([]);
    expect(openOn('2026-03-10', closed)).toEqual(['09:00-17:00']);
  });

  it('are none while the clinic is closed, both ends of the closure inclusive', () => {
    const of = calendar({
      weeklyHours: [1, 2, 3, 4].map((weekday) => weekly('09:00', '17:00', { weekday })),
    });
    const closure = [{ startsOn: TUESDAY, endsOn: '2026-03-04' as CivilDate }];

    expect(openOn('2026-03-02', of, closure)).toEqual(['09:00-17:00']);
    expect(openOn(TUESDAY, of, closure)).toEqual([]);
    expect(openOn('2026-03-04', of, closure)).toEqual([]);
    expect(openOn('2026-03-05', of, closure)).toEqual(['09:00-17:00']);
    expect(dayHours(of, closure, { date: TUESDAY, zone: ZONE }).isClosure).toBe(true);
  });

  it('reach to the end of the day with 24:00', () => {
    const { open } = dayHours(calendar({ weeklyHours: [weekly('22:00', '24:00')] }), [], {
      date: TUESDAY,
      zone: ZONE,
    });

    expect(open).toEqual([{ start: at('22:00'), end: at('00:00', '2026-03-04') }]);
  });

  it('stay on the clock when the clocks change', () => {
    const sundays = calendar({ weeklyHours: [weekly('09:00', '17:00', { weekday: 7 })] });

    for (const date of ['2026-03-22', '2026-03-29', '2026-10-25', '2026-11-01']) {
      expect(openOn(date, sundays)).toEqual(['09:00-17:00']);
    }
  });

  it('inside the skipped hour of spring are none', () => {
    const night = calendar({ weeklyHours: [weekly('02:15', '02:45', { weekday: 7 })] });
    const longer = calendar({ weeklyHours: [weekly('01:30', '02:30', { weekday: 7 })] });

    expect(openOn('2026-03-29', night)).toEqual([]);
    expect(openOn('2026-03-29', longer)).toEqual(['01:30-03:00']);
  });
});
