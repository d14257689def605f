import type { myData as english } from '../en/my-data.ts';
import type { Like } from '../like.ts';

/** Was Patienten mit all ihren Daten tun können. */
export const myData = {
  title: 'Meine Daten',
  lead: 'Was {{clinic}} über Sie gespeichert hat, dürfen Sie haben.',
  copy: {
    title: 'Eine Kopie von allem',
    lead: 'Eine Datei mit Seiten zum Lesen, einem PDF und Daten, die eine andere Praxis übernehmen kann. Bewahren Sie sie dort auf, wo niemand sonst sie liest.',
    password: 'Ihr Passwort',
    submit: 'Meine Kopie herunterladen',
    making: 'Ihre Kopie wird erstellt',
    done: 'Ihre Kopie liegt dort, wo Ihr Browser Downloads ablegt.',
    failed: 'Die Kopie konnte nicht geholt werden. Bitte versuchen Sie es noch einmal.',
  },
  erase: {
    title: 'Alles löschen lassen',
    lead: 'Zwei Personen der Praxis prüfen es. Ihr Konto endet dann, und was das Gesetz aufbewahrt sehen will, liegt bis zu seinem Tag unter Verschluss. Es lässt sich nicht rückgängig machen.',
    note: 'Noch etwas dazu (darf leer bleiben)',
    submit: 'Löschung beantragen',
    confirm: 'Ich weiß, dass es sich nicht rückgängig machen lässt',
    asked: 'Ihr Wunsch ist bei der Praxis angekommen.',
    needed: 'bitte zuerst ankreuzen',
  },
  requests: {
    title: 'Worum Sie gebeten haben',
    copy: 'Eine Kopie von allem',
    erasure: 'Löschung',
    askedOn: 'Beantragt {{when}}',
    open: 'Liegt bei der Praxis',
    done: 'Erledigt {{when}}',
    declined: 'Abgelehnt {{when}}',
    withdrawn: 'Zurückgenommen {{when}}',
    reason: 'Die Praxis sagt: {{reason}}',
    withdraw: 'Zurücknehmen',
  },
} as const satisfies Like<typeof english>;
