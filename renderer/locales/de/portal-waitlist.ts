import type { portalWaitlist as english } from '../en/portal-waitlist.ts';
import type { Like } from '../like.ts';

/** Die eigenen Plätze auf der Warteliste und was einem angeboten wird. */
export const portalWaitlist = {
  title: 'Warteliste',
  lead: 'Wird ein früherer Termin frei, der passt, bietet die Praxis ihn hier an. Wer zuerst annimmt, bekommt ihn.',
  offer: {
    title: 'Ein Termin ist frei geworden',
    line: '{{type}} bei {{doctor}}',
    until: 'Angeboten bis {{time}}, auch anderen.',
    accept: 'Annehmen',
    decline: 'Diesen nicht',
    taken: 'Der Termin gehört Ihnen: {{when}}.',
    tooLate: 'Jemand war schneller. Sie bleiben auf der Liste.',
    over: 'Das Angebot ist abgelaufen. Sie bleiben auf der Liste.',
  },
  entry: {
    any: 'egal, bei wem',
    days: '{{from}} bis {{until}}',
    parts: 'Tageszeit: {{parts}}',
    part: { morning: 'Vormittag', afternoon: 'Nachmittag', evening: 'Abend' },
    state: {
      waiting: 'Wartet',
      offered: 'Termin angeboten',
      booked: 'Gebucht',
      withdrawn: 'Ausgetragen',
      expired: 'Die Tage sind vorbei',
    },
    withdraw: 'Mich austragen',
    withdrawn: 'Sie stehen nicht mehr auf der Liste.',
  },
  none: 'Sie stehen nicht auf der Liste',
  noneHint: 'Wenn keine freie Zeit für Sie passt, tragen Sie sich in die Liste ein.',
  join: {
    title: 'In die Liste eintragen',
    type: 'Terminart',
    doctor: 'Bei',
    anyOf: 'Fachgebiet, egal bei wem',
    doctors: 'Eine bestimmte Person',
    from: 'Von',
    until: 'Bis',
    parts: 'Wann es mir passt',
    partsHint: 'Nichts gewählt heißt: jederzeit.',
    submit: 'Mich eintragen',
    done: 'Sie stehen auf der Liste.',
    datesWrong: 'muss der erste Tag oder später sein',
  },
} as const satisfies Like<typeof english>;
