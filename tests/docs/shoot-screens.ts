import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { buildIfStale, RENDERER } from '../../electron/launch/build-if-stale.ts';
import { launchChromium } from '../support/browser.ts';
import { listenDemo } from '../support/demo-clinic.ts';
import { visitorsOf } from '../support/visitors.ts';
import { eachScreen, turn } from '../support/walk-screens.ts';

/** Pictures of every screen in the demo clinic, in light and dark: `npm run docs:screens`. */
const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = fileURLToPath(new URL('../../docs/screens/every', import.meta.url));
const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

await buildIfStale(root, [RENDERER]);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
const clinic = await listenDemo();
for (const visitor of visitorsOf(clinic)) {
  const see = async (page: Page, path: string) => {
    for (const scheme of ['light', 'dark'] as const) {
      await turn(page, scheme);
      const of = [visitor.who ?? 'nobody', path.replaceAll(UUIDS, ''), scheme];
      await sharp(await page.screenshot())
        .png({ palette: true, compressionLevel: 9 })
        .toFile(`${folder}/${of.join(' ').match(/\w+/g)?.join('-')}.png`);
    }
  };
  await eachScreen(browser, clinic, { ...visitor, see });
}
await clinic.close();
await browser.close();
