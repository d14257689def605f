import { describe, expect, test } from 'vitest';
import { prefillFrom } from '../../../renderer/features/patients/prefill.ts';
import { readBirthDate } from '../../../renderer/features/patients/read-birth-date.ts';
import { toCivilDate } from '../../../shared/time/civil-date.ts';

const today = toCivilDate('2026-11-23');
const read = (text: string) => readBirthDate(text, today);

describe('a birth date typed freely', () => {
  test.each([
    '2014-10-06',
    '2014/10/6',
    '6.10.2014',
    '06.10.14',
    '6-10-2014',
    '6 10 2014',
    '10/06/2014',
    '10/6/14',
    '06102014',
    '6 Oct 2014',
    '6. october 2014',
    'Oct 6, 2014',
    ' 6 oct 14 ',
    '6. Oktober 2014',
    '6. Okt. 2014',
    '6 octobr 2014',
  ])('reads %s', (text) => {
    expect(read(text)).toBe('2014-10-06');
  });

  test('puts a two-digit year into the past', () => {
    expect([read('1.2.26'), read('1.2.27'), read('1.12.26')]).toEqual([
      '2026-02-01',
      '1927-02-01',
      undefined,
    ]);
  });

  test.each(['', '31.2.2014', '13/13/2014', '6.10', 'october', '1.1.1899', '24.11.2026', '6 foo 2014'])(
    'refuses %j',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );
});

describe('what was typed into the search', () => {
  const empty = { givenName: '', familyName: '', birthDate: '', phone: '' };
  test.each([
    ['anna maria keller', { givenName: 'Anna Maria', familyName: 'Keller' }],
    ['Keller, Anna', { givenName: 'Anna', familyName: 'Keller' }],
    ['van der Berg', { givenName: 'van der', familyName: 'Berg' }],
    ['李', { givenName: '李' }],
    ['+49 170 1234', { phone: '+49 170 1234' }],
    ['6.10.2014', { birthDate: '6.10.2014' }],
    ['6. oktober 2014', { birthDate: '6. oktober 2014' }],
    ['keller 6.10.2014', { givenName: 'Keller', birthDate: '6.10.2014' }],
    ['Keller, Anna, 6 Oct 2014', { givenName: 'Anna', familyName: 'Keller', birthDate: '6 Oct 2014' }],
    ['anna keller 6 oct 2014', { givenName: 'Anna', familyName: 'Keller', birthDate: '6 oct 2014' }],
    ['', {}],
  ])('%j goes where it belongs', (text, filled) => {
    expect(prefillFrom(text, today)).toEqual({ ...empty, ...filled });
  });
});
