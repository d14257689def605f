import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { typeInDialog } from '../support/keyboard.ts';
import { axeProblems } from '../support/phone.ts';
import { type Look, screenOf, WIDE_SIZE } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';

/** Monday 2 March 2026, 08:30 at the clinic. */
const NOW = '2026-03-02T07:30:00Z';

/** What is kept is sent when the hands rest. */

let browser: Browser;
let clinic: ListeningClinic;
let page: Page;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  await clinic.close();
});

async function open(look: Look = {}): Promise<void> {
  page = await screenOf(browser, { clinic, who: 'reception' }, look);
  contexts.push(page.context());
  await page.getByText('In sync').waitFor();
  await page.getByRole('grid').waitFor();
}

const asked = (name: string) => new URL(page.url()).searchParams.get(name);
const columns = () => page.locator('[data-column]').count();
const button = () => page.getByRole('button', { name: /^Views/ });
const panel = () => page.getByRole('dialog', { name: /^Views/ });
const press = (key: string) => page.keyboard.press(key);
const kept = async () => {
  const { items } = await clinic.call(clinic.actors.reception).drafts.list({});
  return items.filter(({ name }) => name.startsWith('own:board-view')).map(({ name }) => name);
};

async function onlyRuiz(): Promise<void> {
  await press('/');
  await page.keyboard.type('ruiz');
  await expect.poll(columns).toBe(1);
}

describe('saved views', () => {
  it('are saved on a key, shown by it wherever the focus is, and still there after a reload', async () => {
    await open();
    await onlyRuiz();
    // From within the field: a function key is no text.
    await press('Shift+F2');
    await typeInDialog(page, 'Ruiz alone');
    await press('Enter');
    await panel()
      .getByRole('button', { name: /^Ruiz alone/ })
      .waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await press('Escape');
    await panel().waitFor({ state: 'hidden' });
    await expect.poll(() => button().getAttribute('aria-label')).toBe('Views, F2 Ruiz alone is shown');
    await expect.poll(kept).toEqual(['own:board-view-f2']);
    await press('Escape');
    await page.getByLabel('Show doctors by name or specialization').fill('');
    await expect.poll(columns).toBe(2);
    await press('+');
    await press('F2');
    await expect.poll(columns).toBe(1);
    await page.getByRole('group', { name: 'Minutes of a row' }).getByText('15 min').waitFor();
    await expect.poll(() => asked('find')).toBe('ruiz');
    // On a slow line the key may come before it is known what is kept.
    const { promise: pressed, resolve: goOn } = Promise.withResolvers<void>();
    await page.route('**/trpc/*drafts.list*', async (route) => {
      await pressed;
      await route.continue();
    });
    await page.goto(`${clinic.url}/board`);
    await page.getByRole('grid').waitFor();
    await expect.poll(columns).toBe(2);
    await press('F2');
    goOn();
    await expect.poll(columns).toBe(1);
    await press('F3');
    await page.getByText(/^Nothing is saved on F3 yet/).waitFor();
  });

  it('are saved, named anew, written over, taken away and brought back with the mouse', async () => {
    await open({ size: WIDE_SIZE, scheme: 'dark' });
    await button().click();
    await panel().getByRole('button', { name: 'Save here, on F4' }).click();
    await panel().getByLabel('Name of the view on F4').fill('All');
    await panel().getByRole('button', { name: 'Save', exact: true }).click();
    await panel().getByRole('button', { name: 'Give All another name' }).click();
    await panel().getByLabel('Name of the view on F4').fill('Everybody');
    await panel().getByRole('button', { name: 'Save', exact: true }).click();
    await panel()
      .getByRole('button', { name: /^Everybody/ })
      .waitFor();
    await panel().getByRole('button', { name: 'Close' }).click();
    await onlyRuiz();
    await button().click();
    await panel()
      .getByRole('button', { name: /over Everybody$/ })
      .click();
    await expect.poll(() => button().getAttribute('aria-label')).toContain('F4 Everybody is shown');
    expect(await axeProblems(page)).toEqual([]);
    await panel().getByRole('button', { name: 'Bring back Everybody' }).click();
    await panel()
      .getByRole('button', { name: /^Everybody/ })
      .click();
    await expect.poll(columns).toBe(2);
    await panel().getByRole('button', { name: 'Take Everybody away' }).click();
    await panel().getByRole('button', { name: 'Save here, on F4' }).waitFor();
    await expect.poll(kept).toEqual([]);
    await panel().getByRole('button', { name: 'Bring back Everybody' }).click();
    await expect.poll(kept).toEqual(['own:board-view-f4']);
  });
});
