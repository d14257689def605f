import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { launchChromium } from '../support/browser.ts';
import { listenDemo } from '../support/demo-clinic.ts';
import { screenOf } from '../support/screen-of.ts';
import { visitorsOf } from '../support/visitors.ts';
import { settled } from '../support/walk-screens.ts';

/** Pictures of every screen in the demo clinic, in light and dark: `npm run docs:screens`, after a build. */
const folder = fileURLToPath(new URL('../../docs/screens/every', import.meta.url));
const UUIDS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
const clinic = await listenDemo();
for (const { who, paths, look } of visitorsOf(clinic)) {
  const page = await screenOf(browser, { clinic, who }, { ...look, path: paths[0] });
  for (const path of paths) {
    if (path !== paths[0]) await page.goto(`${clinic.url}${path}`);
    await settled(page);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor();
      const name = [who ?? 'nobody', path.replaceAll(UUIDS, ''), scheme].join(' ').match(/\w+/g)?.join('-');
      await sharp(await page.screenshot())
        .png({ palette: true, compressionLevel: 9 })
        .toFile(`${folder}/${name}.png`);
    }
  }
  await page.context().close();
}
await clinic.close();
await browser.close();
