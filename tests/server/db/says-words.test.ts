import { describe, expect, it } from 'vitest';
import { openSqlite } from '../../../server/db/open.ts';

const file = openSqlite(':memory:');
const says = (text: string, words: string) =>
  file.prepare('SELECT says_words(?, ?)').pluck().get(text, words) === 1;

describe('whether a text says words', () => {
  it.each([
    ['frau XYLOPHÄNE ÄRLÄ', 'Ärlä'],
    ['frau XYLOPHÄNE'.normalize('NFD'), 'Xylophäne'],
    ['Lopez, María: called', 'maria'],
    [JSON.stringify({ note: 'called by\nLi' }), 'Li'],
    ['Anna Maria Weber-Kurz', 'Kurz Anna'],
  ])('%s says %s', (text, words) => expect(says(text, words)).toBe(true));

  it.each([
    ['stable angina, lisinopril', 'An'],
    ['stable angina, lisinopril', 'Li'],
    ['Maria', 'Maria Lopez'],
    ['anything', ''],
    ['', ''],
  ])('%s does not say %s', (text, words) => expect(says(text, words)).toBe(false));
});
