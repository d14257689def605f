import { describe, expect, it } from 'vitest';
import { personDifferences } from '../../../shared/domain/same-person.ts';

const maria = { givenName: 'María', familyName: 'López', birthDate: '1980-04-12' };

describe('two charts', () => {
  it('speak of one person however the name is written', () => {
    const written = { ...maria, givenName: 'MARIA ', familyName: 'Lopez' };
    expect(personDifferences(maria, written)).toEqual([]);
  });

  it('differ in the name, in the birth date, or in both', () => {
    expect(personDifferences(maria, { ...maria, givenName: 'Marta' })).toEqual(['name']);
    expect(personDifferences(maria, { ...maria, birthDate: '1980-04-21' })).toEqual(['birthDate']);
    const other = { givenName: 'Noah', familyName: 'Weber', birthDate: '1975-11-30' };
    expect(personDifferences(maria, other)).toEqual(['name', 'birthDate']);
  });
});
