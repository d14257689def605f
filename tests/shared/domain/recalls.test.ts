import { describe, expect, it } from 'vitest';
import { APPOINTMENT_STATUSES, NON_BLOCKING } from '../../../shared/domain/appointment-status.ts';
import {
  isOpenRecall,
  isReopenable,
  overdueDays,
  RECALL_STATES,
  recallStateOf,
} from '../../../shared/domain/recalls.ts';
import { addMonths, type CivilDate } from '../../../shared/time/civil-date.ts';

const OPEN = { endedAs: null, visitStatus: null, contactCount: 0 } as const;
const day = (text: string) => text as CivilDate;

describe('how a recall stands', () => {
  it('is due until somebody has tried to reach the patient', () => {
    expect(recallStateOf(OPEN)).toBe('due');
    expect(recallStateOf({ ...OPEN, contactCount: 3 })).toBe('contacted');
  });

  it('is booked for as long as its visit stands, and due again with the visit gone', () => {
    for (const visitStatus of APPOINTMENT_STATUSES) {
      const isGone = NON_BLOCKING.some((gone) => gone === visitStatus);
      expect({ visitStatus, state: recallStateOf({ ...OPEN, visitStatus }) }).toEqual({
        visitStatus,
        state: isGone ? 'due' : 'booked',
      });
    }
    expect(recallStateOf({ ...OPEN, visitStatus: 'cancelled', contactCount: 1 })).toBe('contacted');
  });

  it('stays ended as it was, whatever else is known', () => {
    const facts = { visitStatus: 'booked', contactCount: 2 } as const;
    expect(recallStateOf({ ...facts, endedAs: 'declined' })).toBe('declined');
    expect(recallStateOf({ ...facts, endedAs: 'given_up' })).toBe('given_up');
  });

  it('is open, ended by hand, or booked, and never two of these', () => {
    expect(RECALL_STATES.filter(isOpenRecall)).toEqual(['due', 'contacted']);
    expect(RECALL_STATES.filter(isReopenable)).toEqual(['declined', 'given_up']);
  });
});

describe('the day somebody is due', () => {
  it('is the same day months later, or the last of a shorter month', () => {
    expect(addMonths(day('2026-03-02'), 6)).toBe('2026-09-02');
    expect(addMonths(day('2026-08-31'), 6)).toBe('2027-02-28');
    expect(addMonths(day('2026-03-02'), 24)).toBe('2028-03-02');
  });

  it('is overdue from the day after', () => {
    expect(overdueDays(day('2026-03-02'), day('2026-03-01'))).toBe(0);
    expect(overdueDays(day('2026-03-02'), day('2026-03-02'))).toBe(0);
    expect(overdueDays(day('2026-03-02'), day('2026-03-09'))).toBe(7);
  });
});
