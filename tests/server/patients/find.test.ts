import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertPatient, insertVisit } from '../../support/factories.ts';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
const PEOPLE = [
  ['Sean', "O'Keefe", '2014-10-06', '+1 (555) 010-9988'],
  ['Jerónimo', 'Ruiz', '1990-02-03', null],
  ['Maria Luisa', 'de la Cruz', '1975-12-24', '030/123 45 67'],
  ['Jürgen', 'Müller', '1960-05-05', '+49 30 7654321'],
  ['Anna', 'Mueller', '1961-05-05', null],
  ['Bert', 'Muller', '1962-05-05', null],
  ['小龙', '李', '1980-11-27', null],
  ['Petra', 'Groß', '1983-01-31', null],
  ['Øystein', 'Åsland', '1955-08-08', null],
  ['Νίκος', 'Παπαδόπουλος', '1977-07-07', null],
  ['Фёдор', 'Достоевский', '1921-11-11', null],
  ['Jean-Luc', 'Smithson', '1980-06-06', null],
  ['Ann', 'Smith', '1980-03-01', '555 0001'],
  ['Smitha', 'Rao', '1999-03-01', null],
  ['Joe', 'Blacksmith', '1970-09-09', null],
  ['John', 'Zimmer', '1971-09-09', null],
  ['राम', 'शर्मा', '1988-08-18', null],
  ['Null', 'Drop', '2001-01-02', null],
] as const;

beforeAll(async () => {
  clinic = await startClinic();
  await clinic.db.transact(async ({ q }) => {
    for (const [givenName, familyName, birthDate, phone] of PEOPLE) {
      await insertPatient(q, { givenName, familyName, birthDate, phone });
    }
  });
});
afterAll(() => clinic.close());

const find = async (query: string, limit = 12) =>
  (await clinic.call(clinic.actors.reception).patients.find({ query, limit })).items.map((p) => p.familyName);

describe('finding a patient by name', () => {
  it.each([
    ["O'Keefe", "O'Keefe"],
    ['o’keefe', "O'Keefe"],
    ['okeefe', "O'Keefe"],
    ['OKEEFE', "O'Keefe"],
    ['o keefe', "O'Keefe"],
    ['keefe', "O'Keefe"],
    ['Jerónimo', 'Ruiz'],
    ['jeronimo', 'Ruiz'],
    ['JERO', 'Ruiz'],
    ['Jero\u0301nimo', 'Ruiz'],
    ['maria luisa', 'de la Cruz'],
    ['marialuisa', 'de la Cruz'],
    ['luisa cruz', 'de la Cruz'],
    ['delacruz', 'de la Cruz'],
    ['cruz, maria', 'de la Cruz'],
    ['李', '李'],
    ['小龙', '李'],
    ['龙', '李'],
    ['李小龙', '李'],
    ['小龙 李', '李'],
    ['groß', 'Groß'],
    ['gross', 'Groß'],
    ['GROSS', 'Groß'],
    ['gros', 'Groß'],
    ['åsland', 'Åsland'],
    ['asland', 'Åsland'],
    ['aasland', 'Åsland'],
    ['oystein', 'Åsland'],
    ['oeystein', 'Åsland'],
    ['παπαδοπουλος', 'Παπαδόπουλος'],
    ['ΠΑΠΑΔΌΠΟΥΛΟΣ', 'Παπαδόπουλος'],
    ['достоевский', 'Достоевский'],
    ['федор', 'Достоевский'],
    ['jean-luc', 'Smithson'],
    ['jeanluc', 'Smithson'],
    ['शर्मा', 'शर्मा'],
    ['शर', 'शर्मा'],
    ['ｒｕｉｚ', 'Ruiz'],
  ])('"%s" finds %s', async (query, familyName) => {
    expect(await find(query)).toEqual([familyName]);
  });

  it.each(['müller', 'mueller', 'muller', 'MÜLLER', 'mu\u0308ller'])(
    '"%s" finds every Müller',
    async (query) => {
      expect((await find(query)).sort()).toEqual(['Mueller', 'Muller', 'Müller']);
    },
  );

  it('keeps short names apart: joe is not every Jo', async () => {
    expect(await find('joe')).toEqual(['Blacksmith']);
    expect(await find('jo')).toEqual(['Blacksmith', 'Zimmer']);
  });

  it('puts family names first, then given names, then other words and their insides', async () => {
    expect(await find('smith')).toEqual(['Smith', 'Smithson', 'Rao', 'Blacksmith']);
    expect(await find('smith', 2)).toEqual(['Smith', 'Smithson']);
    expect(await find('s')).toEqual(['Smith', 'Smithson', "O'Keefe", 'Rao']);
  });

  it('finds the inside of a word from three letters on', async () => {
    expect(await find('mith')).toEqual(['Smithson', 'Smith', 'Rao', 'Blacksmith']);
    expect(await find('mi')).toEqual([]);
  });

  it('wants every word', async () => {
    expect(await find('smith ann')).toEqual(['Smith']);
    expect(await find('ann smith')).toEqual(['Smith']);
    expect(await find('smith a')).toEqual(['Smith']);
    expect(await find('smith 1980')).toEqual(['Smith', 'Smithson']);
    expect(await find('smith 1980-06')).toEqual(['Smithson']);
    expect(await find('smith zimmer')).toEqual([]);
    expect(await find('mith ann')).toEqual(['Smith']);
    expect(await find('mith 1970')).toEqual(['Blacksmith']);
  });

  it('answers in the same order each time', async () => {
    const once = await find('e');

    for (let round = 0; round < 3; round += 1) expect(await find('e')).toEqual(once);
  });
});

describe('finding a patient by number', () => {
  it.each([
    ['+1 (555) 010-9988', "O'Keefe"],
    ['555 010 9988', "O'Keefe"],
    ['5550109988', "O'Keefe"],
    ['001 555 0109988', "O'Keefe"],
    ['010-99', "O'Keefe"],
    ['9988', "O'Keefe"],
    ['+49 30 1234567', 'de la Cruz'],
    ['0301234567', 'de la Cruz'],
    ['030 7654321', 'Müller'],
    ['4321', 'Müller'],
    ['2014-10-06', "O'Keefe"],
    ['06.10.2014', "O'Keefe"],
    ['6.10.2014', "O'Keefe"],
    ['6.10.14', "O'Keefe"],
    ['10/06/2014', "O'Keefe"],
    ['06/10/2014', "O'Keefe"],
    ['06102014', "O'Keefe"],
    ['10062014', "O'Keefe"],
    ['20141006', "O'Keefe"],
    ['2014', "O'Keefe"],
    ['10/2014', "O'Keefe"],
    ['６.10.2014', "O'Keefe"],
    ['6 oct 2014', "O'Keefe"],
    ['6. Oktober 2014', "O'Keefe"],
    ['6. Okt. 14', "O'Keefe"],
    ['October 6th, 2014', "O'Keefe"],
    ['okeefe 6 oct 2014', "O'Keefe"],
    ['6 october 2014 sean', "O'Keefe"],
    ['24. Dezember 1975', 'de la Cruz'],
    ['1 mar 1980', 'Smith'],
    ['1. März 1980', 'Smith'],
    ['1. maerz 1980', 'Smith'],
  ])('"%s" finds %s', async (query, familyName) => {
    expect(await find(query)).toEqual([familyName]);
  });

  it('finds by chart number, the very one first', async () => {
    expect((await find('1005'))[0]).toBe('de la Cruz');
    expect((await find('#1005'))[0]).toBe('de la Cruz');
    expect(await find('cruz 1005')).toEqual(['de la Cruz']);
  });

  it('finds a birthday without its year', async () => {
    expect(await find('06.10.')).toContain("O'Keefe");
    expect(await find('keefe 06.10.')).toEqual(["O'Keefe"]);
  });

  it('takes no digits for a name, nor letters for a number', async () => {
    expect(await find('99999999')).toEqual([]);
    expect(await find('31.02.1983')).toEqual([]);
  });
});

describe('whatever is typed', () => {
  it.each([
    '"',
    '""',
    "'",
    '*',
    '-',
    '(',
    ')',
    ':',
    '^',
    '+',
    '.',
    '/',
    '%',
    '_',
    '\\',
    ';',
    '\u0000',
    '👩‍⚕️',
    'OR',
    'AND',
    'NOT',
    'NEAR(',
    'a OR b',
    'smith OR',
    '"smith',
    'smith" OR "ruiz',
    'search_text:smith',
    '{a b}: c',
    'NEAR(smith ann, 5)',
    "'; DROP TABLE patient; --",
    '%%%',
    '* * *',
    '- - -',
    '+'.repeat(100),
    'a '.repeat(50),
    '1 '.repeat(50),
    '\ud800',
    '0',
    '00',
    '+0',
    '#',
  ])('%j is only text', async (query) => {
    expect(await find(query)).toBeInstanceOf(Array);
  });

  it('reads no operator in it', async () => {
    expect(await find('smith OR ruiz')).toEqual([]);
    expect(await find('smith NOT ann')).toEqual([]);
    expect(await find('null drop')).toEqual(['Drop']);
  });

  it('finds nothing for nothing', async () => {
    expect(await find('')).toEqual([]);
    expect(await find('   ')).toEqual([]);
  });
});

describe('who may find whom', () => {
  it('shows doctors the patients they treat, by every way of finding', async () => {
    await clinic.db.transact(async ({ q }) => {
      const smith = await q
        .selectFrom('patient')
        .select('id')
        .where('familyName', '=', 'Smith')
        .executeTakeFirstOrThrow();
      await insertVisit(q, {
        doctorId: clinic.cast.doctor,
        patientId: smith.id,
        appointmentTypeId: clinic.cast.type,
        startsAt: '2026-03-10T10:00:00Z',
      });
    });
    const findAs = async (name: 'doctor' | 'otherDoctor', query: string) =>
      (await clinic.call(clinic.actors[name]).patients.find({ query })).items.map((p) => p.familyName);

    for (const query of ['smith', 'ann', 'mith', 'a', '1980', '01.03.1980', '0001', 'smith 1980']) {
      expect(await findAs('doctor', query)).toEqual(['Smith']);
      expect(await findAs('otherDoctor', query)).toEqual([]);
    }
    expect(await findAs('doctor', 'ruiz')).toEqual([]);
  });

  it('refuses admins and patients', async () => {
    const asked = (name: 'admin' | 'patient') =>
      clinic.call(clinic.actors[name]).patients.find({ query: 'a' });

    expect(await reasonOf(asked('admin'))).toBe('forbidden');
    expect(await reasonOf(asked('patient'))).toBe('forbidden');
  });
});
