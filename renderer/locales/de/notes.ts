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
  leftOver:
    'Diese Notiz wurde an einem anderen Bildschirm unterschrieben. Was Sie hier geschrieben hatten, steht nicht darin: Unterschreiben Sie es als Nachtrag, oder lassen Sie es.',
  giveUp: 'Doch nicht',
  past: {
    title: 'Frühere Termine',
    none: 'Noch kein früherer Termin hier.',
    noNote: 'keine Notiz',
    whole: 'Ganze Akte',
  },
  answers: {
    title: 'Vor dem Termin gesagt',
    show: 'Was vor dem Termin gesagt wurde',
    filled: 'Eigene Angaben, {{when}}',
    allergies: 'Allergien nach eigener Angabe, nicht bestätigt:',
    agreed: 'Einwilligung liegt vor.',
    yes: 'Ja',
    no: 'Nein',
  },
  unsigned: {
    title: 'Offene Notizen',
    lead: 'Ihre abgeschlossenen Termine der letzten {{count}} Tage ohne unterschriebene Notiz, die ältesten zuerst.',
    list: 'Termine ohne unterschriebene Notiz',
    none: 'Alle Notizen sind unterschrieben',
    noneHint: 'Abgeschlossene Termine, zu denen noch nichts geschrieben ist, erscheinen hier von selbst.',
    draft: 'Entwurf',
    missing: 'Nichts geschrieben',
    signed: 'Unterschrieben. Noch {{count}} offen.',
    signedLast: 'Unterschrieben. Nichts ist mehr offen.',
    next: 'Weiter: {{name}}',
  },
} as const satisfies Like<typeof english>;
