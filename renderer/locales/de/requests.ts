import type { requests as english } from '../en/requests.ts';
import type { Like } from '../like.ts';

export const requests = {
  title: 'Anfragen',
  count_one: '{{count}} wartet auf Antwort',
  count_other: '{{count}} warten auf Antwort',
  countMore_one: 'die erste {{count}} offene Anfrage',
  countMore_other: 'die ersten {{count}} offenen Anfragen',
  empty: 'Niemand wartet auf Antwort',
  emptyHint: 'Anfragen von Patienten erscheinen hier von selbst.',
  wish: '{{day}}, {{part}}',
  anyOf: 'Jemand aus: {{specialization}}',
  accept: 'Annehmen',
  reject: 'Ablehnen',
  rejectTitle: 'Anfrage ablehnen',
  rejectReason: 'Was dem Patienten gesagt wird',
  rejectHint: 'Der Patient liest das. Sagen Sie, was er stattdessen tun kann.',
  rejected: 'Abgelehnt: {{name}}',
  reopened: '{{name}} wartet wieder auf eine Antwort.',
} as const satisfies Like<typeof english>;
