import { describe, expect, it } from 'vitest';
import { runsOf } from '../../../server/lib/pdf-fonts.ts';

const textOf = (text: string) =>
  runsOf(text, 'en')
    .map((run) => run.text)
    .join('');
const partsOf = (text: string) => runsOf(text, 'en').map((run) => run.part);

describe('names on paper', () => {
  it.each([
    ['Łukasz Żółć', ['latin-ext', 'latin', 'latin-ext']],
    ['Ольга Петрова', ['cyrillic']],
    ['Γιώργος Παπαδόπουλος', ['greek']],
    ['Nguyễn Thị Ánh', ['latin', 'vietnamese', 'latin']],
    ['अनिल', ['devanagari']],
  ])('%s is written whole', (name, parts) => {
    expect(textOf(name)).toBe(name.normalize('NFC'));
    expect([...new Set(partsOf(name))]).toEqual(expect.arrayContaining(parts));
  });

  it.each([
    ['李小龙', '[3 Chinese characters]'],
    ['محمد علي', '[8 Arabic characters]'],
    ['דוד Levi', '[3 Hebrew characters] Levi'],
    ['김민수', '[3 Korean characters]'],
    ['Anna 🌷', 'Anna [1 other character]'],
  ])('%s does not vanish: words say what stands there', (name, expected) => {
    expect(textOf(name)).toBe(expected);
  });

  it.each([
    ['李小龙', '[3 chinesische Zeichen]'],
    ['Anna 🌷', 'Anna [1 anderes Zeichen]'],
  ])('%s is told to a German reader in German', (name, expected) => {
    const runs = runsOf(name, 'de');
    expect(runs.map((run) => run.text).join('')).toBe(expected);
  });
});
