import type { doctorProfile as english } from '../en/doctor-profile.ts';
import type { Like } from '../like.ts';

/** Wie sich das ärztliche Team den Patienten vorstellt. */
export const doctorProfile = {
  title: 'Mein Profil',
  lead: 'Was Patienten bei der Suche über Sie lesen. Name, Sprechzeiten und Honorar legt die Praxis fest.',
  security: 'Passwort, PIN und Termine im eigenen Kalender',
  hours: 'Ihre Sprechzeiten, und andere vorschlagen',
  edit: 'Ändern',
  saved: 'Gespeichert.',
  unknown: 'noch nichts',
  qualifications: 'Qualifikationen',
  practisingSince: 'Ärztlich tätig seit (Jahr)',
  languages: 'Sprachen, mit Kommas getrennt',
  languagesShort: 'Sprachen',
  bio: 'Über Sie',
  specializations: 'Fachrichtungen',
  picture: {
    hint: 'Patienten sehen es neben Ihrem Namen.',
    choose: 'Bild wählen',
    remove: 'Entfernen',
    refused: 'Dieses Bild kann die Praxis nicht aufbewahren: bitte JPEG oder PNG.',
    tooLarge: 'Dieses Bild ist zu groß: bitte höchstens 5 MB und 24 Megapixel.',
    tooMany: 'Das waren fürs Erste genug Bilder. Bitte versuchen Sie es in einer Stunde noch einmal.',
  },
} as const satisfies Like<typeof english>;
