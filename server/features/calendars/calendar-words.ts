import type { Language } from '../../../shared/domain/languages.ts';
import type { Role } from '../../../shared/domain/roles.ts';

type CalendarWords = {
  readonly name: (clinic: string) => string;
  readonly ofDoctor: (initials: string) => string;
  readonly ofPatient: (doctor: string) => string;
};

/** What stands in calendars: no reason, no kind of visit, and of patients only initials. */
export const CALENDAR_WORDS: Readonly<Record<Language, CalendarWords>> = {
  en: {
    name: (clinic) => `${clinic}: visits`,
    ofDoctor: (initials) => `Visit (${initials})`,
    ofPatient: (doctor) => `Visit with ${doctor}`,
  },
  de: {
    name: (clinic) => `${clinic}: Termine`,
    ofDoctor: (initials) => `Termin (${initials})`,
    ofPatient: (doctor) => `Termin bei ${doctor}`,
  },
};

export type FeedRole = Extract<Role, 'doctor' | 'patient'>;
