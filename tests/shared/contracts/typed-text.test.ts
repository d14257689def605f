import { describe, expect, it } from 'vitest';
import { line, Phone, text } from '../../../shared/contracts/common.ts';

const name = (typed: string) => line(60).safeParse(typed);
const note = (typed: string) => text(200).safeParse(typed);
const shown = (typed: string) =>
  Array.from(typed, (sign) => `U+${sign.codePointAt(0)?.toString(16).padStart(4, '0')}`).join(' ');

describe('one line of text', () => {
  it.each([
    ['\u202Ezepol\u202C', 'zepol'],
    ['Lo\u200Bpez', 'Lopez'],
    ['\uFEFFLo\u00ADpez\u2060', 'Lopez'],
    ['\u2066Lopez\u2069', 'Lopez'],
    ['Lopez\u200F', 'Lopez'],
    ['\u3164Lopez\uFFA0\u115F\u2800', 'Lopez'],
    ['Lo\u200Cpez\u200D', 'Lopez'],
    ['Lopez\u{E0041}\u{E007F}', 'Lopez'],
    ['\uFE0FLopez', 'Lopez'],
  ])('is kept without what nobody sees: %#', (typed, kept) => {
    expect(name(typed)).toEqual({ success: true, data: kept });
  });

  it.each([
    ['Persian, with a non-joiner between letters', 'علی\u200Cرضا'],
    ['Hindi, with a joiner after a virama', 'क्\u200Dष'],
    ['Malayalam as it was written, with a joiner at the end of a word', 'മോഹന\u0D4D\u200D കുമാര\u0D4D\u200D'],
    ['a Japanese name with a chosen form of its letter', '\u8FBB\u{E0100}村'],
    ['several scripts', 'Ana Łukasz Юлия 山田 أحمد Ngô-Đình O’Brien'],
    ['a sign of several parts', '👩\u200D⚕\uFE0F Room'],
  ])('keeps a name as it is written: %s', (_, typed) => {
    expect(name(typed)).toEqual({ success: true, data: typed });
  });

  it('holds no two joiners side by side', () => {
    expect(name('علی\u200C\u200C\u200Dرضا').data).toBe('علی\u200Cرضا');
  });

  it.each(
    ['\u3164', '\u200B\u200B', '\u2800 \u2800', '\u202E\u202C', '\u200C', '\uFE0F', ' \u00AD ', '\u0301'].map(
      (typed) => [shown(typed), typed],
    ),
  )('is refused where nothing of it is seen: %s', (_, typed) => {
    expect(name(typed).error?.issues[0]?.message).toBe('is needed');
  });

  it.each(
    ['Lo\uD800pez', 'Lopez\uDC00', 'Lo\u2028pez', 'Lo\u0007pez', 'Lo\npez'].map((typed) => [
      shown(typed),
      typed,
    ]),
  )('is refused with what is no whole sign or no part of a line: %s', (_, typed) => {
    expect(name(typed).error?.issues[0]?.message).toBe('has characters that cannot be typed');
  });

  it('is as long as what is kept of it', () => {
    expect(name('\u200B'.repeat(100) + 'a'.repeat(60)).data).toBe('a'.repeat(60));
    expect(name('a'.repeat(61)).success).toBe(false);
  });
});

describe('several lines of text', () => {
  it('are kept without signs that turn what stands after them', () => {
    expect(note('take \u202Eeno\u202C\nof \u2066these\u2069').data).toBe('take eno\nof these');
  });

  it('keep what a script needs, and their lines', () => {
    const typed = 'علی\u200Cرضا\u200F!\nราคา\u200Bสูง';
    expect(note(typed).data).toBe(typed);
  });

  it('are empty where nothing of them is seen', () => {
    expect(note('\u200B\u3164\n\u2060').data).toBe('');
  });

  it.each(['half \uD83D', '\uDE00 half'])('are refused with half a sign: %#', (typed) => {
    expect(note(typed).error?.issues[0]?.message).toBe('has characters that cannot be typed');
    expect(note('whole 😀').success).toBe(true);
  });
});

describe('a phone number', () => {
  it('is taken as an address book hands it over', () => {
    expect(Phone.safeParse('\u202A+1 555 010-7777\u202C').data).toBe('+1 555 010-7777');
  });
});
