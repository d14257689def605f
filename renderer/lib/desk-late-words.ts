import type { i18n } from 'i18next';
import type { Sources } from './i18n.ts';
import { fetchWordsFrom, useWordsFrom } from './late-words.ts';

/** Words that come with the desk's screens that say them: a phone fetches not even where they lie. */
const LATE = {
  absences: { en: () => import('../locales/en/absences.ts'), de: () => import('../locales/de/absences.ts') },
  clinicSetup: {
    en: () => import('../locales/en/clinic-setup.ts'),
    de: () => import('../locales/de/clinic-setup.ts'),
  },
  notes: { en: () => import('../locales/en/notes.ts'), de: () => import('../locales/de/notes.ts') },
  palette: { en: () => import('../locales/en/palette.ts'), de: () => import('../locales/de/palette.ts') },
  series: { en: () => import('../locales/en/series.ts'), de: () => import('../locales/de/series.ts') },
  figures: { en: () => import('../locales/en/figures.ts'), de: () => import('../locales/de/figures.ts') },
  hours: { en: () => import('../locales/en/hours.ts'), de: () => import('../locales/de/hours.ts') },
  recalls: { en: () => import('../locales/en/recalls.ts'), de: () => import('../locales/de/recalls.ts') },
  stranded: { en: () => import('../locales/en/stranded.ts'), de: () => import('../locales/de/stranded.ts') },
} as const satisfies Record<string, Sources>;

type Late = keyof typeof LATE;

export function useDeskLateWords(late: Late): void {
  useWordsFrom(late, LATE[late]);
}

/** Fetches them before the screen that says them is asked for. */
export function fetchDeskLateWords(instance: i18n, late: Late): Promise<void> {
  return fetchWordsFrom(instance, late, LATE[late]);
}
