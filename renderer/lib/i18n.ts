import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../shared/domain/languages.ts';
import type { absences } from '../locales/en/absences.ts';
import type { clinicSetup } from '../locales/en/clinic-setup.ts';
import type { deskWords } from '../locales/en/desk-words.ts';
import type { figures } from '../locales/en/figures.ts';
import type { hours } from '../locales/en/hours.ts';
import type { myProfile } from '../locales/en/my-profile.ts';
import type { myData } from '../locales/en/my-data.ts';
import type { notes } from '../locales/en/notes.ts';
import type { palette } from '../locales/en/palette.ts';
import type { recalls } from '../locales/en/recalls.ts';
import type { series } from '../locales/en/series.ts';
import type { stranded } from '../locales/en/stranded.ts';
import type { portalLateWords } from '../locales/en/portal-late-words.ts';
import type { portalDay } from '../locales/en/portal-day.ts';
import type { portalForms } from '../locales/en/portal-forms.ts';
import type { portalWaitlist } from '../locales/en/portal-waitlist.ts';
import type { Like } from '../locales/like.ts';
import { directionOf, localeOf, type Shown, wordsLanguageOf } from './language.ts';

export type Words = typeof deskWords &
  typeof portalLateWords & {
    readonly absences: typeof absences;
    readonly clinicSetup: typeof clinicSetup;
    readonly figures: typeof figures;
    readonly hours: typeof hours;
    readonly myData: typeof myData;
    readonly myProfile: typeof myProfile;
    readonly notes: typeof notes;
    readonly palette: typeof palette;
    readonly portalDay: typeof portalDay;
    readonly portalForms: typeof portalForms;
    readonly portalWaitlist: typeof portalWaitlist;
    readonly recalls: typeof recalls;
    readonly series: typeof series;
    readonly stranded: typeof stranded;
  };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Words;
  }
}

/** Some of the words, in any language. */
export type Bundle = {
  readonly [Namespace in keyof Words]?: Partial<Like<Words[Namespace]>>;
};
/** Where the same words lie in each language: a reader fetches one of them. */
export type Sources = Readonly<Record<Language, () => Promise<Bundle>>>;

/** Empty at first: each entry page fetches only the words it shows, in the reader's language. */
export function createI18n(shown: Shown): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: shown,
    fallbackLng: false,
    defaultNS: 'common',
    resources: {},
    initAsync: false,
    // React escapes what it draws.
    interpolation: { escapeValue: false },
  });
  return instance;
}

/** Fetches the words for `shown`; they are there for the screens once this has ended. */
export async function loadWords(instance: i18n, shown: Shown, sources: Sources): Promise<void> {
  const [bundle, change] = await Promise.all([sources[wordsLanguageOf(shown)](), pseudoChange(shown)]);
  for (const [namespace, words] of Object.entries(bundle)) {
    instance.addResourceBundle(shown, namespace, change(words), true);
  }
}

/** Turns the whole page to another language. The page's words are fetched before the first one changes. */
export async function showLanguage(instance: i18n, shown: Shown, sources: Sources): Promise<void> {
  await loadWords(instance, shown, sources);
  await instance.changeLanguage(shown);
  const { documentElement } = document;
  documentElement.lang = localeOf(shown);
  documentElement.dir = directionOf(shown);
}

/** The reader's words for what a contract says of a field. Zod's own words, which nobody wrote for readers, give way. */
export function createFieldWords(instance: i18n): (message: string, otherwise?: string) => string {
  return (message, otherwise) => {
    const words = instance.getResourceBundle(instance.language, 'fields') as
      | Record<string, string>
      | undefined;
    const [n] = message.match(/\d+/) ?? [''];
    const text = words?.[message] ?? words?.[message.replace(n, '{{n}}')]?.replace('{{n}}', n);
    if (text !== undefined) return text;
    // While the words of contracts are on their way, theirs and a form's own cannot be told apart.
    if (otherwise !== undefined && words !== undefined) return otherwise;
    return wordsLanguageOf(instance.language as Shown) === 'en' ? message : instance.t('form.invalid');
  };
}

async function pseudoChange(shown: Shown): Promise<(words: object) => object> {
  if (shown !== 'en-XA' && shown !== 'ar-XB') return (words) => words;
  const { pseudoWords } = await import('./pseudo.ts');
  return (words) => pseudoWords(words, shown);
}
