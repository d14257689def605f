import type { firstAuth as english } from '../en/first-auth.ts';
import type { Like } from '../like.ts';

/** Der Weg hinein, den ein Handy zuerst zeigt. */
export const firstAuth = {
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
} as const satisfies Like<typeof english>;
