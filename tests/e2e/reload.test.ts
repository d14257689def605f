import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { emailOf, PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';

let browser: Browser;
let clinic: ListeningClinic;
beforeAll(async () => {
  browser = await launchChromium();
  clinic = await listen({ now: '2026-03-02T07:30:00Z' });
});
afterAll(async () => {
  await browser.close();
  await clinic.close();
});

it('a page left while it asks whether it is signed in, is signed in when it comes again', async () => {
  const page = await screenOf(browser, { clinic, who: null });
  await page.getByLabel('Email').fill(emailOf('reception'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('In sync').waitFor();

  let left = 0;
  for (let time = 0; time < 12; time += 1) {
    const asked = page.waitForRequest((request) => request.url().includes('auth.refresh'));
    await page.reload({ waitUntil: 'commit' });
    await asked;
    left += 1;
  }
  await page.reload();
  await page.getByText('In sync').waitFor();
  expect(left).toBe(12);
  const ended = await clinic.call(clinic.actors.admin).audit.list({});
  expect(ended.items.map(({ subtype }) => subtype)).not.toContain('session.replayed');
});
