import { bestLanguage, type Language } from '../../shared/domain/languages.ts';

/** The language of who has not signed in: by their browser's `accept-language`, which names the dearest first. */
export function acceptedLanguage(header: string | undefined, otherwise?: Language): Language {
  const tags = (header ?? '').split(',').map((tag) => tag.trim().split(';')[0] ?? '');
  return bestLanguage(tags, otherwise);
}
