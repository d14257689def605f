import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { DemoClinic, DemoPerson } from './demo-clinic.ts';
import { axeProblems, touchProblems } from './phone.ts';
import { type Look, PHONE_SIZE, screenOf } from './screen-of.ts';
import { type Watch, watchPages } from './watch-page.ts';

/** Pictures of every screen, where somebody asks for them: a folder. */
const SHOTS = process.env['MEDLINK_SHOTS'];

export const PORTAL_PAGES = [
  '',
  '/new',
  '/new/any',
  '/visits',
  '/earlier',
  '/access',
  '/my-data',
  '/profile',
  '/security',
].map((path) => `/portal${path}`);

export type Visitor = {
  /** Null is nobody who has signed in. */
  readonly who: DemoPerson | null;
  readonly paths: readonly string[];
  readonly look: Look;
};

/** Opens one page after the other, each as it stays. */
export async function eachScreen(
  browser: Browser,
  clinic: DemoClinic,
  { who, paths, look, see }: Visitor & { readonly see: (page: Page, path: string) => Promise<void> },
): Promise<void> {
  const page = await screenOf(browser, { clinic, who }, { ...look, path: paths[0] });
  for (const path of paths) {
    if (path !== paths[0]) await page.goto(`${clinic.url}${path}`);
    await settled(page);
    await see(page, path);
  }
  await page.context().close();
}

/** The page that is open, in the light or in the dark. */
export async function turn(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor();
}

/**
 * Looks at one page after the other, in light and dark, and says what is wrong with each: with what it shows, and with
 * what went on behind it, under the strict policy.
 */
export async function walkScreens(browser: Browser, clinic: DemoClinic, visitor: Visitor): Promise<string[]> {
  const who = visitor.who ?? 'nobody';
  const problems: string[] = [];
  let watch: Watch | undefined;
  const prepare = async (context: BrowserContext) => {
    watch = await watchPages(context, clinic.url);
  };
  const look = { ...visitor.look, prepare };
  const see = async (page: Page, path: string) => {
    for (const scheme of ['dark', 'light'] as const) {
      await turn(page, scheme);
      const found = await (scheme === 'dark' ? colorProblems(page) : allProblems(page, look));
      problems.push(...found.map((problem) => `${who} ${path} ${scheme}: ${problem}`));
      await shoot(page, [look.language, who, path, scheme]);
    }
    problems.push(...(watch?.faults.splice(0) ?? []).map((fault) => `${who} ${path}: ${fault}`));
  };
  await eachScreen(browser, clinic, { ...visitor, look, see });
  const sums = `${visitor.paths.length} screens, ${watch?.requests()} requests`;
  console.log(`${who}: ${sums}, ${problems.length} problems`);
  return problems;
}

/** The same for the layout alone: a page that runs the other way has the colours and names of the first. */
export async function walkLayouts(browser: Browser, clinic: DemoClinic, visitor: Visitor): Promise<string[]> {
  const who = visitor.who ?? 'nobody';
  const problems: string[] = [];
  const see = async (page: Page, path: string) => {
    problems.push(...(await misfits(page)).map((problem) => `${who} ${path}: ${problem}`));
    await shoot(page, [visitor.look.language, who, path]);
  };
  await eachScreen(browser, clinic, { ...visitor, see });
  return problems;
}

/** Until the page has nothing more to fetch and stands as it stays. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('main').waitFor();
  await page.waitForLoadState('networkidle');
  // A busy machine may still draw what has arrived.
  await page.waitForFunction(
    () => document.querySelector('[class*="loading"], .mantine-Skeleton-root') === null,
  );
}

/** Only the colours differ in the dark. */
const colorProblems = (page: Page) => axeProblems(page, ['color-contrast']);

async function allProblems(page: Page, { size }: Look): Promise<string[]> {
  const problems = [...(await axeProblems(page)), ...(await misfits(page))];
  if (size === PHONE_SIZE) problems.push(...(await touchProblems(page)));
  return problems;
}

/** A page that can be pushed sideways, words that do not fit into their control, and controls that stand out of their form. */
export async function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('wider than the window');
    for (const control of document.querySelectorAll<HTMLElement>(
      'button, .mantine-Button-label, nav a, h1, h2, th',
    )) {
      const isCut =
        control.scrollWidth > control.clientWidth + 1 && getComputedStyle(control).overflowX !== 'visible';
      if (isCut && control.clientWidth > 0 && control.title === '')
        found.push(`cut: ${control.innerText.slice(0, 80)}`);
    }
    for (const field of document.querySelectorAll<HTMLElement>('input, select, textarea, button')) {
      const around = field.closest<HTMLElement>('form, section, li, main');
      const isOut =
        around !== null && field.getBoundingClientRect().right > around.getBoundingClientRect().right + 1;
      let isReached = false;
      for (
        let box = field.parentElement;
        box !== null && box !== around?.parentElement;
        box = box.parentElement
      ) {
        isReached ||= box.scrollWidth > box.clientWidth && getComputedStyle(box).overflowX !== 'visible';
      }
      if (isOut && !isReached) found.push(`out of its form: ${field.outerHTML.slice(0, 80)}`);
    }
    return found;
  });
}

async function shoot(page: Page, parts: readonly (string | undefined)[]): Promise<void> {
  if (SHOTS === undefined) return;
  mkdirSync(SHOTS, { recursive: true });
  const name = parts
    .filter(Boolean)
    .join(' ')
    .replaceAll(/[^\w]+/g, '-')
    .slice(0, 100);
  await page.screenshot({ path: `${SHOTS}/${name}.png` });
}
