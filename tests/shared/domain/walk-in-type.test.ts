import { describe, expect, it } from 'vitest';
import { walkInType } from '../../../shared/domain/walk-in-type.ts';

const TYPES = [
  { id: 'a', name: 'Annual check-up' },
  { id: 'b', name: 'Acute visit' },
  { id: 'c', name: 'Vaccination' },
  { id: 'd', name: 'Vaccination abroad' },
];
const typeFor = (reason: string, walkIns: string[] = []) => walkInType(TYPES, { reason, walkIns })?.id;

describe('the kind of visit of somebody who simply came', () => {
  it('is the first while nothing is known', () => {
    expect(typeFor('')).toBe('a');
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
