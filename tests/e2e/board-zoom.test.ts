import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf, WIDE_SIZE } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { bookInput, wall } from '../support/visits.ts';

/** Monday 2 March 2026, 08:30 at the clinic; the doctors work from 09:00 to 17:00. */
const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-02';

let browser: Browser;
let clinic: ListeningClinic;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
});
afterEach(async () => {
  await context.close();
  await clinic.close();
});

async function open(viewport = { width: 1280, height: 720 }): Promise<void> {
  page = await screenOf(browser, { clinic, who: 'reception' }, { size: viewport });
  context = page.context();
  await page.getByText('In sync').waitFor();
  await page.getByRole('grid').waitFor();
}

const control = () => page.getByRole('group', { name: 'Minutes of a row' });
const rowIs = (minutes: number) => control().getByText(`${minutes} min`, { exact: true }).waitFor();
const finer = () => control().getByRole('button', { name: 'Fewer minutes a row' });
const coarser = () => control().getByRole('button', { name: 'More minutes a row' });
const column = () => page.locator('[data-column] [data-body]').first();
/** The time written where the pointer is. */
const hinted = () => page.locator('[data-body] > [aria-hidden]', { hasText: /^\d\d:\d\d$/ }).textContent();
const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
/** How tall an hour is drawn. */
const hourPx = () =>
  page.getByRole('grid').evaluate((grid) => Number.parseFloat(grid.style.getPropertyValue('--hour-height')));
async function topOfBlock(): Promise<number> {
  const box = await page.locator('[data-event]').first().boundingBox();
  return Math.round(box?.y ?? -1);
}

describe('the zoom of the board', () => {
  it('steps by keys, which walk and book by the row, and stays for the person', async () => {
    await open();
    await rowIs(15);
    await page.keyboard.press('Escape');
    await expect.poll(focused).toContain('Free at 09:00');
    await page.keyboard.press('-');
    await page.keyboard.press('-');
    await rowIs(30);
    await expect.poll(hourPx).toBe(78);
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toContain('Free at 09:30');
    await page.keyboard.press('-');
    await rowIs(60);
    await page.keyboard.press('-');
    await rowIs(60);
    await expect.poll(() => coarser().getAttribute('aria-disabled')).toBe('true');
    const kept = page.waitForResponse((answer) => answer.url().includes('drafts.keep'));
    await page.keyboard.press('=');
    await rowIs(30);
    await kept;
    await page.reload();
    await rowIs(30);
    await page.keyboard.press('?');
    await page.getByRole('dialog').getByText('Fewer or more minutes a row').waitFor();
  });

  it('keeps the time under the pointer in place, and clicks by the row', async () => {
    await clinic
      .call(clinic.actors.reception)
      .appointments.book(bookInput(clinic, { startsAt: wall('13:00', DAY) }));
    await open();
    await page.locator('[data-event]').first().scrollIntoViewIfNeeded();
    const before = await topOfBlock();
    const box = await column().boundingBox();
    await page.mouse.move((box?.x ?? 0) + 40, before);
    for (const minutes of [10, 5]) {
      await page.keyboard.press('+');
      await rowIs(minutes);
    }
    await expect.poll(hourPx).toBe(300);
    await expect.poll(async () => Math.abs((await topOfBlock()) - before)).toBeLessThanOrEqual(1);

    await page.mouse.move((box?.x ?? 0) + 40, before - 3);
    await expect.poll(hinted).toBe('12:55');
    await page.mouse.click((box?.x ?? 0) + 40, before - 3);
    await expect.poll(() => page.getByLabel('Time', { exact: true }).inputValue()).toBe('12:55');
  });

  it('is a control for the mouse too, without a fault in light or dark', async () => {
    const { appointments } = clinic.call(clinic.actors.reception);
    for (const time of ['09:00', '10:00', '11:30', '14:00'])
      await appointments.book(bookInput(clinic, { startsAt: wall(time, DAY) }));
    await open();
    await coarser().click();
    await rowIs(20);
    await finer().click();
    await finer().click();
    await rowIs(10);
    expect(await axeProblems(page)).toEqual([]);
    for (const minutes of [15, 20, 30, 60]) {
      await coarser().click();
      await rowIs(minutes);
    }
    await expect.poll(hourPx).toBe(60);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeProblems(page)).toEqual([]);
    await page.setViewportSize(WIDE_SIZE);
    expect(await axeProblems(page)).toEqual([]);
  });
});
