import { describe, expect, test } from 'vitest';
import { withKnownStatuses } from '../../../renderer/features/board/board-filter.ts';
import { countActive, readBoardAddress, withPart } from '../../../renderer/features/board/board-address.ts';

const ID = '0194f0a0-0000-7000-8000-000000000001';

describe('the address of the board', () => {
  test('says day, visit and filter', () => {
    const address = {
      day: '2026-03-02',
      visit: ID,
      find: 'ruiz',
      doctor: ID,
      fields: [ID],
      types: [ID],
      statuses: ['booked', 'arrived'],
      marks: ['urgent'],
    };
    expect(readBoardAddress(address)).toEqual(address);
  });

  test('leaves out what is mistyped', () => {
    const address = {
      day: '2026-02-30',
      visit: 'x',
      find: 7,
      statuses: ['gone', 'booked', 1],
      marks: 'urgent',
    };
    expect(withKnownStatuses(readBoardAddress(address))).toEqual({ statuses: ['booked'] });
  });
});

describe('a part of the filter', () => {
  test('that is empty is none', () => {
    expect(withPart({ find: 'a', marks: ['first'] }, 'marks', [])).toEqual({ find: 'a' });
    expect(withPart({ find: 'a' }, 'find', '')).toEqual({});
  });

  test('is counted, the words in the field apart', () =>
    expect(countActive({ find: 'a', marks: ['first'], statuses: ['booked', 'left'] })).toBe(2));
});
