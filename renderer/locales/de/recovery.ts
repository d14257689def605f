import type { recovery as english } from '../en/recovery.ts';
import type { Like } from '../like.ts';

/** Wege ins Konto für alle, die nicht angemeldet sind. */
export const recovery = {
  ask: {
    title: 'Neues Passwort',
    lead: 'Nennen Sie uns Ihre E-Mail-Adresse. Wenn es ein Konto gibt und {{clinic}} E-Mails sendet, ist ein Link zu Ihnen unterwegs.',
    email: 'E-Mail',
    submit: 'Link senden',
    sent: 'Wenn {{email}} hier ein Konto hat und bestätigt ist, ist ein Link unterwegs. Er gilt eine Stunde.',
    noMail:
      'Keine E-Mail bekommen? Der Empfang druckt Ihnen einen Code; bringen Sie bitte einen Ausweis mit.',
    haveCode: 'Ich habe einen Code vom Empfang',
    back: 'Zurück zur Anmeldung',
  },
  reset: {
    title: 'Neues Passwort wählen',
    lead: 'Es ersetzt das alte; alle Geräte werden abgemeldet, und hinzugefügte Kalender enden.',
    email: 'E-Mail',
    code: 'Code vom Empfang',
    codeHint: 'Etwa 7K2QM-X4T9A, gültig für einen Tag.',
    password: 'Neues Passwort',
    passwordHint: 'Einige Wörter hintereinander merken sich leicht.',
    submit: 'Passwort speichern',
    done: 'Ihr Passwort ist geändert. Melden Sie sich jetzt damit an.',
    signIn: 'Anmelden',
    again: 'Neuen Link anfordern',
  },
} as const satisfies Like<typeof english>;
