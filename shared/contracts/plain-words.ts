import { z } from 'zod';

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
 * What a field needs, in words for people, where a contract gives none of its own. Undefined leaves
 * zod's sentence.
 */
z.config({
  customError: (issue) => {
    switch (issue.code) {
      case 'invalid_type':
        return issue.input === undefined ? 'is needed' : `needs ${KINDS[issue.expected] ?? issue.expected}`;
      case 'invalid_value':
        return `needs one of: ${issue.values.map(String).join(', ')}`;
      case 'invalid_format':
        return issue.format in FORMATS ? `needs ${FORMATS[issue.format]}` : undefined;
      case 'too_big':
        return issue.origin === 'string' ? `at most ${issue.maximum} characters` : `at most ${issue.maximum}`;
      case 'too_small':
        return issue.origin === 'string'
          ? `at least ${issue.minimum} characters`
          : `at least ${issue.minimum}`;
      default:
        return undefined;
    }
  },
});
