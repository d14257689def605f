import { describe, expect, it } from 'vitest';
import { walkInType } from '../../../shared/domain/walk-in-type.ts';

const TYPES = [
  { id: 'a', name: 'Annual check-up', doctorIds: ['1'] },
  { id: 'b', name: 'Acute visit', doctorIds: ['1', '2'] },
  { id: 'c', name: 'Vaccination', doctorIds: ['1'] },
  { id: 'd', name: 'Vaccination abroad', doctorIds: ['2'] },
];
const typeFor = (reason: string, walkIns: string[] = []) => walkInType(TYPES, { reason, walkIns })?.id;

describe('the kind of visit of somebody who simply came', () => {
  it('is the one most doctors offer while nothing is known', () => {
    expect(typeFor('')).toBe('b');
    expect(typeFor('fever since Tuesday')).toBe('b');
    expect(walkInType([], { reason: 'fever', walkIns: [] })).toBeUndefined();
  });

  it('is the one most walk-ins of the day had', () => {
    expect(typeFor('fever since monday', ['a', 'b', 'b'])).toBe('b');
  });

  it('is the one whose name says what was said, whatever the others came for', () => {
    expect(typeFor('needs a vaccine', ['b', 'b'])).toBe('c');
    expect(typeFor('ACUTE pain')).toBe('b');
  });

  it('is the more used of two that are named', () => {
    expect(typeFor('vaccination', ['d', 'b', 'b'])).toBe('d');
  });

  it('takes no short word for a sign', () => {
    expect(typeFor('an up', ['b'])).toBe('b');
  });
});
