import type { figures as english } from '../en/figures.ts';
import type { Like } from '../like.ts';

/** Die Kennzahlen der Praxis. */
export const figures = {
  title: 'Kennzahlen',
  lead: 'Ist der Tag gut gefüllt, gerecht und pünktlich?',
  choose: 'Was gezählt wird',
  from: 'Von',
  to: 'Bis',
  stepLabel: 'Nach',
  step: { day: 'Tag', week: 'Woche', month: 'Monat' },
  doctor: 'Arzt oder Ärztin',
  wholeClinic: 'Die ganze Praxis',
  save: 'Als Tabelle speichern (CSV)',
  wrongWay: 'Der letzte Tag liegt vor dem ersten',
  wrongWayHint: 'Wählen Sie einen ersten Tag und einen letzten, der nicht davor liegt.',
  tooLong: 'Das ist länger als ein Jahr',
  tooLongHint: 'Es werden höchstens 366 Tage auf einmal gezählt.',
  none: 'In dieser Zeit war nichts gebucht',
  noneHint: 'Wählen Sie andere Tage oder eine andere Person.',
  summary: 'Insgesamt',
  plots: 'Im Verlauf',
  doctors: 'Nach Ärztinnen und Ärzten',
  numbers: 'Die Zahlen',
  plot: '{{measure}}: {{count}} Zeiträume, von {{from}} bis {{to}}. Die Zahlen stehen in der Tabelle darunter.',
  period: 'Zeitraum',
  value: 'Wert',
  counted: 'Gezählt',
  unknown: '–',
  percent: '{{value}} %',
  days_one: '{{count}} Tag',
  days_other: '{{count}} Tage',
  seconds_one: '{{count}} s',
  seconds_other: '{{count}} s',
  minutes_one: '{{count}} Min.',
  minutes_other: '{{count}} Min.',
  measure: {
    utilisation: 'Auslastung',
    wait: 'Wartezeit, Median',
    noShow: 'Nicht erschienen',
    lateCancel: 'Späte Absagen',
    lead: 'Vorlauf, Median',
    toBook: 'Dauer einer Buchung, Median',
  },
  beside: {
    utilisation: '{{part}} von {{whole}} Sprechstunden belegt',
    wait: 'neun von zehn binnen {{p90}}; {{counted}} behandelt',
    noShow: '{{part}} von {{whole}} Terminen',
    lateCancel: '{{part}} von {{whole}} Terminen',
    lead: 'von {{counted}} Buchungen',
    toBook: 'von {{counted}} Anrufen',
  },
  p90Mark: 'Strich: neun von zehn warteten nicht länger',
  column: {
    visits: 'Termine',
    seen: 'Behandelt',
    left: 'Gegangen',
    cancelled: 'Abgesagt',
    p90: 'Wartezeit, neun von zehn',
    noShows: 'Nicht erschienen',
    lateCancels: 'Späte Absagen',
  },
  howTitle: 'So wird gezählt',
  how: {
    period:
      'Ein Termin gehört zu dem Tag, an dem er beginnt, in der Zeitzone der Praxis. Irrtümlich Eingetragenes bleibt außen vor.',
    utilisation:
      'Von den Sprechzeiten ohne Pausen, Abwesenheiten und Schließtage der Teil, den Termine belegen, die stattfanden oder noch stattfinden. Pufferzeiten zählen mit, zwei Termine zugleich zählen einmal. Versäumte und abgesagte belegen nichts.',
    wait: 'Vom Hereinkommen bis zum Beginn der Behandlung, in ganzen Minuten, von allen, die behandelt wurden und beide Zeitstempel haben. Die Hälfte wartete nicht länger als der Median. Importierte Termine zählen nicht.',
    noShow:
      'Von allen Terminen, die für die Patienten vorbei sind (behandelt, versäumt oder unbehandelt gegangen), die versäumten. Wer noch kommt oder abgesagt hat, ist in keiner der beiden Zahlen.',
    lateCancel:
      'Von allen Terminen die innerhalb der Absagefrist der Praxis abgesagten, gleich von wem; die Frist steht in der Einrichtung.',
    lead: 'Von der Buchung bis zum Termin, in ganzen Tagen zu 24 Stunden. Wer ohne Termin kam und importierte Termine zählen nicht.',
    toBook:
      'Vom Öffnen der Buchungszeile bis zur Buchung, von allen telefonischen Buchungen dieser Tage. Die Uhr weiß nicht, für wen der Anruf war.',
  },
} as const satisfies Like<typeof english>;
