import type { Worded } from '../../shared/contracts/forms.ts';
import { useLanguage, wordsLanguageOf } from './language.ts';

/** The clinic's own words in the reader's language, where it has them. */
export function useWorded(): (words: Worded) => string {
  const language = wordsLanguageOf(useLanguage().shown);
  return (words) => words[language] ?? words.en;
}
