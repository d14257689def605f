import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** Draws the icons under which phones keep the portal, from the program's own: `npm run icons`. */
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const drawn = readFileSync(here('../../renderer/app/icon.svg'), 'utf8');

const SIDE = 32;
/** Launchers cut a maskable icon to any shape; what lies in the middle four fifths is always seen. */
const MASKABLE_SHARE = 0.72;

const ICONS = [
  { file: 'icon-192.png', px: 192, svg: drawn },
  { file: 'icon-512.png', px: 512, svg: drawn },
  { file: 'icon-maskable-512.png', px: 512, svg: filling(MASKABLE_SHARE) },
  // These telephones round the corners themselves.
  { file: 'icon-apple-180.png', px: 180, svg: filling(1) },
];

for (const { file, px, svg } of ICONS) {
  const density = (72 * px) / SIDE;
  const png = sharp(Buffer.from(svg), { density }).resize(px, px).png({ compressionLevel: 9, palette: true });
  await png.toFile(here(`../../renderer/public/portal/${file}`));
}

/** The ground to the very edge, the sign in the middle at this share of its size. */
function filling(share: number): string {
  const [ground = '', sign = ''] = drawn.match(/<(?:rect|path)[^>]*>/g) ?? [];
  const edge = (SIDE * (1 - share)) / 2;
  const middle = `<g transform="translate(${edge} ${edge}) scale(${share})">${sign}</g>`;
  const parts = `${ground.replace(/ rx="\d+"/, '')}${middle}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}">${parts}</svg>`;
}
