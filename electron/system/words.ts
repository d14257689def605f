/** The few words the shell says itself; everything else is in the pages and their locales. */
const ENGLISH = {
  startFailed: 'MedLink could not start',
  portTaken: (port: string) =>
    `Port ${port} is used by another program. Close that program, or choose another port with MEDLINK_PORT.`,
};

export type Words = typeof ENGLISH;

const WORDS: Readonly<Record<string, Words>> = { en: ENGLISH };

/** `locale` as the system names it, for instance `en-GB`. */
export function wordsFor(locale: string): Words {
  return WORDS[locale.split('-')[0] ?? ''] ?? ENGLISH;
}

/** Why the start failed, for the person in front of the screen. */
export function explainFailure(error: unknown, words: Words): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return words.portTaken('port' in error ? String(error.port) : '?');
  }
  // The server's own refusals (a folder in use, a wrong setting) are written for people.
  return error.message;
}
