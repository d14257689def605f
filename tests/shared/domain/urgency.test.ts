import { describe, expect, it } from 'vitest';
import { canDecide, REQUEST_STATUSES } from '../../../shared/domain/request-status.ts';
import { URGENCIES, URGENCY_RANK } from '../../../shared/domain/urgency.ts';

describe('urgency', () => {
  it('is sorted by rank, not by its name', () => {
    const byRank = URGENCIES.toSorted((a, b) => URGENCY_RANK[b] - URGENCY_RANK[a]);

    expect(byRank).toEqual(['emergency', 'high', 'medium', 'low']);
    expect(byRank).not.toEqual(URGENCIES.toSorted());
  });
});

describe('a request', () => {
  it('moves only while it is pending', () => {
    expect(REQUEST_STATUSES.filter(canDecide)).toEqual(['pending']);
  });
});
