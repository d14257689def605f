import type { corrections as english } from '../en/corrections.ts';
import type { Like } from '../like.ts';

/** Was nach Meinung von Patienten in ihrer Akte nicht stimmt, für den Empfang. */
export const corrections = {
  title: 'Berichtigungen',
  lead: 'Patienten sagen, was in ihrer Akte nicht stimmt. Annehmen trägt es ein; was vorher in der Akte stand, bleibt beim Antrag.',
  views: 'Welche Berichtigungen',
  status: {
    open: 'Offen',
    accepted: 'Angenommen',
    declined: 'Abgelehnt',
    withdrawn: 'Zurückgenommen',
  },
  field: {
    givenName: 'Vorname',
    familyName: 'Nachname',
    birthDate: 'Geburtsdatum',
    sex: 'Geschlecht',
    email: 'E-Mail',
    phone: 'Telefon',
    address: 'Anschrift',
    language: 'Sprache',
    other: 'Etwas anderes',
  },
  now: 'In der Akte steht',
  was: 'In der Akte stand',
  wanted: 'Es soll heißen',
  nothing: 'nichts',
  waits: 'Wartet seit {{when}}',
  decided: 'Entschieden {{when}}',
  reason: 'Antwort: {{reason}}',
  accept: 'Annehmen',
  acceptOther: 'Ist erledigt',
  decline: 'Ablehnen',
  declineTitle: 'Berichtigung von {{name}} ablehnen',
  declineReason: 'Warum (wird dort gelesen)',
  empty: 'Hier ist nichts',
  emptyHint: 'Neue Berichtigungen erscheinen von selbst.',
  done: 'Erledigt.',
} as const satisfies Like<typeof english>;
