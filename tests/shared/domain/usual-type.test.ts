import { describe, expect, it } from 'vitest';
import { usualType } from '../../../shared/domain/usual-type.ts';

const TYPES = [
  { id: 'check-up', durationMin: 45 },
  { id: 'consultation', durationMin: 20 },
  { id: 'follow-up', durationMin: 15 },
];
const ask = (known: Partial<Parameters<typeof usualType>[1]>, types: typeof TYPES = TYPES) =>
  usualType(types, { last: undefined, roomMin: undefined, booked: [], ...known })?.id;

describe('the kind of visit a booking begins with', () => {
  const booked = ['follow-up', 'consultation', 'check-up', 'consultation'];

  it('is what the person had the last time', () => {
    expect(ask({ last: 'follow-up', booked })).toBe('follow-up');
  });
  it('is what is booked most, where they have never been', () => {
    expect(ask({ booked })).toBe('consultation');
  });
  it('fits the free time that was chosen', () => {
    expect(ask({ roomMin: 15, booked })).toBe('follow-up');
    expect(ask({ roomMin: 20, last: 'check-up', booked })).toBe('consultation');
  });
  it('is the usual one where nothing fits', () => {
    expect(ask({ roomMin: 5, last: 'check-up', booked })).toBe('check-up');
    expect(ask({ roomMin: 5, booked })).toBe('consultation');
  });
  it('is the first in order where nothing is known, and none where none is offered', () => {
    expect(ask({})).toBe('check-up');
    expect(ask({ last: 'gone', booked: ['gone'] }, [])).toBeUndefined();
  });
});
