import type { auth as english } from '../en/auth.ts';
import type { Like } from '../like.ts';
import { firstAuth } from './first-auth.ts';

export const auth = {
  ...firstAuth,
  register: {
    title: 'Konto anlegen',
    lead: 'Damit Sie bei {{clinic}} Termine anfragen und hier sehen können.',
    givenName: 'Vorname',
    familyName: 'Nachname',
    birthDate: 'Geburtsdatum',
    phone: 'Telefon',
    phoneHint: 'Damit die Praxis Sie wegen eines Termins erreicht.',
    email: 'E-Mail',
    password: 'Passwort',
    passwordHint: 'Mindestens 8 Zeichen. Einige Wörter hintereinander merken sich leicht.',
    dateNeeded: 'muss ein Geburtsdatum sein',
    passwordShort: 'mindestens 8 Zeichen',
    submit: 'Konto anlegen',
    haveAccount: 'Sie haben schon ein Konto?',
    signIn: 'Anmelden',
  },
} as const satisfies Like<typeof english>;
