import type { firstCommon as english } from '../en/first-common.ts';
import type { Like } from '../like.ts';

/** Wörter, die mehr als eine Seite sagt. */
export const firstCommon = {
  appName: 'MedLink',
  actions: {
    back: 'Zurück',
    cancel: 'Abbrechen',
    close: 'Schließen',
    confirm: 'Bestätigen',
    continue: 'Weiter',
    done: 'Fertig',
    print: 'Drucken',
    retry: 'Erneut versuchen',
    save: 'Speichern',
    showMore: 'Mehr anzeigen',
    signOut: 'Abmelden',
  },
  days: { today: 'Heute', tomorrow: 'Morgen', yesterday: 'Gestern' },
  live: {
    sync: 'Aktuell',
    reconnecting: 'Verbindet neu',
    offline: 'Offline',
    syncHint: 'Änderungen von anderen Plätzen erscheinen hier von selbst.',
    reconnectingHint: 'Die Verbindung zum Server der Praxis ist abgerissen. Sie wird neu aufgebaut.',
    offlineHint: 'Der Server der Praxis antwortet nicht. Was Sie sehen, kann veraltet sein.',
  },
  scheme: {
    label: 'Hell oder dunkel',
    toLight: 'Helle Farben verwenden',
    toDark: 'Dunkle Farben verwenden',
  },
  language: { label: 'Sprache' },
  roles: {
    admin: 'Verwaltung',
    doctor: 'Arzt oder Ärztin',
    receptionist: 'Empfang',
    patient: 'Patient',
  },
  states: {
    loading: 'Wird geladen',
    failed: 'Das konnte nicht geladen werden',
    notFound: 'Diese Seite gibt es nicht',
    notFoundHint: 'Die Adresse ist vielleicht veraltet oder enthält einen Tippfehler.',
    goHome: 'Zur Startseite',
    oldData: 'Nicht aktuell: Der Server der Praxis antwortet nicht.',
  },
  form: {
    summary_one: 'Eine Angabe ist noch zu prüfen:',
    summary_other: '{{count}} Angaben sind noch zu prüfen:',
    optional: 'freiwillig',
    showPassword: 'Eingabe anzeigen',
    required: 'fehlt noch',
    email: 'muss eine E-Mail-Adresse sein, etwa ana@example.org',
    invalid: 'ist nicht richtig ausgefüllt',
  },
} as const satisfies Like<typeof english>;
