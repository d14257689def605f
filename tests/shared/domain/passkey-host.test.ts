import { describe, expect, it } from 'vitest';
import { passkeyHostOf } from '../../../shared/domain/passkey-host.ts';
import { isCopied } from '../../../shared/domain/passkeys.ts';

describe('the name passkeys are bound to', () => {
  it.each([
    ['https://desk.clinic.example', 'desk.clinic.example'],
    ['https://Desk.Clinic.example:4780', 'desk.clinic.example'],
    ['https://frontdesk', 'frontdesk'],
    ['http://localhost:4780', 'localhost'],
    ['http://desk.localhost', 'desk.localhost'],
  ])('at %s is %s', (origin, name) => {
    expect(passkeyHostOf(origin)).toBe(name);
  });

  it.each([
    'http://desk.clinic.example',
    'http://localhost.evil.example',
    'https://192.0.2.20',
    'https://192.0.2.20.:4780',
    'https://[2001:db8::1]',
    'https://3221225492',
    'https://0xc0.0x00.0x02.0x14',
    'http://127.0.0.1:4780',
    'https://',
    'null',
    '',
  ])('is not there at %j', (origin) => {
    expect(passkeyHostOf(origin)).toBeUndefined();
  });
});

describe('a copied passkey', () => {
  it('is one whose count does not rise', () => {
    expect(isCopied({ known: 5, shown: 5 })).toBe(true);
    expect(isCopied({ known: 5, shown: 0 })).toBe(true);
    expect(isCopied({ known: 5, shown: 6 })).toBe(false);
    expect(isCopied({ known: 0, shown: 0 })).toBe(false);
    expect(isCopied({ known: 0, shown: 9 })).toBe(false);
  });
});
