import { afterAll, beforeAll, it } from 'vitest';
import type { Browser, Route } from 'playwright-core';
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

/** The clinic gets the question, and the browser never its answer: what a page left too early does. */
async function loseAnswer(route: Route): Promise<void> {
  const request = route.request();
  const headers = await request.allHeaders();
  await fetch(request.url(), { method: request.method(), headers, body: request.postData() });
  await route.abort();
}

it('a page left before it heard that it is signed in, is signed in when it comes again', async () => {
  const page = await screenOf(browser, { clinic, who: null });
  await page.getByLabel('Email').fill(emailOf('reception'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByText('In sync').waitFor();

  await page.route('**/trpc/auth.refresh*', loseAnswer);
  for (let time = 0; time < 3; time += 1) {
    const lost = page.waitForEvent('requestfailed');
    await page.reload();
    await lost;
  }
  await page.unrouteAll({ behavior: 'wait' });
  await page.reload();
  await page.getByText('In sync').waitFor();
});
