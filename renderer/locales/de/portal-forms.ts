import type { portalForms as english } from '../en/portal-forms.ts';
import type { Like } from '../like.ts';

/** Die Fragen vor einem Termin. */
export const portalForms = {
  title: 'Fragen vor Ihrem Termin',
  lead: '{{when}} bei {{doctor}}',
  who: 'Ihre Antworten liest, wer Sie behandelt. Der Empfang sieht sonst nur, dass Sie geantwortet haben.',
  deskToo: 'Diese Antworten liest auch der Empfang.',
  asks: 'Die Praxis hat vorab einige Fragen an Sie.',
  toAnswer: 'Fragen beantworten',
  answered: 'Ihre Antworten liegen der Praxis vor',
  change: 'Antworten ändern',
  yes: 'Ja',
  no: 'Nein',
  optional: '{{question}} (freiwillig)',
  missing: 'bitte beantworten Sie das',
  missingSome_one: '{{count}} Frage braucht noch eine Antwort',
  missingSome_other: '{{count}} Fragen brauchen noch eine Antwort',
  submit: 'Antworten senden',
  sent: 'Ihre Antworten liegen der Praxis vor. Sie können sie ändern, bis Sie am Empfang aufgenommen sind.',
  kept: 'Was Sie antworten, bleibt erhalten, während Sie überlegen.',
  none: 'Es gibt nichts zu beantworten',
  noneHint:
    'Zu diesem Termin gibt es keine Fragen, oder Sie sind schon aufgenommen: Neues sagen Sie bitte im Sprechzimmer.',
} as const satisfies Like<typeof english>;
