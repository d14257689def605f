import type { i18n } from 'i18next';
import { use, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shown } from './language.ts';
import { loadWords, type Sources } from './i18n.ts';

/** Words that come with the screens that say them, each in the reader's language alone. */
const LATE = {
  absences: { en: () => import('../locales/en/absences.ts'), de: () => import('../locales/de/absences.ts') },
  clinicSetup: {
    en: () => import('../locales/en/clinic-setup.ts'),
    de: () => import('../locales/de/clinic-setup.ts'),
  },
  myData: { en: () => import('../locales/en/my-data.ts'), de: () => import('../locales/de/my-data.ts') },
  myProfile: {
    en: () => import('../locales/en/my-profile.ts'),
    de: () => import('../locales/de/my-profile.ts'),
  },
  notes: { en: () => import('../locales/en/notes.ts'), de: () => import('../locales/de/notes.ts') },
  palette: { en: () => import('../locales/en/palette.ts'), de: () => import('../locales/de/palette.ts') },
  portal: {
    en: () => import('../locales/en/portal-late-words.ts').then((module) => module.portalLateWords),
    de: () => import('../locales/de/portal-late-words.ts').then((module) => module.portalLateWords),
  },
  portalDay: {
    en: () => import('../locales/en/portal-day.ts'),
    de: () => import('../locales/de/portal-day.ts'),
  },
  portalForms: {
    en: () => import('../locales/en/portal-forms.ts'),
    de: () => import('../locales/de/portal-forms.ts'),
  },
  portalWaitlist: {
    en: () => import('../locales/en/portal-waitlist.ts'),
    de: () => import('../locales/de/portal-waitlist.ts'),
  },
  series: { en: () => import('../locales/en/series.ts'), de: () => import('../locales/de/series.ts') },
  figures: { en: () => import('../locales/en/figures.ts'), de: () => import('../locales/de/figures.ts') },
  recalls: { en: () => import('../locales/en/recalls.ts'), de: () => import('../locales/de/recalls.ts') },
  signals: { en: () => import('../locales/en/signals.ts'), de: () => import('../locales/de/signals.ts') },
  stranded: { en: () => import('../locales/en/stranded.ts'), de: () => import('../locales/de/stranded.ts') },
} as const satisfies Record<string, Sources>;

type Late = keyof typeof LATE;

/** Waits for the words of `late` (the boundary above shows meanwhile), in each language the page turns to. */
export function useLateWords(late: Late): void {
  const { i18n } = useTranslation();
  if (!i18n.hasResourceBundle(i18n.language, late)) use(fetchedOnce(i18n, late));
}

/** Fetches them without waiting, for a screen that may have to say them once somebody has done something. */
export function useWordsAhead(late: Late): void {
  const { i18n } = useTranslation();
  const { language } = i18n;
  useEffect(() => void fetchedOnce(i18n, late).catch(() => undefined), [i18n, language, late]);
}

const onTheWay = new WeakMap<i18n, Map<string, Promise<void>>>();

function fetchedOnce(instance: i18n, late: Late): Promise<void> {
  const fetched = onTheWay.get(instance) ?? new Map<string, Promise<void>>();
  onTheWay.set(instance, fetched);
  const key = `${instance.language} ${late}`;
  const known = fetched.get(key);
  if (known !== undefined) return known;
  const started = loadWords(instance, instance.language as Shown, LATE[late]);
  fetched.set(key, started);
  // The next who asks tries again.
  started.catch(() => fetched.delete(key));
  return started;
}
