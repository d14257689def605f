import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emailOf, PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { typePassword } from '../support/keyboard.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';

const NOW = '2026-03-02T07:30:00Z';
const NEW = 'copper lantern ninety-one';

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

const openPage = (path: string, size: { width: number; height: number }): Promise<Page> =>
  screenOf(browser, { clinic, who: null }, { path, size });

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

async function changePassword(page: Page, newPassword: string): Promise<void> {
  await page.getByRole('button', { name: 'Change the password' }).click();
  await typePassword(page);
  await page.getByLabel('New password', { exact: true }).fill(newPassword);
  await page.keyboard.press('Enter');
}

describe('the password on the page of one’s sign-in', () => {
  it.each([
    { where: 'at the desk', path: '/security', who: 'reception', size: { width: 1280, height: 720 } },
    { where: 'on a phone', path: '/portal/security', who: 'patient', size: { width: 390, height: 844 } },
  ] as const)('is changed $where, by keyboard, and the other device is out', async ({ path, who, size }) => {
    const other = await clinic.call(null).auth.signIn({ email: emailOf(who), password: PASSWORD });
    const page = await openPage(path, size);
    await signIn(page, emailOf(who), PASSWORD);
    await page.getByRole('heading', { name: 'Sign-in and security' }).waitFor();
    await changePassword(page, 'short');
    await page.getByText('needs at least').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByLabel('New password', { exact: true }).fill(NEW);
    await page.keyboard.press('Enter');
    await page.getByText('Your password is changed').waitFor();

    expect(await clinic.services.auth.actorFromToken(other.accessToken)).toBeNull();
    const again = await clinic.call(null).auth.signIn({ email: emailOf(who), password: NEW });
    expect(again.me.email).toBe(emailOf(who));
    await page.context().close();
  });
});
