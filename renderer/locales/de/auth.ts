import type { auth as english } from '../en/auth.ts';
import type { Like } from '../like.ts';

export const auth = {
  signIn: {
    title: 'Anmelden',
    staffLead: 'Empfang und ärztliches Team von {{clinic}}.',
    patientLead: 'Ihre Termine bei {{clinic}}.',
    email: 'E-Mail',
    password: 'Passwort',
    submit: 'Anmelden',
    forgot: 'Passwort vergessen?',
    ended: 'Ihre Anmeldung ist abgelaufen. Melden Sie sich wieder an, um dort weiterzumachen, wo Sie waren.',
    patientHere: 'Sind Sie Patientin oder Patient?',
    patientLink: 'Zur Seite für Patienten',
    staffAccount: 'Dies ist ein Konto des Teams. Das Team meldet sich auf der Seite der Praxis an.',
    staffLink: 'Zur Seite des Teams',
    noAccount: 'Neu hier?',
    register: 'Konto anlegen',
  },
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
