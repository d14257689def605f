import type { breakGlass as english } from '../en/break-glass.ts';
import type { Like } from '../like.ts';

/** Akten, die ärztlich mit Begründung geöffnet werden, und der Blick der Verwaltung darauf. */
export const breakGlass = {
  charts: {
    title: 'Akten',
    find: 'Einen Ihrer Patienten finden',
    findAny: 'Patienten finden',
    none: 'Niemand unter Ihren Patienten',
    noneAny: 'Niemand gefunden',
    noneHint:
      'Hier werden nur Patienten gefunden, die in den letzten zwölf oder den nächsten sechs Monaten einen Termin bei Ihnen haben.',
    stranger: 'Fremde Akte mit Begründung öffnen',
    opened: 'Mit Begründung geöffnet',
    openedUntil: 'offen bis {{time}}',
    pick: 'Keine Akte ist offen',
    pickHint: 'Suchen Sie den Patienten in der Liste.',
    contact: 'Kontakt',
    phone: 'Telefon',
    email: 'E-Mail',
    address: 'Anschrift',
    language: 'Sprache',
    interpreter: 'Dolmetscher nötig',
    visits: 'Termine',
    noVisits: 'Keine Termine',
    moreVisits: 'Frühere Termine anzeigen',
    unknown: 'nicht bekannt',
    banner:
      'Nicht Ihr Patient. Diese Akte schließt sich um {{time}} von selbst; der Patient und die Verwaltung sehen, dass Sie sie geöffnet haben.',
    gone: 'Diese Akte ist für Sie nicht offen',
    goneHint: 'Die halbe Stunde ist vorbei, oder sie war es nie.',
  },
  open: {
    title: 'Akte eines Patienten öffnen, den Sie nicht behandeln',
    warning:
      'Für Fälle, die nicht warten können. Die Akte ist {{minutes}} Minuten lang für Sie offen. Die Verwaltung erfährt es sofort und fragt Sie danach; der Patient sieht es in seinem Zugriffsprotokoll.',
    person: 'Aktennummer oder Nachname',
    birthDate: 'Geburtsdatum',
    birthDateExample: '6.10.2014',
    birthDateWrong: 'muss ein Geburtsdatum sein, etwa 6.10.2014',
    reason: 'Warum es nicht warten kann',
    reasonHint: 'Mindestens {{count}} Zeichen.',
    reasonShort: 'braucht mehr Worte',
    submit: 'Akte öffnen',
    nobody:
      'Unter dieser Nummer oder diesem Namen ist an diesem Tag niemand geboren. Prüfen Sie beides mit dem Patienten oder dem Empfang.',
    tooMany:
      'Sie haben heute so viele Akten geöffnet, wie die Praxis erlaubt. Fragen Sie die Verwaltung oder die Behandelnden.',
    tooManyTries:
      'Zu viele Versuche, die nicht passten. Bis zu einer Stunde lang öffnet sich so keine Akte: Fragen Sie den Empfang oder die Behandelnden.',
  },
  review: {
    title: 'Mit Begründung geöffnete Akten',
    intro:
      'Wer die Akte eines nicht behandelten Patienten geöffnet hat. Fragen Sie nach und schreiben Sie auf, was Sie erfahren haben.',
    waiting: 'Zu prüfen',
    done: 'Geprüft',
    empty: 'Nichts zu prüfen',
    emptyHint: 'Wird eine fremde Akte geöffnet, erscheint es hier sofort.',
    emptyDone: 'Noch nichts wurde geprüft',
    chart: 'Akte {{number}}',
    opened: 'geöffnet {{when}}',
    read: 'zuerst gelesen {{time}}',
    notRead: 'nicht gelesen',
    act: 'Prüfen',
    note: 'Was Sie erfahren haben',
    noteHint: 'Bleibt beim Eintrag und kann danach nicht mehr geändert werden.',
    save: 'Als geprüft vermerken',
    saved: 'Geprüft',
    by: '{{name}}, {{when}}',
    notice_one: '{{count}} Notfallzugriff zu prüfen',
    notice_other: '{{count}} Notfallzugriffe zu prüfen',
  },
} as const satisfies Like<typeof english>;
