import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadKeyFile } from '../../../server/db/key-file.ts';
import { createSeal, newCode, newLinkSecret, readCode } from '../../../server/lib/seal.ts';

const key = randomBytes(32);
const seal = createSeal(key);

describe('a sealed secret', () => {
  it('opens with the same key for the same owner, and looks different each time', () => {
    const sealed = seal.close('JBSWY3DPEHPK3PXP', 'ada');

    expect(seal.open(sealed, 'ada')).toBe('JBSWY3DPEHPK3PXP');
    expect(sealed).not.toBe(seal.close('JBSWY3DPEHPK3PXP', 'ada'));
  });

  it('opens for nobody else, with no other key, and not when a bit was changed', () => {
    const sealed = seal.close('JBSWY3DPEHPK3PXP', 'ada');
    const bytes = Buffer.from(sealed, 'base64url');
    const changed = Array.from(bytes.keys(), (at) => {
      const copy = Buffer.from(bytes);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy.toString('base64url');
    });

    expect(seal.open(sealed, 'ben')).toBeUndefined();
    expect(createSeal(randomBytes(32)).open(sealed, 'ada')).toBeUndefined();
    expect(changed.filter((text) => seal.open(text, 'ada') !== undefined)).toEqual([]);
    expect(seal.open('', 'ada')).toBeUndefined();
  });
});

describe('a code on paper', () => {
  it('has fifty bits, in letters that are not taken for one another', () => {
    const codes = Array.from({ length: 200 }, newCode);

    expect(codes.filter((code) => !/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/.test(code))).toEqual([]);
    expect(new Set(codes).size).toBe(200);
  });

  it('is read however it is typed', () => {
    expect(readCode(' 7k2qm x4t9o ')).toBe('7K2QMX4T90');
    expect(readCode('il0OQ-abcde')).toBe('1100QABCDE');
  });

  it('leaves a fingerprint only the key can make, another one for each owner', () => {
    expect(seal.fingerprint('7K2QMX4T90', 'ada')).toBe(createSeal(key).fingerprint('7K2QMX4T90', 'ada'));
    expect(seal.fingerprint('7K2QMX4T90', 'ada')).not.toBe(seal.fingerprint('7K2QMX4T90', 'ben'));
    expect(seal.fingerprint('7K2QMX4T90', 'ada')).not.toBe(
      createSeal(randomBytes(32)).fingerprint('7K2QMX4T90', 'ada'),
    );
  });

  it('is longer in a link: 128 bits', () => {
    expect(Buffer.from(newLinkSecret(), 'base64url')).toHaveLength(16);
  });
});

describe('a key file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'medlink-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once, for its owner’s eyes only', () => {
    const path = join(folder, 'some.key');
    const first = loadKeyFile(path);

    expect(first).toHaveLength(32);
    expect(loadKeyFile(path)).toEqual(first);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is not guessed at when it is damaged', () => {
    const path = join(folder, 'some.key');
    writeFileSync(path, 'half of it');

    expect(() => loadKeyFile(path)).toThrow(`${path} is damaged`);
  });
});
