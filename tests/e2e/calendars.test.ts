import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActorName } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { readCalendar } from '../support/calendar-file.ts';
import { typePassword } from '../support/keyboard.ts';
import { axeProblems, touchProblems } from '../support/phone.ts';
import { DESK_SIZE, PHONE_SIZE, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, wall } from '../support/visits.ts';

const NOW = '2026-03-02T07:30:00Z';

let browser: Browser;
let clinic: ListeningClinic;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
});
afterEach(() => clinic.close());

function open(who: ActorName, path: string, scheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const size = who === 'patient' ? PHONE_SIZE : DESK_SIZE;
  return screenOf(browser, { clinic, who }, { path, scheme, size });
}

const addressIn = (page: Page) => page.getByRole('textbox', { name: /^The address for/ });

describe('visits in one’s own calendar', () => {
  it.each(['light', 'dark'] as const)('are the doctor’s by keyboard alone (%s)', async (scheme) => {
    const { id } = await book(clinic);
    // Looked for on the profile, which leads there.
    const page = await open('doctor', '/my-profile', scheme);
    await page.getByRole('link', { name: /visits in your own calendar/ }).press('Enter');
    await page.getByText('No calendar reads your visits.').waitFor();
    await page.getByRole('button', { name: 'Make an address' }).press('Enter');
    const name = page.getByRole('textbox', { name: 'For which calendar' });
    await name.fill('');
    await name.pressSequentially('Phone');
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await typePassword(page);
    await page.keyboard.press('Enter');

    const address = addressIn(page);
    await address.waitFor();
    const { pathname } = new URL(await address.inputValue());
    const events = readCalendar(await (await fetch(`${clinic.url}${pathname}`)).text());
    expect(events.map(({ uid, summary }) => [uid, summary])).toEqual([
      [`${id}@visit.medlink`, 'Visit (M. L.)'],
    ]);
    expect(await axeProblems(page)).toEqual([]);
    const done = page.getByRole('button', { name: 'I have it' });
    const { y = Infinity, height = 0 } = (await done.boundingBox()) ?? {};
    expect(y + height).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
    // Taken back with or without it, the address is not held out any more.
    if (scheme === 'light') {
      await done.press('Enter');
      await address.waitFor({ state: 'detached' });
    }

    await page.getByRole('button', { name: 'Take back the address for “Phone”' }).press('Enter');
    await page.getByText('The address for “Phone” is no longer answered.').waitFor();
    await address.waitFor({ state: 'detached' });
    await page.getByText('No calendar reads your visits.').waitFor();
    expect((await fetch(`${clinic.url}${pathname}`)).status).toBe(404);
    await page.context().close();
  });

  it('are the patient’s on the phone: an address, and one visit as a file', async () => {
    const { id } = await book(clinic, { startsAt: wall('10:00', '2026-03-31') });
    const page = await open('patient', '/portal');
    const link = page.getByRole('button', { name: /^Add to calendar/ });
    await link.waitFor();
    expect(await axeProblems(page)).toEqual([]);
    expect(await touchProblems(page)).toEqual([]);
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('visit.ics');
    const [event] = readCalendar(readFileSync(await download.path(), 'utf8'));
    expect(event).toMatchObject({ uid: `${id}@visit.medlink`, startsAt: '2026-03-31T08:00:00.000Z' });

    await page.goto(`${clinic.url}/portal/security`);
    await page.getByRole('button', { name: 'Make an address' }).click();
    await typePassword(page);
    await page.keyboard.press('Enter');
    await addressIn(page).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    expect(await touchProblems(page)).toEqual([]);
    await page.context().close();
  });

  it('are nothing to the desk, which has none', async () => {
    const page = await open('reception', '/security');
    await page.getByRole('heading', { name: 'Where you are signed in' }).waitFor();
    await page.getByRole('heading', { name: 'PIN for a locked screen' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Visits in your own calendar' }).count()).toBe(0);
    await page.context().close();
  });
});
