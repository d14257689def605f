import { describe, expect, it } from 'vitest';
import {
  collapseUmlauts,
  foldText,
  nameKeyOf,
  searchTextOf,
} from '../../../shared/domain/patient-search-text.ts';

describe('the name key', () => {
  it.each([
    ['Seán', "O'Keefe", 'okeefe sean'],
    ['SEAN', 'O’KEEFE', 'okeefe sean'],
    ['Maria Luisa', 'de la Cruz', 'delacruz marialuisa'],
    ['Jean-Luc', 'Groß', 'gross jeanluc'],
    ['Jürgen', 'Müller', 'muller jurgen'],
    ['Juergen', 'Mueller', 'muller jurgen'],
    ['Åse', 'Bjørnsson', 'bjornsson ase'],
    ['小龙', '李', '李 小龙'],
    ['Łukasz', 'Żółć', 'zolc lukasz'],
    ['İpek', 'Işık', 'isik ipek'],
    ['Νίκος', 'Παππάς', 'παππασ νικοσ'],
    ['민수', '김', '김 민수'],
  ])('of %s %s is "%s"', (givenName, familyName, key) => {
    expect(nameKeyOf({ givenName, familyName })).toBe(key);
  });

  it('is one for a name written with composed or with combining accents', () => {
    const composed = nameKeyOf({ givenName: 'Jerónimo', familyName: 'Ñandú' });
    const combining = nameKeyOf({ givenName: 'Jero\u0301nimo', familyName: 'N\u0303andu\u0301' });

    expect(combining).toBe(composed);
  });

  it('keeps what starts a name at the start of its key', () => {
    for (const name of ['mueller', 'samuel', 'aaberg', 'goethe', 'maeaae', 'uueeooae']) {
      for (let length = 1; length <= name.length; length += 1) {
        expect(collapseUmlauts(name).startsWith(collapseUmlauts(name.slice(0, length)))).toBe(true);
      }
    }
  });
});

describe('the search words', () => {
  const chart = { givenName: 'Jürgen', familyName: "O'Keefe", birthDate: '1980-04-12', chartNumber: 1001 };

  it('hold every writing of a name, the phone’s digits, the birth date and the chart number', () => {
    const words = searchTextOf({ ...chart, phone: '+49 (30) 123-45' });

    expect(words).toBe('okeefe o keefe jurgen juergen 493012345 19800412 1001');
  });

  it('take a script without spaces character by character', () => {
    expect(searchTextOf({ ...chart, givenName: '小龙', familyName: '李', phone: null })).toBe(
      '李 小 龙 19800412 1001',
    );
  });

  it('leave no letter out that someone could type, and no sign in', () => {
    expect(foldText('  Ана-Мария  “D’Arc”, Jr. ')).toBe('ана мария darc jr');
  });
});
