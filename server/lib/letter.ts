import type { Language } from '../../shared/domain/languages.ts';

const GREETINGS: Readonly<Record<Language, string>> = { en: 'Hello', de: 'Guten Tag' };

/** A mail's text: to whom, then the paragraphs; the first goes on after the greeting's comma. */
export function letterText(language: Language, name: string | null, paragraphs: readonly string[]): string {
  const greeting = name === null ? GREETINGS[language] : `${GREETINGS[language]} ${name}`;
  return [`${greeting},`, ...paragraphs, ''].join('\n\n');
}
