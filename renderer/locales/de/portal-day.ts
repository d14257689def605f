import type { portalDay as english } from '../en/portal-day.ts';
import type { Like } from '../like.ts';

/** Der Tag des Termins auf dem Telefon: sich anwesend melden, dann der Platz in der Reihe. */
export const portalDay = {
  here: 'Ich bin da',
  hereHint: 'Drücken Sie hier, sobald Sie in der Praxis sind. Der Empfang sieht es sofort.',
  opens: 'Ab {{time}} können Sie hier sagen, dass Sie da sind.',
  outside:
    'Schon in der Praxis? Verbinden Sie sich mit ihrem WLAN, dann können Sie hier sagen, dass Sie da sind. Oder gehen Sie zum Empfang.',
  late: '{{doctor}} ist heute etwa {{minutes}} im Verzug.',
  line: 'Ihr Platz in der Reihe',
  ticket: 'Ihre Nummer',
  next: 'Sie sind als Nächstes dran',
  before_one: 'Noch {{count}} Person vor Ihnen',
  before_other: 'Noch {{count}} Personen vor Ihnen',
  wait: {
    unknown: 'Wie lange es dauert, lässt sich noch nicht sagen.',
    soon: 'Es kann jeden Moment so weit sein.',
    upTo: 'Sie sind dran in höchstens {{most}}',
    about: 'Sie sind dran in etwa {{most}}',
    range: 'Sie sind dran in etwa {{least}} bis {{most}}',
  },
  basis: 'Nach dem Verlauf der letzten {{count}} Termine dort. Notfälle kommen zuerst dran.',
} as const satisfies Like<typeof english>;
