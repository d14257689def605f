import type { desk as english } from '../en/desk.ts';
import type { Like } from '../like.ts';

/** Wörter, die mehrere Ansichten des Teams sagen. */
export const desk = {
  patient: {
    born: '{{date}} ({{age}})',
    chart: 'Akte {{number}}',
  },
  minutesShort_one: '{{count}} Min.',
  minutesShort_other: '{{count}} Min.',
  placed: '{{name}} ist jetzt um {{time}}',
  palette: 'Mit einer Zeile buchen oder eine Ansicht öffnen',
  goLong: 'Ansicht öffnen',
  goShort: 'Öffnen',
  paletteShort: 'Buchen, öffnen',
  callTimes: {
    title_one: 'Buchungen am Telefon, letzter Tag',
    title_other: 'Buchungen am Telefon, letzte {{count}} Tage',
    known: 'Bekannte Patienten ({{bookings}}), die Hälfte in höchstens',
    fresh: 'Neue Patienten ({{bookings}}), die Hälfte in höchstens',
    p90: 'neun von zehn in höchstens {{time}}',
    seconds_one: '{{count}} s',
    seconds_other: '{{count}} s',
  },
  undo: 'Rückgängig',
  undone: {
    book: 'Zurückgenommen: Buchung von {{name}}',
    move: 'Zurückgenommen: {{name}} ist, wo es war',
    cancel: 'Zurückgenommen: {{name}} wird wieder erwartet',
    status: 'Zurückgenommen: {{name}}',
    refused: 'Nicht zurückgenommen. {{why}}',
  },
  undoneMany_one: 'Zurückgenommen: {{count}} Termin',
  undoneMany_other: 'Zurückgenommen: {{count}} Termine',
  statusChanged: '{{name}}: {{status}}',
  statusRefused: '{{name}} wurde nicht zu {{status}}: {{why}}',
  missedFrom: 'Als nicht erschienen zählt es ab {{time}}.',
  attendance: {
    noShows_one: '{{count}}-mal nicht erschienen',
    noShows_other: '{{count}}-mal nicht erschienen',
    lateCancels_one: '{{count}} späte Absage',
    lateCancels_other: '{{count}} späte Absagen',
    lates_one: '{{count}}-mal verspätet',
    lates_other: '{{count}}-mal verspätet',
    ofYear: '{{counts}} in 12 Monaten',
  },
  noStep: '{{name}} ist {{from}}: Mit dieser Taste gibt es von hier keinen Schritt.',
  noMove: '{{name}} ist {{from}}: Der Termin kann nicht mehr verschoben werden.',
  noCancel: '{{name}} ist {{from}}: Der Termin kann nicht mehr abgesagt werden.',
  noWay: '{{name}} ist {{from}} und kann nicht {{to}} werden.',
} as const satisfies Like<typeof english>;
