import type { Language } from '../../shared/domain/languages.ts';

export type MissingScript =
  | 'Arabic'
  | 'Hebrew'
  | 'Chinese'
  | 'Japanese'
  | 'Korean'
  | 'Thai'
  | 'Armenian'
  | 'Georgian'
  | 'Bengali'
  | 'Tamil'
  | 'Ethiopic'
  | 'other';

const GERMAN_STEMS: Readonly<Record<MissingScript, string>> = {
  Arabic: 'arabische',
  Hebrew: 'hebräische',
  Chinese: 'chinesische',
  Japanese: 'japanische',
  Korean: 'koreanische',
  Thai: 'thailändische',
  Armenian: 'armenische',
  Georgian: 'georgische',
  Bengali: 'bengalische',
  Tamil: 'tamilische',
  Ethiopic: 'äthiopische',
  other: 'andere',
};

/** Stands on paper for letters no font of ours has. */
export const MISSING_SCRIPT_WORDS: Readonly<
  Record<Language, (count: number, script: MissingScript) => string>
> = {
  en: (count, script) => `${count} ${script} ${count === 1 ? 'character' : 'characters'}`,
  de: (count, script) => `${count} ${GERMAN_STEMS[script]}${count === 1 ? 's' : ''} Zeichen`,
};
