import { config, type z } from 'zod';

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};
const FORMATS: Readonly<Record<string, string>> = { uuid: 'an id (UUID)', email: 'an e-mail address' };

/**
 * Says what a field needs in words for people, wherever a contract gives none of its own. In a page, whose
 * policy allows no code made of text, zod does not even try whether it may compile its checks.
 */
export function speakPlainly(): void {
  config({ customError: wordsFor, jitless: 'document' in globalThis });
}

/** Undefined leaves zod's own sentence. */
function wordsFor(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined ? 'is needed' : `needs ${KINDS[issue.expected] ?? issue.expected}`;
  }
  if (issue.code === 'invalid_value') return `needs one of: ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_format')
    return issue.format in FORMATS ? `needs ${FORMATS[issue.format]}` : undefined;
  if (issue.code === 'too_big') return `at most ${issue.maximum}${unitOf(issue.origin)}`;
  if (issue.code === 'too_small') return `at least ${issue.minimum}${unitOf(issue.origin)}`;
  return undefined;
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' characters' : '';
}
