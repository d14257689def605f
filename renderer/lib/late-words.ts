import type { i18n } from 'i18next';
import { use, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shown } from './language.ts';
import { loadWords, type Sources } from './i18n.ts';

/** Words that come with the screens that say them, each in the reader's language alone; the desk's stand by themselves. */
const LATE = {
  myData: { en: () => import('../locales/en/my-data.ts'), de: () => import('../locales/de/my-data.ts') },
  myProfile: {
    en: () => import('../locales/en/my-profile.ts'),
    de: () => import('../locales/de/my-profile.ts'),
  },
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
} as const satisfies Record<string, Sources>;

type Late = keyof typeof LATE;

/** Waits for the words of `late` (the boundary above shows meanwhile), in each language the page turns to. */
export function useLateWords(late: Late): void {
  useWordsFrom(late, LATE[late]);
}

/** The same for words that are not the portal's. */
export function useWordsFrom(late: string, sources: Sources): void {
  const { i18n } = useTranslation();
  // Always: React that draws a component again after a wait counts on the same calls in the same order.
  use(i18n.hasResourceBundle(i18n.language, late) ? HERE : fetchedOnce(i18n, late, sources));
}

/** Told to React as done: nothing waits for it, not even a moment. */
const HERE = Object.assign(Promise.resolve(), { status: 'fulfilled', value: undefined });

/** Fetches them without waiting, for a screen that may have to say them once somebody has done something. */
export function useWordsAhead(late: Late): void {
  const { i18n } = useTranslation();
  const { language } = i18n;
  useEffect(() => void fetchedOnce(i18n, late, LATE[late]).catch(() => undefined), [i18n, language, late]);
}

/** Ends once they are here: what is drawn after that does not wait for them. */
export async function fetchWordsFrom(instance: i18n, late: string, sources: Sources): Promise<void> {
  if (!instance.hasResourceBundle(instance.language, late)) await fetchedOnce(instance, late, sources);
}

const onTheWay = new WeakMap<i18n, Map<string, Promise<void>>>();

function fetchedOnce(instance: i18n, late: string, sources: Sources): Promise<void> {
  const fetched = onTheWay.get(instance) ?? new Map<string, Promise<void>>();
  onTheWay.set(instance, fetched);
  const key = `${instance.language} ${late}`;
  const known = fetched.get(key);
  if (known !== undefined) return known;
  const started = loadWords(instance, instance.language as Shown, sources);
  fetched.set(key, started);
  // The next who asks tries again.
  started.catch(() => fetched.delete(key));
  return started;
}
