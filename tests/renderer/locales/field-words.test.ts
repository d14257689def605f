import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { sayFieldsBy } from '../../../renderer/lib/errors.ts';
import { createFormResolver } from '../../../renderer/lib/form-resolver.ts';
import { createFieldWords, createI18n } from '../../../renderer/lib/i18n.ts';
import { common } from '../../../renderer/locales/de/common.ts';
import { fields as german } from '../../../renderer/locales/de/fields.ts';
import { fields } from '../../../renderer/locales/en/fields.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const SAID = [
  /\berror: (['`])(.+?)\1/g,
  /\bmessage: (['`])(.+?)\1 \}/g,
  /\binvalidField\([^,]+, (['`])(.+?)\1\)/g,
];

/** What contracts and services say of fields, each number as `{{n}}`. */
function saidOfFields(): string[] {
  const files = ['shared', 'server/features', 'server/trpc'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.includes('imports/') && !file.includes('demo/'))
      .map((file) => join(root, folder, file)),
  );
  const texts = files.flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    return SAID.flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[2] ?? ''));
  });
  return [...new Set(texts.map((text) => text.replace(/\$\{.*?\}/g, '{{n}}')))];
}

describe('what is said of a field', () => {
  it('has words in each language, whoever says it', () => {
    const known = new Set<string>(Object.keys(fields));
    const wordless = saidOfFields().filter(
      (text) => !known.has(text) && !known.has(text.replace(/\d+/, '{{n}}')),
    );
    expect(wordless).toEqual([]);
    expect(saidOfFields().length).toBeGreaterThan(40);
  });

  it('is read in the language of the page, its number kept', () => {
    const i18n = createI18n('de');
    i18n.addResourceBundle('de', 'fields', german);
    i18n.addResourceBundle('de', 'common', common);
    const words = createFieldWords(i18n);
    expect(words('is needed')).toBe('fehlt noch');
    expect(words('needs at least 15 characters')).toBe('braucht mindestens 15 Zeichen');
    expect(words('needs a time of day such as 09:30')).toBe('muss eine Uhrzeit sein, etwa 09:30');
    // Zod's own words are nobody's.
    expect(words('Too big: expected string to have <=100 characters')).toBe('ist nicht richtig ausgefüllt');
  });

  it('is kept where a form says it in the words of its reader', async () => {
    const i18n = createI18n('de');
    i18n.addResourceBundle('de', 'fields', german);
    i18n.addResourceBundle('de', 'common', common);
    sayFieldsBy(createFieldWords(i18n));
    const schema = z.object({
      day: z.string().min(1, { error: 'muss ein Tag ab heute sein' }),
      email: z.email(),
      name: z.string().min(1, { error: 'is needed' }),
      age: z.number().max(7),
    });
    const check = createFormResolver(schema)(i18n.t);
    const options = { fields: {}, shouldUseNativeValidation: false };
    const { errors } = await check({ day: '', email: 'ada', name: '', age: 9 }, undefined, options);
    sayFieldsBy((message) => message);
    const said = Object.entries(errors).map(([field, error]) => [field, error?.message]);
    expect(Object.fromEntries(said)).toEqual({
      day: 'muss ein Tag ab heute sein',
      email: common.form.email,
      name: 'fehlt noch',
      age: 'ist nicht richtig ausgefüllt',
    });
  });
});
