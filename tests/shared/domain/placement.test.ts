import { describe, expect, it } from 'vitest';
import { brokenRule, isOverridable, type Placement } from '../../../shared/domain/placement.ts';
import { ERROR_CODES } from '../../../shared/errors.ts';
import { addMinutes, toInstant } from '../../../shared/time/instant.ts';

const NOW = toInstant('2026-03-02T08:00:00Z');
const START = toInstant('2026-03-03T10:00:00Z');
const visit = (start = START, minutes = 30) => ({ start, end: addMinutes(start, minutes) });

const placement = (over: Partial<Placement> = {}): Placement => ({
  visit: visit(),
  now: NOW,
  isPatient: false,
  isWalkIn: false,
  todayStart: toInstant('2026-03-02T00:00:00Z'),
  wallMinutes: 10 * 60,
  gridMin: 15,
  noticeMin: 60,
  horizonDays: 30,
  open: [{ start: toInstant('2026-03-03T09:00:00Z'), end: toInstant('2026-03-03T17:00:00Z') }],
  doctor: { isActive: true },
  type: { isActive: true, isOnline: true, isOffered: true },
  ...over,
});

const atMinutes = (minutes: number, over: Partial<Placement> = {}) =>
  brokenRule(placement({ visit: visit(addMinutes(NOW, minutes)), open: [everywhere], ...over }));
const everywhere = { start: toInstant('2020-01-01T00:00:00Z'), end: toInstant('2030-01-01T00:00:00Z') };

describe('where a visit may stand', () => {
  it('is inside hours, on the grid, ahead of now', () => {
    expect(brokenRule(placement())).toBeUndefined();
    expect(brokenRule(placement({ isPatient: true }))).toBeUndefined();
  });

  it.each<[Partial<Placement>, string]>([
    [{ doctor: { isActive: false } }, 'doctor_inactive'],
    [{ type: { isActive: false, isOnline: true, isOffered: true } }, 'type_inactive'],
    [{ type: { isActive: true, isOnline: true, isOffered: false } }, 'type_not_offered'],
    [{ visit: visit(addMinutes(NOW, -5)) }, 'in_the_past'],
    [{ wallMinutes: 10 * 60 + 5 }, 'off_grid'],
    [{ visit: visit(toInstant('2026-03-03T10:00:30Z')) }, 'off_grid'],
    [{ visit: visit(toInstant('2026-03-03T16:45:00Z')) }, 'outside_hours'],
    [{ open: [] }, 'outside_hours'],
  ])('is refused with %j', (over, code) => {
    expect(brokenRule(placement(over))).toBe(code);
  });

  it('may touch both ends of the hours, not lie over a gap between two', () => {
    const split = [
      { start: toInstant('2026-03-03T09:00:00Z'), end: toInstant('2026-03-03T10:15:00Z') },
      { start: toInstant('2026-03-03T10:20:00Z'), end: toInstant('2026-03-03T17:00:00Z') },
    ];

    expect(brokenRule(placement({ visit: visit(toInstant('2026-03-03T09:00:00Z')) }))).toBeUndefined();
    expect(brokenRule(placement({ visit: visit(toInstant('2026-03-03T16:30:00Z')) }))).toBeUndefined();
    expect(brokenRule(placement({ open: split }))).toBe('outside_hours');
  });

  it('for patients keeps the notice and the horizon to the minute, for staff not', () => {
    const patient = { isPatient: true };

    expect(atMinutes(60, patient)).toBeUndefined();
    expect(atMinutes(45, patient)).toBe('too_short_notice');
    expect(atMinutes(30 * 24 * 60, patient)).toBeUndefined();
    expect(atMinutes(30 * 24 * 60 + 15, patient)).toBe('beyond_horizon');
    expect(atMinutes(15)).toBeUndefined();
    expect(atMinutes(400 * 24 * 60)).toBeUndefined();
  });

  it('for patients is of a type that is offered online', () => {
    const type = { isActive: true, isOnline: false, isOffered: true };

    expect(brokenRule(placement({ type, isPatient: true }))).toBe('type_not_online');
    expect(brokenRule(placement({ type }))).toBeUndefined();
  });

  it('for a walk-in reaches back to the beginning of today', () => {
    const back = (minutes: number) => atMinutes(-minutes, { isWalkIn: true });

    expect(back(8 * 60)).toBeUndefined();
    expect(back(8 * 60 + 15)).toBe('in_the_past');
  });
});

describe('what staff may write a reason over', () => {
  it('is the doctor’s own time, and nothing else', () => {
    expect(ERROR_CODES.filter(isOverridable)).toEqual(['slot_taken', 'outside_hours']);
  });
});
