import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAbsenceLine } from '../../../shared/domain/absence-line.ts';
import type { BookingLists } from '../../../shared/domain/booking-line.ts';
import { BOOKING_WORDS } from '../../../shared/domain/booking-words.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { toCivilDate } from '../../../shared/time/civil-date.ts';

/** Wednesday 25 November 2026. */
const LISTS: BookingLists = {
  today: toCivilDate('2026-11-25'),
  words: BOOKING_WORDS.en,
  types: [],
  doctors: [
    { id: 'd1' as DoctorId, name: 'Dr. Harper Lee', specializations: [] },
    { id: 'd2' as DoctorId, name: 'Dr. Ana Ruiz', specializations: [] },
    { id: 'd3' as DoctorId, name: 'Dr. Ana Long', specializations: [] },
  ],
};
const read = (line: string, lists = LISTS) => {
  const absence = readAbsenceLine(line, lists);
  return absence === undefined ? undefined : [absence.doctors.map(({ id }) => id), absence.from];
};

describe('a line that says a doctor is away', () => {
  it.each([
    ['lee sick', ['d1'], '2026-11-25'],
    ['Lee SICK today', ['d1'], '2026-11-25'],
    ['lee sick tomorrow', ['d1'], '2026-11-26'],
    ['dr lee ill on fri', ['d1'], '2026-11-27'],
    ['ana away 12 dec', ['d2', 'd3'], '2026-12-12'],
    ['ana lo off', ['d3'], '2026-11-25'],
  ])('reads %j', (line, doctors, from) => {
    expect(read(line)).toEqual([doctors, from]);
  });

  it.each([
    ['lee krank', '2026-11-25'],
    ['lee krank morgen', '2026-11-26'],
    ['Dr. Lee fehlt am Freitag', '2026-11-27'],
  ])('reads %j in German', (line, from) => {
    expect(read(line, { ...LISTS, words: BOOKING_WORDS.de })).toEqual([['d1'], from]);
  });

  it.each(['sick', 'sick lee', 'smi sick', 'lee', 'lee sick 10:15', 'lee sick tomorrow follow', 'dr sick'])(
    'takes %j for something else',
    (line) => expect(read(line)).toBeUndefined(),
  );

  it('never fails, whatever is typed', () => {
    const reads = fc.property(fc.string(), (typed) => void read(`lee ${typed} sick ${typed}`));
    expect(() => fc.assert(reads)).not.toThrow();
  });
});
