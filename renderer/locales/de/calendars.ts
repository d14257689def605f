import type { calendars as english } from '../en/calendars.ts';
import type { Like } from '../like.ts';

/** Die Termine im Kalender der eigenen Geräte. */
export const calendars = {
  title: 'Termine im eigenen Kalender',
  lead: 'Eine geheime Adresse, die der Kalender Ihres Handys oder Computers abonniert. Er folgt jeder Änderung von selbst. Er zeigt wann und bei wem, nie warum.',
  leadDoctor:
    'Eine geheime Adresse, die der Kalender Ihres Handys oder Computers abonniert. Er folgt jeder Änderung von selbst. Patienten erscheinen mit ihren Initialen und nie mit einem Grund.',
  none: 'Kein Kalender liest Ihre Termine.',
  add: 'Adresse erstellen',
  addLead:
    'Wer die Adresse hat, sieht Ihre Termine. Erstellen Sie für jedes Gerät eine eigene, damit Sie jede einzeln zurücknehmen können.',
  name: 'Für welchen Kalender',
  nameHint: 'Etwa „Handy“ oder „Computer zu Hause“.',
  make: 'Adresse erstellen',
  address: 'Die Adresse für „{{name}}“',
  addressHint:
    'Sie wird nur dieses eine Mal gezeigt. Wählen Sie im Kalender „Abonnieren“ oder „Kalender per Adresse hinzufügen“ und fügen Sie sie dort ein.',
  addressNote: 'Sie antwortet im Netz der Praxis; anderswo behält der Kalender, was er zuletzt gesehen hat.',
  copy: 'Kopieren',
  copied: 'Die Adresse ist kopiert.',
  done: 'Ich habe sie',
  neverRead: 'Noch nicht abgerufen',
  lastRead: 'Zuletzt abgerufen {{when}}',
  madeOn: 'Erstellt am {{date}}',
  remove: 'Zurücknehmen',
  removeNamed: 'Adresse für „{{name}}“ zurücknehmen',
  removed: 'Die Adresse für „{{name}}“ wird nicht mehr beantwortet.',
  full: 'Sie haben {{most}} Adressen, mehr sind nicht möglich. Nehmen Sie eine zurück, um eine neue zu erstellen.',
} as const satisfies Like<typeof english>;
