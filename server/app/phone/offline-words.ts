import type { Language } from '../../../shared/domain/languages.ts';

type OfflineWords = {
  readonly title: string;
  readonly lead: string;
  readonly again: string;
  readonly wifi: string;
  readonly emergency: string;
};

/** What a phone says that cannot reach the clinic. */
export const OFFLINE_WORDS: Readonly<Record<Language, OfflineWords>> = {
  en: {
    title: 'The clinic cannot be reached',
    lead: 'Your phone has no connection to the clinic at the moment. Nothing is lost: your visits are as they were.',
    again: 'Try again',
    wifi: 'At the clinic, join its Wi-Fi. At home, look whether the phone is online.',
    emergency: 'In an emergency, call the emergency number (112 in Europe, 911 in North America).',
  },
  de: {
    title: 'Die Praxis ist nicht zu erreichen',
    lead: 'Ihr Telefon hat gerade keine Verbindung zur Praxis. Nichts ist verloren: Ihre Termine sind, wie sie waren.',
    again: 'Noch einmal versuchen',
    wifi: 'In der Praxis: Verbinden Sie sich mit ihrem WLAN. Zu Hause: Sehen Sie nach, ob das Telefon online ist.',
    emergency: 'Im Notfall wählen Sie den Notruf (112 in Europa, 911 in Nordamerika).',
  },
};
