import type { privacy as english } from '../en/privacy.ts';
import type { Like } from '../like.ts';

/** Was Menschen zu all ihren Daten wünschen, für Empfang und Verwaltung. */
export const privacy = {
  title: 'Datenschutzanträge',
  lead: 'Wer eine Kopie möchte und wer gelöscht werden möchte. Am Empfang gesagt oder im Portal beantragt; ausgeführt wird es von Ihnen.',
  retentionLink: 'Wie lange Daten bleiben',
  views: 'Welche Anträge',
  status: {
    open: 'Offen',
    done: 'Erledigt',
    declined: 'Abgelehnt',
    withdrawn: 'Zurückgenommen',
  },
  kind: { copy: 'Eine Kopie von allem', erasure: 'Löschung' },
  via: { portal: 'im Portal beantragt', desk: 'am Empfang beantragt, {{document}} gesehen' },
  document: {
    passport: 'Reisepass',
    id_card: 'Personalausweis',
    driving_licence: 'Führerschein',
    other: 'anderes Dokument',
  },
  chart: 'Akte {{number}}, geboren {{birthDate}}',
  waits: 'Wartet seit {{when}}',
  decided: 'Entschieden {{when}}',
  keptUntil: 'Ein Rest liegt bis {{when}} unter Verschluss.',
  empty: 'Hier ist nichts',
  emptyHint: 'Neue Anträge erscheinen von selbst.',
  acts: { copy: 'Kopie erstellen', erase: 'Prüfen und löschen', decline: 'Ablehnen' },
  copy: {
    title: 'Kopie für {{name}}',
    lead: 'Eine Datei mit allem, was die Praxis über diese Person hat. Geben Sie sie niemand anderem; der Antrag ist damit erledigt.',
    confirm: 'Herunterladen',
  },
  erase: {
    title: '{{name}} löschen?',
    checking: 'Es wird nachgesehen, was es gibt',
    visits_one: '{{count}} Termin bleibt in den Zahlen, ohne Person.',
    visits_other: '{{count}} Termine bleiben in den Zahlen, ohne Person.',
    account: 'Das Konto endet, und jede offene Ansicht davon schließt sich.',
    sheets:
      'Der Tagesplan, der auf dem Computer der Praxis liegt, wird ohne diesen Namen neu erstellt. Gedruckte vernichten Sie selbst.',
    reports_one: 'Der Importbericht im Datenordner wird gelöscht, denn er kann diese Person zitieren.',
    reports_other:
      'Die {{count}} Importberichte im Datenordner werden gelöscht, denn sie können diese Person zitieren.',
    copies:
      'Die Kopien von vor Aktualisierungen werden gelöscht, die neueste vom {{when}}: Danach führt nichts mehr hinter die Aktualisierung zurück.',
    elsewhere:
      'Sicherungen, Exporte und Berichte, die Sie anderswo aufbewahren, nennen die Person weiter: Die vernichten Sie selbst.',
    keep: 'Das Gesetz verlangt, Name und Behandlung bis {{when}} aufzubewahren: unter Verschluss, von keiner Suche gefunden.',
    keepNothing: 'Nichts muss aufbewahrt werden: Alles wird gelöscht.',
    final: 'Es lässt sich nicht rückgängig machen.',
    confirm: 'Löschen',
    stands: 'Etwas steht im Weg:',
    obstacle: {
      hold: 'Darf nicht gelöscht werden: {{reason}} ({{name}})',
      open_visits_one: '{{count}} Termin steht noch bevor: Der Empfang sagt ihn zuerst ab.',
      open_visits_other: '{{count}} Termine stehen noch bevor: Der Empfang sagt sie zuerst ab.',
      open_requests_one: '{{count}} Terminanfrage ist offen.',
      open_requests_other: '{{count}} Terminanfragen sind offen.',
    },
  },
  decline: {
    title: 'Antrag von {{name}} ablehnen',
    reason: 'Warum (wird dort gelesen)',
    confirm: 'Ablehnen',
  },
  done: 'Erledigt.',
} as const satisfies Like<typeof english>;
