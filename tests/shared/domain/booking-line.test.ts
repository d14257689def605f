import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BookingLists, readBookingLine } from '../../../shared/domain/booking-line.ts';
import { BOOKING_WORDS } from '../../../shared/domain/booking-words.ts';
import type { AppointmentTypeId, DoctorId, SpecializationId } from '../../../shared/ids.ts';
import { toCivilDate } from '../../../shared/time/civil-date.ts';

const cardiology = { id: 's1' as SpecializationId, name: 'Cardiology' };
/** Wednesday 25 November 2026. */
const LISTS: BookingLists = {
  today: toCivilDate('2026-11-25'),
  words: BOOKING_WORDS.en,
  types: [
    { id: 't1' as AppointmentTypeId, name: 'First visit' },
    { id: 't2' as AppointmentTypeId, name: 'Follow-up' },
    { id: 't3' as AppointmentTypeId, name: 'Long first visit' },
  ],
  doctors: [
    { id: 'd1' as DoctorId, name: 'Dr. Harper Lee', specializations: [cardiology] },
    { id: 'd2' as DoctorId, name: 'Dr. Ana Ruiz', specializations: [] },
    { id: 'd3' as DoctorId, name: 'Dr. Ana Long', specializations: [] },
  ],
};
const read = (line: string) => readBookingLine(line, LISTS);
const chips = (line: string) => read(line).chips.map(({ kind, from }) => `${kind}:${from}`);

describe('a booking line', () => {
  it('reads the whole of a call', () => {
    expect(read('smi follow 2w am lee')).toMatchObject({
      patient: 'smi',
      type: { id: 't2' },
      from: '2026-12-09',
      part: 'morning',
      doctors: [{ id: 'd1' }],
    });
    expect(chips('smi follow 2w am lee')).toEqual([
      'patient:smi',
      'type:follow',
      'day:2w',
      'part:am',
      'doctor:lee',
    ]);
  });

  it.each([
    ['smi today', '2026-11-25', 1],
    ['smi tomorrow', '2026-11-26', 1],
    ['smi 2w', '2026-12-09', 14],
    ['smi in 3 weeks', '2026-12-16', 14],
    ['smi 10d', '2026-12-05', 14],
    ['smi 1 month', '2026-12-23', 14],
    ['smi wed', '2026-11-25', 1],
    ['smi tue', '2026-12-01', 1],
    ['smi next tue', '2026-12-01', 1],
    ['smi fri', '2026-11-27', 1],
    ['smi next fri', '2026-12-04', 1],
    ['smi next week', '2026-11-30', 7],
    ['smi 12 dec', '2026-12-12', 1],
    ['smi dec 12', '2026-12-12', 1],
    ['smi 12.12.', '2026-12-12', 1],
    ['smi 3/1', '2027-01-03', 1],
    ['smi 12.12.2026', '2026-12-12', 1],
    ['smi 2026-12-12', '2026-12-12', 1],
    ['smi asap', '2026-11-25', 30],
    ['smi day after tomorrow', '2026-11-27', 1],
    ['smi in a week', '2026-12-02', 14],
    ['smi two weeks', '2026-12-09', 14],
    ['smi next week tue', '2026-12-01', 1],
    ['smi tue next week', '2026-12-01', 1],
    ['smi this week', '2026-11-25', 5],
    ['smi this fri', '2026-11-27', 1],
    ['smi this afternoon', '2026-11-25', 1],
    ['smi next month', '2026-12-01', 31],
    ['smi from fri', '2026-11-27', 14],
    ['smi 12.12.26', '2026-12-12', 1],
    ['smi 12 dec 2026', '2026-12-12', 1],
    ['smi dec 12 2026', '2026-12-12', 1],
  ])('reads the day of %j', (line, from, days) => {
    expect(read(line)).toMatchObject({ patient: 'smi', from, days });
  });

  it.each([
    ['smi 10:15', '10:15'],
    ['smi at 9:30', '09:30'],
    ['smi 3pm', '15:00'],
    ['smi 12am', '00:00'],
    ['smi at 10', '10:00'],
    ['smi at 3', '15:00'],
    ['smi at 1030', '10:30'],
    ['smi at 03', '03:00'],
    ["smi 11 o'clock", '11:00'],
    ['smi after 3pm', '15:00'],
    ['smi from 14:30', '14:30'],
    ['smi at noon', '12:00'],
    ['smi 9.30', '09:30'],
    ['smi fri 3.15', '15:15'],
    ['smi 9.10', undefined],
    ['smi 9.75', undefined],
    ['smi at 25', undefined],
    ['smi 10', undefined],
    ['smi 25:00', undefined],
    ['smi 13pm', undefined],
  ])('reads the time of %j', (line, time) => {
    expect(read(line).time).toBe(time);
  });

  it.each([
    ['smi', 'smi'],
    ['sm', ''],
    ['smith anna follow', 'smith anna'],
    ['smith, ana follow', 'smith  ana'],
    ['555 12 34 follow', '555 12 34'],
    ['#1042 2w', '#1042'],
    ['12.03.1980 2w', '12.03.1980'],
    ['smith 1980-03-12 follow', 'smith 1980-03-12'],
    ['smith 12.03.80 follow', 'smith 12.03.80'],
    ['smith a m follow', 'smith a m'],
  ])('takes the patient of %j', (line, patient) => {
    expect(read(line).patient).toBe(patient);
  });

  it.each([
    ['smi in the morning', ['patient:smi', 'part:in the morning']],
    ['smi not monday follow', ['patient:smi', 'unread:not monday', 'type:follow']],
    ['smi before noon', ['patient:smi', 'unread:before noon']],
    ['smi mon or tue', ['patient:smi', 'day:mon', 'unread:or tue']],
    ['smi follow before 10', ['patient:smi', 'type:follow', 'unread:before', 'unread:10']],
    ['smi half past nine', ['patient:smi', 'unread:half', 'unread:past', 'unread:nine']],
    // Whoever is called so is meant where a name stands.
    ['or, cohen', ['patient:or, cohen']],
    ['müller till follow', ['patient:müller till', 'type:follow']],
    ['müller till noon', ['patient:müller', 'unread:till noon']],
  ])('does not take %j for less than it says', (line, read) => {
    expect(chips(line)).toEqual(read);
  });

  it('reads no small word as the beginning of a field', () => {
    const doctor = { id: 'd4' as DoctorId, name: 'Dr. Bo Ek' };
    const orthopedics = { id: 's2' as SpecializationId, name: 'Orthopedics' };
    const doctors = [{ ...doctor, specializations: [orthopedics] }];
    const line = readBookingLine('smi mon or tue', { ...LISTS, doctors });
    expect(line.specialization).toBeUndefined();
  });

  it('narrows by a second word, and by whole names first', () => {
    expect(read('smi ana').doctors.map(({ id }) => id)).toEqual(['d2', 'd3']);
    expect(read('smi ana ru').doctors.map(({ id }) => id)).toEqual(['d2']);
    expect(read('smi first').type?.id).toBe('t1');
    expect(read('smi first lon').type?.id).toBe('t3');
    expect(read('smi cardio any')).toMatchObject({ specialization: cardiology, isAnyDoctor: true });
  });

  it('marks what it cannot read, and never reads a thing twice', () => {
    expect(chips('smi 2w xyz tue')).toEqual(['patient:smi', 'day:2w', 'unread:xyz', 'unread:tue']);
  });
});

const WORDS = [
  'smi',
  'follow',
  'lee',
  '2w',
  'am',
  '10:15',
  'at',
  'this',
  'week',
  'month',
  'a',
  'next',
  'tue',
  '12',
  'dec',
  'any',
  'xyz',
  ',',
  'in',
];

describe('a birth date in a line', () => {
  it.each([
    ['25 jun 1992 follow 2w', '25 jun 1992'],
    ['25. Juni 1992 follow 2w', '25. Juni 1992'],
    ['25. märz 1992 follow 2w', '25. märz 1992'],
    ['June 25, 1992 follow 2w', 'June 25  1992'],
    ['25.6.1992 follow 2w', '25.6.1992'],
    ['1992-06-25 follow 2w', '1992-06-25'],
    ['25 jun 15 follow 2w', '25 jun 15'],
    ['smith 25 jun 1992 follow 2w', 'smith 25 jun 1992'],
    ['smith, 25 june 1992 follow 2w', 'smith  25 june 1992'],
    ['smith 1992-06-25 follow 2w', 'smith 1992-06-25'],
  ])('belongs to the patient in %j', (line, patient) => {
    expect(read(line)).toMatchObject({ patient, type: { id: 't2' }, from: '2026-12-09' });
    expect(chips(line).map((chip) => chip.split(':')[0])).toEqual(['patient', 'type', 'day']);
  });

  it('is in one piece, and not understood, where the patient has been named', () => {
    expect(chips('smith follow 25 jun 1992')).toEqual(['patient:smith', 'type:follow', 'unread:25 jun 1992']);
  });

  it('is none where the day is to come, or where no month is meant', () => {
    expect(chips('smith 25 jun 2027')).toEqual(['patient:smith', 'day:25 jun 2027']);
    expect(chips('smith 25 jun 10:15')).toEqual(['patient:smith', 'day:25 jun', 'time:10:15']);
    expect(read('25 junker 1992').patient).toBe('25 junker 1992');
  });
});

describe('any line', () => {
  it('keeps every word in exactly one chip, in order', () => {
    const text = fc.oneof(
      fc.array(fc.constantFrom(...WORDS)).map((words) => words.join(' ')),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (line) => {
        const shown = read(line)
          .chips.map(({ from }) => from)
          .join(' ');
        expect(shown).toBe(line.split(/\s+/).filter(Boolean).join(' '));
      }),
    );
  });

  it('means the same in any order after the patient', () => {
    const parts = ['follow', '2w', 'am', 'lee'];
    fc.assert(
      fc.property(fc.shuffledSubarray(parts, { minLength: 4 }), (shuffled) => {
        const { chips: _, ...meaning } = read(`smi ${shuffled.join(' ')}`);
        const { chips: __, ...expected } = read(`smi ${parts.join(' ')}`);
        expect(meaning).toEqual(expected);
      }),
    );
  });

  it('never asks for a day that has passed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...WORDS, '1.1.', '3 mar', 'mon')), (words) => {
        const { from } = read(words.join(' '));
        expect(from === undefined || from >= LISTS.today).toBe(true);
      }),
    );
  });
});

describe('a booking line in German', () => {
  const types = [{ id: 't4' as AppointmentTypeId, name: 'Kontrolle' }];
  const readGerman = (line: string) => readBookingLine(line, { ...LISTS, types, words: BOOKING_WORDS.de });

  it('reads the whole of a call', () => {
    expect(readGerman('mül kontrolle 2w vm lee')).toMatchObject({
      patient: 'mül',
      type: { id: 't4' },
      from: '2026-12-09',
      part: 'morning',
      doctors: [{ id: 'd1' }],
    });
  });

  it.each([
    ['mül morgen nachmittags', { from: '2026-11-26', part: 'afternoon' }],
    ['mül in 3 tagen um 10:15', { from: '2026-11-28', time: '10:15' }],
    ['mül am freitag bei lee', { from: '2026-11-27', doctors: [{ id: 'd1' }] }],
    ['mül mit lee', { from: undefined, doctors: [{ id: 'd1' }] }],
    ['mül egal heute', { isAnyDoctor: true, from: '2026-11-25' }],
    ['mül übermorgen um 10', { from: '2026-11-27', time: '10:00' }],
    ['mül nächste woche dienstag 14 uhr', { from: '2026-12-01', days: 1, time: '14:00' }],
    ['mül diesen freitag mittags', { from: '2026-11-27', time: '12:00' }],
    ['mül ab montag ab 15 uhr', { from: '2026-11-30', days: 14, time: '15:00', part: undefined }],
    ['mül nicht montag', { patient: 'mül', from: undefined }],
    ['mül vor mittag', { patient: 'mül', time: undefined }],
    ['mül in einer woche', { from: '2026-12-02', days: 14 }],
    ['mül nächsten monat abends', { from: '2026-12-01', days: 31, part: 'evening' }],
  ])('reads “%s”', (line, meant) => {
    expect(readGerman(line)).toMatchObject(meant);
  });
});
