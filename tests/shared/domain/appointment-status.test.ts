import { describe, expect, it } from 'vitest';
import {
  APPOINTMENT_STATUSES,
  type AppointmentStatus,
  canReschedule,
  FORWARD_PATH,
  isBlocking,
  nextStep,
  statusMove,
} from '../../../shared/domain/appointment-status.ts';

const allowed = (status: AppointmentStatus, stepBack: AppointmentStatus | null = null) =>
  APPOINTMENT_STATUSES.filter((to) => statusMove({ status, stepBack }, to) !== undefined);

describe('the status of a visit', () => {
  it('blocks the time until the visit is off', () => {
    expect(APPOINTMENT_STATUSES.filter((status) => !isBlocking(status))).toEqual([
      ...['left', 'no_show', 'cancelled', 'entered_in_error'],
    ]);
  });

  it('moves on by one key, to the end of the path', () => {
    expect(FORWARD_PATH.map(nextStep)).toEqual([...FORWARD_PATH.slice(1), undefined]);
    expect(nextStep('cancelled')).toBeUndefined();
  });

  it.each<[AppointmentStatus, AppointmentStatus[]]>([
    ['booked', ['confirmed', 'arrived', 'checked_in', 'in_room', 'with_doctor', 'completed']],
    ['confirmed', ['arrived', 'checked_in', 'in_room', 'with_doctor', 'completed']],
    ['arrived', ['checked_in', 'in_room', 'with_doctor', 'completed']],
    ['with_doctor', ['completed']],
    ['completed', []],
  ])('of %s leads forward along the path, steps skipped or not', (from, to) => {
    expect(allowed(from).filter((status) => FORWARD_PATH.some((step) => step === status))).toEqual(to);
  });

  it.each<[AppointmentStatus, AppointmentStatus[]]>([
    ['booked', ['no_show', 'cancelled', 'entered_in_error']],
    ['confirmed', ['no_show', 'cancelled', 'entered_in_error']],
    ['arrived', ['left', 'entered_in_error']],
    ['checked_in', ['left', 'entered_in_error']],
    ['in_room', ['left', 'entered_in_error']],
    ['with_doctor', ['left', 'entered_in_error']],
    ['completed', ['entered_in_error']],
    ['left', []],
    ['entered_in_error', []],
  ])('of %s ends as it can end', (from, to) => {
    expect(allowed(from).filter((status) => !isBlocking(status))).toEqual(to);
  });

  it('that was wrong goes back to booked: cancelled and no-show, the others never', () => {
    expect(statusMove({ status: 'cancelled', stepBack: 'booked' }, 'booked')).toBe('reopen');
    expect(statusMove({ status: 'no_show', stepBack: 'booked' }, 'booked')).toBe('reopen');
    expect(allowed('left')).toEqual([]);
    expect(allowed('entered_in_error')).toEqual([]);
  });

  it('never moves to itself', () => {
    for (const status of APPOINTMENT_STATUSES) expect(allowed(status)).not.toContain(status);
  });

  it('lets a visit be moved in time until the patient is there', () => {
    expect(APPOINTMENT_STATUSES.filter(canReschedule)).toEqual(['booked', 'confirmed']);
  });
});
