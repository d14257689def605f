import type { patients as english } from '../en/patients.ts';
import type { Like } from '../like.ts';

export const patients = {
  find: {
    label: 'Patient',
    placeholder: 'Name, Telefon, Geburtsdatum oder Aktennummer',
    hint: 'Geben Sie einen Teil des Namens, der Telefonnummer, das Geburtsdatum oder die Aktennummer ein.',
    results: 'Gefundene Patienten',
    none: 'Niemand unter Ihren Patienten gefunden.',
    register: 'Niemand davon: neuen Patienten aufnehmen',
    noneRegister: 'Niemand gefunden. „{{text}}“ als neuen Patienten aufnehmen',
  },
  register: {
    title: 'Neuer Patient',
    givenName: 'Vorname',
    familyName: 'Nachname',
    listed: 'In Listen:',
    swap: 'Namen tauschen',
    birthDate: 'Geburtsdatum',
    birthDateExample: '6.10.2014',
    birthDateWrong: 'muss ein Geburtsdatum sein, etwa 6.10.2014 oder 2014-10-06',
    understood_one: '{{date}}, {{count}} Jahr alt',
    understood_other: '{{date}}, {{count}} Jahre alt',
    phone: 'Telefon',
    phoneWrong: 'muss eine Telefonnummer sein: Ziffern, Leerzeichen und + ( ) - . /',
    submit: 'Aufnehmen',
    back: 'Zurück zur Suche',
  },
  duplicate: {
    title_one: 'Ein Patient mit diesem Namen und Geburtsdatum ist schon bekannt.',
    title_other: '{{count}} Patienten mit diesem Namen und Geburtsdatum sind schon bekannt.',
    use: 'Das ist die Person',
    register: 'Es ist jemand anderes: trotzdem aufnehmen',
  },
} as const satisfies Like<typeof english>;
