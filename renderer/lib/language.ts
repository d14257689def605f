import { createContext, useContext } from 'react';
import { bestLanguage, isLanguage, type Language } from '../../shared/domain/languages.ts';

const PSEUDO = ['en-XA', 'ar-XB'] as const;
/** Languages only tests read; the names are those Unicode keeps free for that. */
export type Pseudo = (typeof PSEUDO)[number];
export type Shown = Language | Pseudo;

const KEY = 'medlink-language';

/** What this device was told, else what its browser asks for where that has words, else the clinic's. */
export function deviceLanguage(clinics: Language): Shown {
  const kept = attempt(() => localStorage.getItem(KEY));
  const pseudo = PSEUDO.find((tag) => tag === kept);
  if (pseudo !== undefined) return pseudo;
  return isLanguage(kept) ? kept : bestLanguage(navigator.languages, clinics);
}

export function keepOnDevice(language: Language): void {
  attempt(() => localStorage.setItem(KEY, language));
}

/** The language whose words are shown. */
export function wordsLanguageOf(shown: Shown): Language {
  return isLanguage(shown) ? shown : 'en';
}

/**
 * How dates and numbers are written: the reader's language as it is written where the browser lives, so that
 * English read in Vienna keeps the 24 hours of its clocks.
 */
export function localeOf(shown: Shown): string {
  if (shown === 'ar-XB') return shown;
  const language = wordsLanguageOf(shown);
  const own = navigator.languages.find((tag) => bestLanguage([tag]) === language && tag.startsWith(language));
  if (own !== undefined) return own;
  const region = navigator.languages.map((tag) => new Intl.Locale(tag).region).find(Boolean);
  return region === undefined ? language : `${language}-${region}`;
}

export function directionOf(shown: Shown): 'ltr' | 'rtl' {
  return shown === 'ar-XB' ? 'rtl' : 'ltr';
}

export type LanguageChoice = {
  readonly shown: Shown;
  /** Turns the page to it and keeps it: on this device, and with the person who is signed in. */
  readonly choose: (language: Language) => Promise<void>;
};

const LanguageContext = createContext<LanguageChoice | null>(null);
export const LanguageProvider = LanguageContext.Provider;

export function useLanguage(): LanguageChoice {
  const choice = useContext(LanguageContext);
  if (choice === null) throw new Error('useLanguage outside of LanguageProvider');
  return choice;
}

/** A browser may forbid storage; then each visit begins in the browser's language. */
function attempt<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
