import type { security as english } from '../en/security.ts';
import type { Like } from '../like.ts';

/** Wie streng die Praxis ihre Türen bewacht. */
export const security = {
  title: 'Sicherheitseinstellungen',
  lead: 'Gelten sofort für alle, auch für jetzt Angemeldete.',
  standard: 'Voreinstellung: {{value}}',
  groups: {
    sessions: 'Anmeldungen',
    factor: 'Zweiter Faktor',
    breakGlass: 'Fremde Akten',
    hash: 'Gespeicherte Passwörter',
  },
  hints: {
    sessions:
      'Ohne eine Person davor sperrt sich ein Bildschirm des Teams, Patienten werden abgemeldet. Eine kürzere Zeit gilt innerhalb einer Sekunde.',
    factor:
      'Ein Code neben dem Passwort oder ein Passkey. Wer einen haben muss und keinen hat, wird abgemeldet und richtet ihn bei der nächsten Anmeldung ein.',
    breakGlass:
      'Mit einer Begründung kann ärztlich eine Akte geöffnet werden, ohne den Patienten zu behandeln.',
    hash: 'Was ein Passwort jemanden kostet, der es aus einer gestohlenen Datenbank errät, und ebenso jede Anmeldung. Gespeicherte Passwörter folgen bei der nächsten Anmeldung jeder Person.',
  },
  fields: {
    receptionistIdleMin: 'Bildschirme des Empfangs sperren sich nach',
    doctorIdleMin: 'Bildschirme der Ärztinnen und Ärzte sperren sich nach',
    adminIdleMin: 'Bildschirme der Verwaltung sperren sich nach',
    patientIdleMin: 'Patienten werden abgemeldet nach',
    receptionistTotalHours: 'Eine Anmeldung am Empfang endet nach',
    doctorTotalHours: 'Eine Anmeldung von Ärztinnen und Ärzten endet nach',
    adminTotalHours: 'Eine Anmeldung der Verwaltung endet nach',
    patientTotalHours: 'Eine Anmeldung von Patienten endet nach',
    secondFactorFor: 'Einen haben müssen',
    breakGlassPerDay: 'Höchstens, je Arzt oder Ärztin',
    hashMemoryKiB: 'Speicher',
    hashIterations: 'Durchläufe',
    hashParallelism: 'Stränge',
  },
  units: {
    minutes: 'Minuten',
    hours: 'Stunden',
    aDay: 'Akten am Tag',
    kib: 'KiB',
  },
  secondFactorFor: {
    nobody: 'Niemand',
    admins: 'Die Verwaltung',
    staff: 'Alle, die hier arbeiten',
  },
  authority: {
    ending: 'Geräte vertrauen dieser Praxis nur noch bis {{day}}',
    howTo:
      'Beenden Sie MedLink auf diesem Computer, führen Sie dort „medlink authority --renew“ aus und lassen Sie jedes Gerät dem neuen Zertifikat vertrauen.',
  },
  copied: {
    notice: 'Ein Passkey wurde kopiert: {{names}}',
    howTo:
      'Mit ihm kommt niemand mehr hinein. Bitten Sie die Person, sich mit Passwort und Code anzumelden, einen neuen hinzuzufügen und den kopierten zu entfernen; ohne Codes entfernen Sie die Passkeys des Kontos unter Personen.',
  },
  range: 'muss eine Zahl von {{min}} bis {{max}} sein',
  saved: 'Die Einstellungen gelten.',
  stale:
    'Inzwischen hat jemand anderes Einstellungen gespeichert. Sie werden jetzt gezeigt; Ihre stehen noch in den Feldern, die Sie geändert hatten.',
} as const satisfies Like<typeof english>;
