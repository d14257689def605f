import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emailOf, PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { typePassword } from '../support/keyboard.ts';
import { createMailbox, type Mailbox } from '../support/mailbox.ts';
import { axeProblems } from '../support/phone.ts';
import { proveEmails } from '../support/prove-emails.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { totpCode } from '../support/totp.ts';
import { newRequestId } from '../support/visits.ts';

const NOW = '2026-03-02T07:30:00Z';
const NEW = 'copper lantern ninety-one';
const DESK = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 844 };

let browser: Browser;
let clinic: ListeningClinic;
let mailbox: Mailbox;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  mailbox = createMailbox();
  clinic = await listen({ now: NOW, mail: mailbox });
  await proveEmails(clinic);
});
afterEach(() => clinic.close());

async function openPage(address: string, size = DESK): Promise<Page> {
  const context = await browser.newContext({ viewport: size, locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.goto(address);
  return page;
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

const codeFor = (secret: string) => totpCode(secret.replaceAll(' ', ''), clinic.clock.now());

describe('a forgotten password', () => {
  it('is replaced on a phone by the link in a mail', async () => {
    const page = await openPage(`${clinic.url}/portal`, PHONE);
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('Email').fill(emailOf('patient'));
    await page.keyboard.press('Enter');
    await page.getByText('a link is on its way').last().waitFor();
    expect(await axeProblems(page)).toEqual([]);

    const [link = ''] = /http:\S+/.exec(mailbox.last(emailOf('patient'))?.text ?? '') ?? [];
    await page.goto(link);
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
    expect(page.url()).not.toContain('#');
    await page.getByLabel('New password', { exact: true }).fill('short');
    await page.keyboard.press('Enter');
    await page.getByText('needs at least 8 characters').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByLabel('New password', { exact: true }).fill(NEW);
    await page.keyboard.press('Enter');
    await page.getByText('Your password is changed').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await signIn(page, emailOf('patient'), NEW);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('is replaced by the code the desk has printed', async () => {
    const { code } = await clinic.call(clinic.actors.reception).auth.issuePatientResetCode({
      patientId: clinic.cast.patient,
      document: 'passport',
      password: PASSWORD,
    });
    const page = await openPage(`${clinic.url}/portal/reset`, PHONE);
    await page.getByLabel('Email').fill(emailOf('patient'));
    await page.getByLabel('Code from the front desk').fill('wrong');
    await page.getByLabel('New password', { exact: true }).fill(NEW);
    await page.keyboard.press('Enter');
    await page.getByText('is not right, was used, or is too old').waitFor();
    await page.getByLabel('Code from the front desk').fill(code.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByText('Your password is changed').waitFor();
    await page.context().close();
  });
});

describe('the address one signs in with', () => {
  it('becomes another by the code that was sent there', async () => {
    const page = await openPage(`${clinic.url}/portal/security`, PHONE);
    await signIn(page, emailOf('patient'), PASSWORD);
    await page.getByText(`You sign in with ${emailOf('patient')}.`).waitFor();
    await page.getByRole('button', { name: 'Change the address' }).click();
    await page.getByLabel('New email address').fill('maria@new.test');
    await page.getByLabel('Your password', { exact: true }).fill(PASSWORD);
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('A code is on its way to maria@new.test.').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    const [, code = ''] = /\n(\d{6})\n/.exec(mailbox.last('maria@new.test')?.text ?? '') ?? [];
    await page.keyboard.type(code);
    await page.keyboard.press('Enter');
    await page.getByText('You sign in with maria@new.test.', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Back' }).click();
    await page.getByRole('heading', { name: 'Hello, Maria Lopez' }).waitFor();
    await page.context().close();
  });
});

describe('an invitation', () => {
  it('leads its person to a password and in', async () => {
    const admin = clinic.call(clinic.actors.admin).users;
    const to = {
      name: 'Nia New',
      email: 'nia@clinic.test',
      role: 'receptionist',
      password: PASSWORD,
    } as const;
    await admin.invite({ ...to, requestId: newRequestId() });
    const [link = ''] = /http:\S+/.exec(mailbox.last(to.email)?.text ?? '') ?? [];
    const page = await openPage(link);
    await page.getByRole('heading', { name: 'Welcome, Nia New' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByLabel('Password', { exact: true }).fill(NEW);
    await page.keyboard.press('Enter');
    await page.getByRole('grid').waitFor();

    expect(new URL(page.url()).pathname).toBe('/board');
    const again = await openPage(link);
    await again.getByRole('heading', { name: 'This invitation is no good' }).waitFor();
    await again.context().close();
    await page.context().close();
  });
});

describe('a second factor', () => {
  it('is set up on one’s security page, asked for at the next sign-in, and taken by keyboard', async () => {
    const page = await openPage(`${clinic.url}/security`);
    await signIn(page, emailOf('reception'), PASSWORD);
    await page.getByRole('button', { name: 'Set up' }).click();
    await typePassword(page);
    await page.keyboard.press('Enter');
    const secret = await page.locator('code').textContent();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByLabel('The six digits the app shows').fill(codeFor(secret ?? ''));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Your codes on paper' }).waitFor();
    expect(
      await page.getByRole('region', { name: 'Your codes on paper' }).getByRole('listitem').count(),
    ).toBe(10);
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('10 codes on paper are left').waitFor();

    await page.getByRole('button', { name: 'Sign out' }).click();
    clinic.clock.advance({ seconds: 60 });
    await signIn(page, emailOf('reception'), PASSWORD);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await page.getByText('is not right, or was used already').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByLabel('Code').fill(codeFor(secret ?? ''));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Sign-in and security' }).waitFor();
    await page.context().close();
  });

  it('that the clinic asks for stands before everything else', async () => {
    const admin = clinic.call(clinic.actors.admin);
    const own = await admin.auth.beginTotp({ password: PASSWORD });
    await admin.auth.confirmTotp({ code: codeFor(own.secret) });
    const change = { changes: { secondFactorFor: 'staff' }, expectedVersion: 1, password: PASSWORD } as const;
    await admin.security.updateSettings(change);
    const page = await openPage(clinic.url);
    await signIn(page, emailOf('reception'), PASSWORD);
    await page.getByRole('heading', { name: 'A second factor is needed' }).waitFor();
    await page.getByLabel('Your password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    const secret = await page.locator('code').textContent();
    await page.getByLabel('The six digits the app shows').fill(codeFor(secret ?? ''));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByRole('grid').waitFor();
    await page.context().close();
  });
});
