import { z } from 'zod';
import { LANGUAGES } from '../domain/languages.ts';

/** One of those that have all words. */
export const LanguageName = z.enum(LANGUAGES);

/** For oneself: on every screen one signs in on, and in what the clinic writes to one. */
export const ChooseLanguage = z.strictObject({ language: LanguageName });
export type ChooseLanguage = z.infer<typeof ChooseLanguage>;
