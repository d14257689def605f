import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = (language: string) => new URL(`../../../renderer/locales/${language}/`, import.meta.url);

type Leaves = Readonly<Record<string, string>>;

/** Every text of a language by where it stands, such as `board/board.book`. */
async function leavesOf(language: string): Promise<Leaves> {
  const leaves: Record<string, string> = {};
  const take = (path: string, value: unknown): void => {
    if (typeof value === 'string') leaves[path] = value;
    else for (const [key, inner] of Object.entries(value as object)) take(`${path}.${key}`, inner);
  };
  for (const file of readdirSync(folder(language))) {
    const module = (await import(new URL(file, folder(language)).href)) as object;
    take(file.replace(/\.ts$/, ''), module);
  }
  return leaves;
}

const [english, german] = await Promise.all([leavesOf('en'), leavesOf('de')]);
const variablesOf = (text: string) => [...new Set(text.match(/\{\{.*?\}\}/g))].sort().join(' ');
const paths = Object.keys(english);

/** Words that are the same in both, or made of their variables alone. */
const SAME =
  /^(MedLink|Offline|PIN|Code|Codes|Name|Passkeys|Patient|Portal|Person|Personen|Status|Normal|KiB|Chat|Version|Filter|Enter|Signal|Export|System|Teal|N)$/;

describe('the German words', () => {
  it('are there for every English one, and there are no others', () => {
    expect(Object.keys(german).sort()).toEqual(paths.toSorted());
    expect(paths.length).toBeGreaterThan(1500);
  });

  it('hold the same variables', () => {
    const other = paths.filter(
      (path) => variablesOf(english[path] ?? '') !== variablesOf(german[path] ?? ''),
    );
    expect(other).toEqual([]);
  });

  it('have each plural form the rules of German ask for', () => {
    const { pluralCategories } = new Intl.PluralRules('de').resolvedOptions();
    const plural = paths.filter((path) => path.endsWith('_other')).map((path) => path.replace(/_other$/, ''));
    const missing = plural.flatMap((path) =>
      pluralCategories.map((category) => `${path}_${category}`).filter((key) => german[key] === undefined),
    );
    expect(missing).toEqual([]);
    expect(plural.length).toBeGreaterThan(50);
  });

  it('are no English left standing', () => {
    const left = paths.filter((path) => {
      const words = (german[path] ?? '').replace(/\{\{.*?\}\}/g, '').trim();
      return german[path] === english[path] && /\p{L}{2}/u.test(words) && !SAME.test(words);
    });
    expect(left).toEqual([]);
  });
});
