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
    mailedTitle: 'Schauen Sie in Ihr Postfach',
    mailed: 'Eine E-Mail an {{email}} ist unterwegs. Der Link darin öffnet Ihr Konto; er gilt eine Stunde.',
    noMail: 'Keine E-Mail? Sehen Sie bei den unerwünschten nach, oder fragen Sie am Empfang.',
    openTitle: 'Konto öffnen',
    openLead:
      'Mit dem Passwort, das Sie eben gewählt haben. Danach können Sie bei {{clinic}} Termine anfragen.',
    open: 'Mein Konto öffnen',
    overTitle: 'Dieser Link gilt nicht mehr',
    over: 'Er ist zu alt oder unvollständig. Füllen Sie das Formular noch einmal aus, dann kommt ein neuer.',
    haveAccount: 'Sie haben schon ein Konto?',
    signIn: 'Anmelden',
  },
} as const satisfies Like<typeof english>;
