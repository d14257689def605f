import { describe, expect, it } from 'vitest';
import { isTooShortAlone, passwordProblem } from '../../../shared/domain/password-rules.ts';

describe('a new password', () => {
  it.each(['copper kettle', 'Tr0ub4dor&3', 'vier Jahreszeiten', '龍馬精神海鶴姿態', 'x9!kQ2#m'])(
    'of a patient may be %s',
    (password) => {
      expect(passwordProblem(password, 'patient')).toBeUndefined();
    },
  );

  it('of staff needs fifteen characters, of a patient eight', () => {
    expect(passwordProblem('violet anchors', 'admin')).toBe('needs at least 15 characters');
    expect(passwordProblem('violet anchors!', 'receptionist')).toBeUndefined();
    expect(passwordProblem('kettle boat', 'guarded')).toBeUndefined();
    expect(passwordProblem('kettle!', 'guarded')).toBe('needs at least 8 characters');
    expect(passwordProblem('kettle!', 'patient')).toBe('needs at least 8 characters');
  });

  it('counts characters, not bytes or halves of them', () => {
    expect(passwordProblem('👩🐢🦊🐝', 'patient')).toBe('needs at least 8 characters');
  });

  it.each(['MedLink-2026', 'clinic12345678', 'Password!1234', 'qwertyuiop', 'letmein-welcome', '1234567890'])(
    'is not %s',
    (password) => {
      expect(passwordProblem(password, 'patient')).toBe('is made of words that are guessed first');
    },
  );

  it.each(['correcthorsebatterystaple', 'Frankfurt', 'Schatzi1', 'Deutschland2026!', 'mutti123'])(
    'is not %s either',
    (password) => {
      expect(passwordProblem(password, 'patient')).toBe('is made of words that are guessed first');
    },
  );

  it.each(['ｐａｓｓｗｏｒｄ１２３４', 'ＭｅｄＬｉｎｋ－２０２６', '𝐩𝐚𝐬𝐬𝐰𝐨𝐫𝐝𝟏𝟐𝟑𝟒', '①②③④⑤⑥⑦⑧⑨'])(
    'is judged as it is hashed, in whatever form its letters come: %s',
    (password) => {
      expect(passwordProblem(password, 'patient')).toBe('is made of words that are guessed first');
    },
  );

  it('is not the clinic’s name or one’s own in another form of its letters', () => {
    const own = ['Ｆｉｓｃｈｅｒ', 'Northgate'];
    for (const password of ['Ｎｏｒｔｈｇａｔｅ１', 'Fischer1!', 'Fischer2026']) {
      expect(passwordProblem(password, 'patient', own)).toBe('is made of words that are guessed first');
    }
  });

  it('is no longer for a sign that stands for a whole sentence', () => {
    expect(passwordProblem('ﷺ', 'admin')).toBe('needs at least 15 characters');
    expect(isTooShortAlone('ﷺ', 'admin')).toBe(true);
    expect(isTooShortAlone('violet anchors!', 'admin')).toBe(false);
  });

  it.each(['aaaaaaaaaa', 'abababab', '........'])('is not %s', (password) => {
    expect(passwordProblem(password, 'patient')).toBe('repeats too few characters');
  });

  it('is not one’s own name or address', () => {
    const own = ['Lena', 'Fischer', 'lena.fischer@example.org'];

    expect(passwordProblem('LenaFischer1!', 'patient', own)).toBe('is made of words that are guessed first');
    expect(passwordProblem('Lena rides a red bicycle', 'patient', own)).toBeUndefined();
  });

  it.each([
    'zaq12wsxcde3',
    'lkjhgfdsa876543',
    'mnbvcxz98765',
    'rstuvwxyz4567',
    '7u8i9o0pqwer',
    'asdf1234tree',
  ])('is no walk over the keys and no sequence: %s', (password) => {
    expect(passwordProblem(password, 'patient')).toBe('is made of words that are guessed first');
  });

  it.each(['badgerbadger', 'Kiosk!Kiosk!1', 'v7#pqv7#pq'])('is no short word said again: %s', (password) => {
    expect(passwordProblem(password, 'patient')).toBe('repeats a part of itself');
  });

  it.each([
    'nine green doors, nine green windows',
    'verily verily, a kettle',
    'T9#vLm2!xKq7',
    'first understudy',
  ])('may have a sequence or the same word twice beside enough else: %s', (password) => {
    expect(passwordProblem(password, 'patient')).toBeUndefined();
  });

  it('may hold such a word beside enough else', () => {
    expect(passwordProblem('my clinic has nine green doors', 'admin')).toBeUndefined();
  });

  it.each(['P@$$w0rd2024', 'Summ3r2026!', 'Dr4g0nM0nkey', 'H0sp1tal!2025'])('sees through %s', (password) => {
    expect(passwordProblem(password, 'patient')).toBe('is made of words that are guessed first');
  });

  it.each(['L3n@F1scher99', 'N0rthgate2026'])('sees through the spelling of an own word: %s', (password) => {
    const own = ['Lena Fischer', 'Northgate'];
    expect(passwordProblem(password, 'patient', own)).toBe('is made of words that are guessed first');
  });
});
