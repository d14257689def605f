/** The languages that have all words. A language is one more entry here and one more folder of words. */
export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each in its own words: whoever looks for a language does not read the present one. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch' };

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

/** How the server writes dates and numbers in each: both places read the clock by 24 hours. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE' };

/** The first language of somebody's list (BCP 47 tags, the dearest first) that has words; else `otherwise`. */
export function bestLanguage(wanted: readonly string[], otherwise: Language = 'en'): Language {
  for (const tag of wanted) {
    const known = LANGUAGES.find((language) => tag.toLowerCase().split('-')[0] === language);
    if (known !== undefined) return known;
  }
  return otherwise;
}

const SPOKEN: Readonly<Record<Language, readonly string[]>> = {
  en: ['en', 'english', 'englisch'],
  de: ['de', 'german', 'deutsch'],
};

/**
 * What a chart says somebody speaks, in whatever words: `German (Swiss)`, `de-AT`. Undefined for a language
 * nobody has written words in: a chart may name any of the world's.
 */
export function spokenLanguage(words: string | null): Language | undefined {
  const [first] = words?.toLowerCase().match(/\p{L}+/u) ?? [];
  return LANGUAGES.find((language) => first !== undefined && SPOKEN[language].includes(first));
}

/** In which language somebody is written to: as they chose, else what they speak, else the clinic's. */
export function readersLanguage(
  { chosen, spoken }: { readonly chosen: Language | null; readonly spoken: string | null },
  clinics: Language,
): Language {
  return chosen ?? spokenLanguage(spoken) ?? clinics;
}
