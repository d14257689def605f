import type { Sources } from './i18n.ts';
import { useWordsFrom } from './late-words.ts';

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
  recalls: { en: () => import('../locales/en/recalls.ts'), de: () => import('../locales/de/recalls.ts') },
  stranded: { en: () => import('../locales/en/stranded.ts'), de: () => import('../locales/de/stranded.ts') },
} as const satisfies Record<string, Sources>;

export function useDeskLateWords(late: keyof typeof LATE): void {
  useWordsFrom(late, LATE[late]);
}
