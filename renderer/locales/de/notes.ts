import type { notes as english } from '../en/notes.ts';
import type { Like } from '../like.ts';

/** Was Ärztinnen und Ärzte zu Terminen schreiben. */
export const notes = {
  title: 'Notiz zu diesem Termin',
  all: 'Notizen zu Terminen',
  none: 'Noch keine Notiz ist unterschrieben.',
  more: 'Mehr anzeigen',
  parts: { reason: 'Anlass', findings: 'Befund', plan: 'Weiteres Vorgehen' },
  hint: 'Einmal unterschrieben, bleibt sie, wie sie ist.',
  draft: 'Als Ihr Entwurf gespeichert. Vor der Unterschrift sieht ihn niemand sonst.',
  sign: 'Unterschreiben',
  signKey: 'Strg+Eingabe',
  signed: 'Unterschrieben von {{name}}, {{when}}',
  amend: 'Nachtrag hinzufügen',
  addendum: 'Nachtrag',
  signAddendum: 'Nachtrag unterschreiben',
  giveUp: 'Doch nicht',
  answers: {
    title: 'Vor dem Termin gesagt',
    filled: 'Eigene Angaben, {{when}}',
    allergies: 'Allergien nach eigener Angabe, nicht bestätigt:',
    agreed: 'Einwilligung liegt vor.',
    yes: 'Ja',
    no: 'Nein',
  },
} as const satisfies Like<typeof english>;
