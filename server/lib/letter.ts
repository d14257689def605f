import type { Language } from '../../shared/domain/languages.ts';

const GREETINGS: Readonly<Record<Language, (name: string) => string>> = {
  en: (name) => `Hello ${name},`,
  de: (name) => `Guten Tag ${name},`,
};

/** A mail's text: to whom, then the paragraphs; the first goes on after the greeting's comma. */
export function letterText(language: Language, name: string, paragraphs: readonly string[]): string {
  return [GREETINGS[language](name), ...paragraphs, ''].join('\n\n');
}
