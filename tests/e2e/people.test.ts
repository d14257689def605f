import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emailOf, PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { typeInDialog, typePassword } from '../support/keyboard.ts';
import { axeProblems } from '../support/phone.ts';
import { reasonOf } from '../support/refusal.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';

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

const signedIn = (who: 'admin' | 'reception', path = ''): Promise<Page> =>
  screenOf(browser, { clinic, who }, { path });
const signIn = (email: string) => clinic.call(null).auth.signIn({ email, password: PASSWORD });

describe('people', () => {
  it('are found, and one is disabled by keyboard: the other screen closes at once', async () => {
    const other = await signedIn('reception');
    await other.getByRole('grid').waitFor();
    const page = await signedIn('admin', '/people');
    await page.getByLabel('Find').fill('rita');
    await expect.poll(() => page.locator('tbody tr').count()).toBe(1);
    await page.locator('tbody tr').focus();
    await page.getByRole('complementary', { name: 'Rita Desk' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Disable' }).press('Enter');
    expect(await axeProblems(page)).toEqual([]);
    await typeInDialog(page, 'wrong');
    await page.keyboard.press('Enter');
    await page.getByText('is not right').waitFor();
    await page.getByRole('dialog').getByLabel('Password', { exact: false }).first().fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Enable' }).waitFor();

    await other.getByLabel('Email').waitFor();
    expect(await reasonOf(signIn(emailOf('reception')))).toBe('account_disabled');
    await page.context().close();
    await other.context().close();
  });

  it('get another role and name, and a code for a new password', async () => {
    const page = await signedIn('admin', '/people');
    await page.getByRole('row', { name: /Rita Desk/ }).click();
    await page.getByRole('button', { name: 'Change name or address' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Rita Front');
    await page.getByRole('dialog').getByLabel('password', { exact: false }).first().fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Rita Front' }).waitFor();
    await page.getByRole('button', { name: 'Print a code for a new password' }).click();
    await typePassword(page);
    await page.keyboard.press('Enter');
    const code = (await page.locator('code').textContent()) ?? '';
    expect(code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    expect(await axeProblems(page)).toEqual([]);
    const reset = { email: emailOf('reception'), secret: code, newPassword: 'copper lantern ninety-one' };
    await clinic.call(null).auth.confirmReset(reset);
    await page.context().close();
  });

  it('are guarded as strictly as the admin chooses', async () => {
    const page = await signedIn('admin', '/security-settings');
    await page.getByLabel('Screens of doctors lock after').fill('3');
    await page.getByLabel('Charts of strangers').waitFor();
    await page.getByText('1 change', { exact: true }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save' }).click();
    await typePassword(page);
    await page.keyboard.press('Enter');
    await page.getByText('The settings are in force').waitFor();
    const { settings } = await clinic.call(clinic.actors.admin).security.settings({});

    expect(settings).toMatchObject({ doctorIdleMin: 3, receptionistIdleMin: 5, patientIdleMin: 15 });
    await page.getByText('Nothing is changed').waitFor();
    await page.context().close();
  });

  it('are invited; without a mail server the link is shown once', async () => {
    const page = await signedIn('admin', '/people');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByRole('radio', { name: 'Accounts' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByLabel('Name').fill('Nia New');
    await page.keyboard.press('Enter');
    await page.getByText('is needed').first().waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByLabel('Email').fill('nia@clinic.test');
    await page.getByLabel('Your own password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    const link = (await page.locator('code').textContent()) ?? '';
    const secret = link.split('#')[1] ?? '';
    expect((await clinic.call(null).users.openInvitation({ secret })).name).toBe('Nia New');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByText('Good until').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByText('Nobody is invited at present').waitFor();
    await page.context().close();
  });
});
