import { describe, expect, it } from 'vitest';
import { isAtAddress, mayOpenOutside } from '../../electron/windows/addresses.ts';

const ADDRESS = 'http://127.0.0.1:4780';

describe("the window's own address", () => {
  it.each(['http://127.0.0.1:4780/', 'http://127.0.0.1:4780/portal?x=1#y'])('takes %s', (url) => {
    expect(isAtAddress(url, ADDRESS)).toBe(true);
  });

  it.each([
    'https://127.0.0.1:4780/',
    'http://127.0.0.1:4781/',
    'http://127.0.0.1:4780.evil.example/',
    'http://127.0.0.1:4780@evil.example/',
    'http://localhost:4780/',
    'file:///etc/passwd',
    'data:text/html,hello',
    'blob:http://127.0.0.1:4781/0b0c',
    'blob:null/0b0c',
    'about:blank',
    '',
    'not an address',
  ])('refuses %s', (url) => {
    expect(isAtAddress(url, ADDRESS)).toBe(false);
  });

  it('takes nothing while there is no server', () => {
    expect(isAtAddress('about:blank', 'about:blank')).toBe(false);
    expect(isAtAddress('', '')).toBe(false);
  });
});

describe("the person's own programs", () => {
  it.each(['https://example.org/', 'mailto:a@example.org', 'tel:+44123456'])('get %s', (url) => {
    expect(mayOpenOutside(url)).toBe(true);
  });

  it.each([
    'http://example.org/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'smb://server/share',
    'ms-msdt:/id',
    'data:text/html,hello',
    '',
  ])('never get %s', (url) => {
    expect(mayOpenOutside(url)).toBe(false);
  });
});
