import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClinicServer, openClinicServer, readConfig } from '../../server/app/create-clinic-server.ts';
import { createLogger } from '../../server/lib/logger.ts';
import { launchChromium } from '../support/browser.ts';
import { typeInDialog } from '../support/keyboard.ts';
import { axeProblems } from '../support/phone.ts';

let folder: string;
let server: ClinicServer;
let url: string;
let browser: Browser;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-set-up-'));
  server = await openClinicServer({
    dataDir: folder,
    config: readConfig({}, { port: '0', logLevel: 'silent', trustedProxies: '127.0.0.1' }),
    logger: createLogger('silent'),
  });
  url = await server.listen();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const dialog = (page: Page) => page.getByRole('dialog').last();
const step = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });
const part = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'Parts of the set-up' }).getByRole('button', { name });
const shoot = async (page: Page, name: string) => {
  if (process.env['SHOT']) await page.screenshot({ path: `${process.env['SHOT']}/${name}.png` });
};

/** Nothing to hold against the page as it stands, in light and in dark. */
async function looksRight(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
    await shoot(page, `${name}-${colorScheme}`);
    expect(await axeProblems(page)).toEqual([]);
  }
}

/** From one hour to another in the column of a weekday, as a hand draws it. */
async function draw(page: Page, weekday: number, [from, to]: readonly [number, number]): Promise<void> {
  const box = await page
    .locator('[class*="column"]')
    .nth(weekday - 1)
    .boundingBox();
  if (box === null) throw new Error('the week is not drawn');
  const y = (hour: number) => box.y + ((hour - 6) / 16) * box.height;
  await page.mouse.move(box.x + box.width / 2, y(from) + 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, y(to) - 2, { steps: 6 });
  await page.mouse.up();
}

async function firstStart(): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    locale: 'en-GB',
    timezoneId: 'Europe/Madrid',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${url}/`);
  await page.getByLabel('Name of the clinic').fill('Santa Lucia');
  await page.getByLabel('Your name').fill('Elena Vidal');
  await page.getByLabel('Email').fill('elena@santalucia.example');
  await page.getByLabel('Password', { exact: true }).fill('violet anchor seventeen');
  await page.getByRole('radio', { name: 'An empty clinic' }).check();
  await page.getByRole('button', { name: 'Set up the clinic' }).click();
  await page.getByRole('heading', { name: 'Before the first visit' }).waitFor();
  return page;
}

async function addType(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a type' }).press('Enter');
  await typeInDialog(page, name);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name }).waitFor();
}

async function invite(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Invite somebody' }).press('Enter');
  await typeInDialog(page, name);
  await dialog(page).getByLabel('Email').fill('rosa@santalucia.example');
  await dialog(page).getByLabel('Your own password').fill('violet anchor seventeen');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `The link for ${name}` }).waitFor();
  await looksRight(page, 'invitation-link');
  await dialog(page).getByRole('button', { name: 'Copy the link' }).click();
  await page.getByText('The link is copied.').waitFor();
  await page.context().grantPermissions(['clipboard-read']);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('/invitation#');
  await dialog(page).getByRole('button', { name: 'Done' }).click();
}

it('is set up at its own computer alone; any other says where that is', { timeout: 60_000 }, async () => {
  const context = await browser.newContext({ extraHTTPHeaders: { 'x-forwarded-for': '10.0.0.4' } });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('heading', { name: 'Not set up yet' }).waitFor();
  await looksRight(page, 'elsewhere');
  expect(await page.getByRole('textbox').count()).toBe(0);
  await context.close();
});

it('an empty clinic is set up from what its screens show: two doctors, a lunch break, three types, a closed day', {
  timeout: 60_000,
}, async () => {
  const page = await firstStart();
  expect(await step(page, 'Doctors').textContent()).toContain('Needed');
  await looksRight(page, 'first-steps');

  // The first doctor with the mouse.
  await page.getByRole('link', { name: 'Doctors' }).click();
  await page.getByRole('button', { name: 'Add a doctor' }).click();
  await typeInDialog(page, 'Dr. Iris Novak');
  await dialog(page).getByRole('button', { name: 'Save' }).click();
  await page.getByLabel('Mon', { exact: true }).waitFor();
  await draw(page, 1, [9, 17]);
  await draw(page, 1, [12, 13]);
  await expect
    .poll(() => page.getByLabel('Mon', { exact: true }).inputValue())
    .toBe('09:00–12:00, 13:00–17:00');
  await page.getByRole('button', { name: 'Monday to Friday alike' }).click();
  // What cannot be read is not left out in silence.
  const save = page.getByRole('button', { name: 'Save, from today on' });
  const saturday = page.getByLabel('Sat', { exact: true });
  await saturday.fill('10 to noon');
  await page.getByText('Not saved: one day cannot be read yet.').waitFor();
  expect(await save.isDisabled()).toBe(true);
  await looksRight(page, 'set-up-week');
  await saturday.fill('10-1pm');
  await saturday.press('Tab');
  expect(await saturday.inputValue()).toBe('10:00–13:00');
  await page.getByRole('button', { name: 'Save, from today on' }).click();
  await page.getByText('The hours are saved.').waitFor();

  // The second with the keyboard, who works as the first does.
  await part(page, /^Doctors and hours/).press('Enter');
  await page.getByRole('button', { name: 'Add a doctor' }).press('Enter');
  await typeInDialog(page, 'Dr. Omar Haddad');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Dr. Omar Haddad' }).waitFor();
  await part(page, /1 to do/).press('Enter');
  await page.getByText('No hours yet').waitFor();
  await looksRight(page, 'set-up-doctors');
  await page.getByRole('link', { name: 'Overview' }).press('Enter');
  expect(await step(page, 'The hours of each doctor').textContent()).toContain('Dr. Omar Haddad');
  await page.getByRole('link', { name: 'The hours of each doctor' }).press('Enter');
  const likeWhom = page.getByLabel('The same week as');
  await likeWhom.locator('option', { hasText: 'Dr. Iris Novak' }).waitFor({ state: 'attached' });
  await likeWhom.focus();
  await page.keyboard.type('Dr. I');
  // Fetched first, from the other doctor's page.
  await expect
    .poll(() => page.getByLabel('Fri', { exact: true }).inputValue())
    .toBe('09:00–12:00, 13:00–17:00');
  await page.getByRole('button', { name: 'Save, from today on' }).press('Enter');
  await page.getByText('The hours are saved.').waitFor();

  await part(page, /^Types of visit/).press('Enter');
  for (const name of ['Consultation', 'Check-up', 'Vaccination']) await addType(page, name);
  expect(await page.getByRole('cell', { name: 'All doctors' }).count()).toBe(3);
  await looksRight(page, 'set-up-types');
  await part(page, /^Closed days/).press('Enter');
  await page.getByRole('button', { name: 'Add closed days' }).press('Enter');
  await typeInDialog(page, 'Staff outing');
  await page.keyboard.press('Enter');
  await dialog(page).getByText('is needed').waitFor();
  // A slip of the year is not saved to where nobody sees it.
  await dialog(page).getByLabel('First day').fill('2020-05-01');
  await page.keyboard.press('Enter');
  await dialog(page).getByText('has passed; choose today or later').waitFor();
  await dialog(page).getByLabel('First day').fill('2099-05-01');
  await page.keyboard.press('Enter');
  await page.getByText('Staff outing').waitFor();
  await shoot(page, 'set-up-closed');
  for (const name of ['Rooms', 'Clinic']) {
    await part(page, new RegExp(`^${name}`)).press('Enter');
    await page.getByRole('heading', { name }).first().waitFor();
    await shoot(page, `set-up-${name.toLowerCase()}`);
  }

  await page.getByRole('link', { name: 'Overview' }).press('Enter');
  await page.getByText('No visits are booked today.').waitFor();
  // Somebody has to work with it, too.
  await page.getByRole('heading', { name: 'Still open in the set-up' }).waitFor();
  await page.getByText('MedLink listens on this computer alone').waitFor();
  await looksRight(page, 'home-alone');
  await page.getByRole('link', { name: 'Accounts for those who work here' }).press('Enter');
  await invite(page, 'Rosa Marin');
  await page.getByRole('link', { name: 'Overview' }).press('Enter');
  await page.getByText('No visits are booked today.').waitFor();
  await expect
    .poll(() => page.getByRole('heading', { name: /^(Before the first|Still open)/ }).count())
    .toBe(0);
  await page.context().close();
});
