import type { setup as english } from '../en/setup.ts';
import type { Like } from '../like.ts';

export const setup = {
  title: 'Praxis einrichten',
  lead: 'Dieser Computer wird der Server der Praxis. Es dauert eine Minute und lässt sich später ändern.',
  elsewhereTitle: 'Noch nicht eingerichtet',
  elsewhere:
    'Eine Praxis wird an dem Computer eingerichtet, auf dem sie läuft: Öffnen Sie MedLink dort, und kommen Sie danach hierher zurück.',
  elsewhereCommand:
    'Hat dieser Computer keinen Bildschirm? Dann legt der Befehl „medlink user add --role admin“ das erste Konto an.',
  elsewhereAgain: 'Noch einmal nachsehen',
  clinicName: 'Name der Praxis',
  timeZone: 'Zeitzone',
  timeZoneHint: 'Alle Zeiten werden nach dieser Uhr gezeigt.',
  timeZoneNone: 'Keine Zeitzone heißt so',
  admin: 'Das erste Konto der Verwaltung',
  adminName: 'Ihr Name',
  adminEmail: 'E-Mail',
  adminPassword: 'Passwort',
  passwordHint:
    'Mindestens 15 Zeichen. Vier oder fünf Wörter hintereinander sind stark und merken sich leicht.',
  passwordLength_one: 'Noch {{count}} Zeichen',
  passwordLength_other: 'Noch {{count}} Zeichen',
  passwordEnough: 'Lang genug',
  passwordShort: 'mindestens 15 Zeichen',
  fill: 'Womit Sie beginnen',
  fillDemo: 'Eine Beispielpraxis',
  fillDemoHint:
    'Ärztinnen, Ärzte, Patienten und acht Wochen Termine, zum Umsehen. Die Beispielkonten bekommen Ihr Passwort.',
  fillEmpty: 'Eine leere Praxis',
  fillEmptyHint: 'Nur Ihr Konto. Ärztinnen und Ärzte, Sprechzeiten und Räume folgen.',
  submit: 'Praxis einrichten',
  working: 'Die Praxis wird eingerichtet',
  workingDemo:
    'Ärztinnen, Ärzte, Patienten und acht Wochen Termine. Das dauert einige Sekunden; bitte lassen Sie die Seite offen.',
  workingEmpty: 'Einen Moment.',
} as const satisfies Like<typeof english>;
