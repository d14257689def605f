import type { stranded as english } from '../en/stranded.ts';
import type { Like } from '../like.ts';

/** Kommende Termine, die verloren haben, worauf sie gebucht waren. */
export const stranded = {
  title: 'Zu verlegende Termine',
  lead: 'Sprechzeiten, Personen oder Terminarten haben sich geändert, seit diese gebucht wurden. Sie bestehen, bis jemand sie verschiebt oder absagt.',
  none: 'Jeder Termin ist an seinem Platz',
  noneHint: 'Wenn sich Sprechzeiten ändern oder jemand geht, stehen die betroffenen Termine hier.',
  more: 'Mehr anzeigen',
  move: 'Verschieben',
  cancel: 'Absagen',
  moveOf: 'Termin von {{name}} verschieben',
  cancelOf: 'Termin von {{name}} absagen',
  reason: {
    doctor_gone: 'Person arbeitet nicht mehr hier',
    outside_hours: 'Außerhalb der Sprechzeiten',
    type_gone: 'Terminart gibt es nicht mehr',
    type_not_offered: 'Wird dort nicht mehr angeboten',
  },
} as const satisfies Like<typeof english>;
