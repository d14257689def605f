import type { Role } from '../../../shared/domain/roles.ts';

/** What stands in calendars: no reason, no kind of visit, and of patients only initials. */
export const CALENDAR_WORDS = {
  name: (clinic: string) => `${clinic}: visits`,
  ofDoctor: (initials: string) => `Visit (${initials})`,
  ofPatient: (doctor: string) => `Visit with ${doctor}`,
} as const;

export type FeedRole = Extract<Role, 'doctor' | 'patient'>;
