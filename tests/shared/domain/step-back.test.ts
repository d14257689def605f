import { describe, expect, it } from 'vitest';
import { statusMove, stepBack } from '../../../shared/domain/appointment-status.ts';

const T1 = '2026-03-02T08:00:00.000Z';
const T2 = '2026-03-02T08:10:00.000Z';
const T3 = '2026-03-02T08:20:00.000Z';

describe('one step back', () => {
  it('leads to the step before when each was taken', () => {
    expect(stepBack('in_room', T3, { arrived: T1, checked_in: T2, in_room: T3 })).toBe('checked_in');
  });

  it('does not confirm a visit that never was', () => {
    expect(stepBack('arrived', T1, { confirmed: null, arrived: T1 })).toBe('booked');
  });

  it('undoes a jump over several steps', () => {
    // The jump stamps the arrival at the same moment: nobody was seen to arrive.
    expect(stepBack('in_room', T2, { arrived: T2, in_room: T2 })).toBe('booked');
    expect(stepBack('in_room', T2, { confirmed: T1, arrived: T2, in_room: T2 })).toBe('confirmed');
  });

  it('takes a wrong end back to booked, and nothing else has a way back', () => {
    expect(stepBack('cancelled', T1, {})).toBe('booked');
    expect(stepBack('no_show', T1, {})).toBe('booked');
    expect(stepBack('booked', T1, {})).toBeNull();
    expect(stepBack('left', T1, { arrived: T1 })).toBeNull();
    expect(stepBack('entered_in_error', T1, {})).toBeNull();
  });

  it('is the only way back along the path', () => {
    const from = { status: 'in_room', stepBack: 'booked' } as const;
    expect(statusMove(from, 'booked')).toBe('back');
    expect(statusMove(from, 'arrived')).toBeUndefined();
    expect(statusMove(from, 'with_doctor')).toBe('forward');
  });
});
