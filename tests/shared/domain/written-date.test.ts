import { describe, expect, it } from 'vitest';
import { monthNamed, writtenDatesIn } from '../../../shared/domain/written-date.ts';

const dates = (text: string) => writtenDatesIn(text).flatMap((one) => one.dates);

describe('a day whose month is a word', () => {
  it.each([
    '25 jun 1992',
    '25 June 1992',
    '25. Juni 1992',
    '25.Juni.1992',
    '25th june, 1992',
    'jun 25 1992',
    'June 25th, 1992',
    'born 25 jun 1992 in May',
  ])('is read in “%s”', (text) => {
    expect(dates(text)).toEqual(['1992-06-25']);
  });

  it('is of either century where the year has two digits', () => {
    expect(dates('25 jun 92')).toEqual(['2092-06-25', '1992-06-25']);
  });

  it.each(['31 feb 1992', '25 junker 1992', 'june 12 34', '125 jun 1992', '25 jun 19921', 'ann 1992', ''])(
    'is not read in “%s”',
    (text) => {
      expect(dates(text)).toEqual([]);
    },
  );

  it('has its month in English and in German, from three letters on', () => {
    expect(['mar', 'März', 'maerz', 'mai', 'May', 'Dez', 'oct', 'okt'].map(monthNamed)).toEqual([
      3, 3, 3, 5, 5, 12, 10, 10,
    ]);
    expect(['ju', 'junker', 'x'].map(monthNamed)).toEqual([undefined, undefined, undefined]);
  });
});
