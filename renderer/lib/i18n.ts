import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { absences } from '../locales/en/absences.ts';
import type { clinicSetup } from '../locales/en/clinic-setup.ts';
import type { deskWords } from '../locales/en/desk-words.ts';
import type { myProfile } from '../locales/en/my-profile.ts';
import type { myData } from '../locales/en/my-data.ts';
import type { palette } from '../locales/en/palette.ts';
import type { series } from '../locales/en/series.ts';
import type { stranded } from '../locales/en/stranded.ts';
import type { portalLateWords } from '../locales/en/portal-late-words.ts';
import type { portalWaitlist } from '../locales/en/portal-waitlist.ts';
import type { portalWords } from '../locales/en/portal-words.ts';

export type Words = typeof deskWords &
  typeof portalWords &
  typeof portalLateWords & {
    readonly absences: typeof absences;
    readonly clinicSetup: typeof clinicSetup;
    readonly myData: typeof myData;
    readonly myProfile: typeof myProfile;
    readonly palette: typeof palette;
    readonly portalWaitlist: typeof portalWaitlist;
    readonly series: typeof series;
    readonly stranded: typeof stranded;
  };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: Words;
  }
}

/** Each entry page hands over only the words it shows, so that a phone does not fetch the desk's. */
export function createI18n(words: Partial<Words>): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'common',
    resources: { en: words },
    initAsync: false,
    // React escapes what it draws.
    interpolation: { escapeValue: false },
  });
  return instance;
}

/** Words that came later than the page itself. */
export function addWords(instance: i18n, words: Partial<Words>): void {
  for (const [namespace, bundle] of Object.entries(words)) {
    instance.addResourceBundle('en', namespace, bundle);
  }
}
