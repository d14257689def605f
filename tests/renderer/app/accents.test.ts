import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DELIVERED_INK, PALETTE, PALETTE_INKS } from '../../../shared/domain/palette.ts';

const sheet = (name: string) =>
  readFileSync(new URL(`../../../renderer/app/${name}`, import.meta.url), 'utf8');
const tokens = sheet('tokens.css');

type Scheme = 'light' | 'dark';

/** What a token is in a scheme, as `#rrggbb`. */
function token(scheme: Scheme, name: string): string {
  const block = tokens.split(`:root[data-mantine-color-scheme="${scheme}"] {`)[1]?.split('}')[0] ?? '';
  const value = new RegExp(`--ml-${name}: (#[0-9a-f]{6});`).exec(block)?.[1];
  if (value === undefined) throw new Error(`${scheme} has no ${name}`);
  return value;
}

/** Of WCAG 2.2: 1 of the same colour, 21 of black on white. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each(['light', 'dark'] as const)('a colour of the clinic, in the %s', (scheme) => {
  it.each(PALETTE)('%s can be read on all it stands on, and what stands on it, too', (color) => {
    const ink = token(scheme, `${color}-ink`);
    const grounds = ['surface', 'canvas', `${color}-tint`, 'on-accent'];
    expect(grounds.filter((ground) => contrast(ink, token(scheme, ground)) < 4.5)).toEqual([]);
  });
});

describe('the colours of the clinic', () => {
  it('are told to others as the sheet has them', () => {
    expect(PALETTE_INKS).toEqual(
      Object.fromEntries(PALETTE.map((color) => [color, token('light', `${color}-ink`)])),
    );
    expect(DELIVERED_INK).toBe(token('light', 'accent'));
  });

  it('are all known to the portal', () => {
    const known = [...sheet('portal.css').matchAll(/data-accent="(\w+)"/g)].map(([, color]) => color);
    expect(new Set(known)).toEqual(new Set(PALETTE));
  });
});
