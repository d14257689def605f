import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClinicServer, openClinicServer, readConfig } from '../../server/app/create-clinic-server.ts';
import { createLogger } from '../../server/lib/logger.ts';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';

const PASSWORD = 'violet anchor seventeen';
let folder: string;
let server: ClinicServer;
let url: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'medlink-first-start-'));
  server = await openClinicServer({
    dataDir: folder,
    config: readConfig({}, { port: '0', logLevel: 'silent' }),
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

async function openDesk(isDark = false): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    locale: 'en-GB',
    timezoneId: 'Europe/Madrid',
    colorScheme: isDark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(`${url}/`);
  return page;
}

describe('an empty data folder', () => {
  it.each([
    { scheme: 'light', isDark: false },
    { scheme: 'dark', isDark: true },
  ])('opens on a set-up page that everybody can read, in $scheme', async ({ isDark }) => {
    const page = await openDesk(isDark);
    await page.getByRole('heading', { name: 'Set up your clinic' }).waitFor();
    await page.getByRole('button', { name: 'Set up the clinic' }).click();
    await page.getByText('4 things need your attention').waitFor();

    expect(await axeProblems(page)).toEqual([]);
    await page.context().close();
  });

  it('tells patients that the clinic is not there yet', async () => {
    const page = await openDesk();
    await page.goto(`${url}/portal`);

    await page.getByText('This clinic is not set up yet').waitFor();
    expect(await page.getByLabel('Email').count()).toBe(0);
    await page.context().close();
  });

  it('refuses a password made of the clinic’s own name, beside the field and with all input kept', async () => {
    const page = await openDesk();
    await fillIn(page, 'Santa Lucia Clinic');
    await page.getByText('Long enough').waitFor();
    await page.getByRole('button', { name: 'Set up the clinic' }).click();

    await page.getByText('is made of words that are guessed first').first().waitFor();
    expect(await page.getByLabel('Your name').inputValue()).toBe('Elena Vidal');
    await page.context().close();
  });

  it('becomes a demo clinic with its administrator signed in', async () => {
    const page = await openDesk();
    await fillIn(page, PASSWORD);
    // The zone of the browser is proposed; another is found by typing a part of its name.
    expect(await page.getByRole('combobox', { name: 'Time zone' }).inputValue()).toBe('Europe/Madrid');
    await page.getByRole('combobox', { name: 'Time zone' }).fill('lisb');
    await page.getByRole('option', { name: 'Europe/Lisbon' }).click();
    await page.getByRole('button', { name: 'Set up the clinic' }).click();

    await page.getByRole('heading', { name: 'Today at Santa Lucia' }).waitFor();
    await page.getByText('Administrator').waitFor();
    await page.getByText(`${url}/portal`).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.reload();
    await page.getByText('Elena Vidal').waitFor();
    await page.context().close();
  });

  it('then signs the demo’s people in with the same password, each on their own screen', async () => {
    const page = await openDesk();
    await signIn(page, 'reception@demo.clinic', 'wrong password here');
    await page.getByText('Email and password do not match').waitFor();
    await signIn(page, 'reception@demo.clinic', PASSWORD);
    await page.getByRole('grid').waitFor();
    expect(new URL(page.url()).pathname).toBe('/board');

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await signIn(page, 'patient@demo.clinic', PASSWORD);
    await page.waitForURL(`${url}/portal`);
    await page.getByText(', Patient').waitFor();
    await page.context().close();
  });
});

async function fillIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('Name of the clinic').fill('Santa Lucia');
  await page.getByLabel('Your name').fill('Elena Vidal');
  await page.getByLabel('Email').fill('elena@santalucia.example');
  await page.getByLabel('Password', { exact: true }).fill(password);
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}
