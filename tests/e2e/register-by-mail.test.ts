import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailOf } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { createMailbox, type Mailbox } from '../support/mailbox.ts';
import { axeProblems, touchProblems } from '../support/phone.ts';
import { type Look, PHONE_SIZE, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';

const AIKO = 'aiko@example.org';
/** Where the screenshots go, if anywhere. */
const { MEDLINK_SHOTS } = process.env;

let browser: Browser;
let clinic: ListeningClinic;
let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = createMailbox();
  clinic = await listen({ now: '2026-03-02T07:30:00Z', mail: mailbox });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await clinic.close();
});

const onPhone = (path: string, look: Look = {}) =>
  screenOf(browser, { clinic, who: null }, { path, size: PHONE_SIZE, ...look });
const linkTo = (to: string) => /(\/portal\/register#[\w-]+)\n/.exec(mailbox.last(to)?.text ?? '')?.[1] ?? '';

async function fillIn(phone: Page, email: string): Promise<void> {
  await phone.getByLabel('First name').fill('Aiko');
  await phone.getByLabel('Last name').fill('Mori');
  await phone.getByLabel('Date of birth').fill('1988-09-09');
  await phone.getByLabel('Email').fill(email);
  await phone.getByLabel('Password', { exact: true }).fill('copper kettle');
  await phone.getByRole('button', { name: 'Create account' }).click();
}

async function judge(page: Page, name: string): Promise<void> {
  expect(await axeProblems(page)).toEqual([]);
  expect(await touchProblems(page)).toEqual([]);
  if (MEDLINK_SHOTS === undefined) return;
  mkdirSync(MEDLINK_SHOTS, { recursive: true });
  await page.screenshot({ path: join(MEDLINK_SHOTS, `${name}.png`) });
}

describe('an account where the clinic sends mail', () => {
  it('is opened by the link in it, whatever the form said before', async () => {
    const phone = await onPhone('/portal/register');
    await fillIn(phone, AIKO);
    await phone.getByRole('heading', { name: 'Look into your mailbox' }).waitFor();
    await judge(phone, 'mailed');
    await phone.goto(`${clinic.url}${linkTo(AIKO)}`);
    await phone.reload();
    await phone.goto('about:blank');
    await phone.goto(`${clinic.url}${linkTo(AIKO)}`);
    const open = phone.getByRole('button', { name: 'Open my account' });
    await open.waitFor();
    expect(phone.url()).toBe(`${clinic.url}/portal/register`);
    await judge(phone, 'open');
    await phone.getByLabel('Password', { exact: true }).fill('copper lid');
    await open.click();
    await phone.getByText('is not right').waitFor();
    await phone.getByLabel('Password', { exact: true }).fill('copper kettle');
    await phone.getByLabel('Password', { exact: true }).press('Enter');
    await phone.getByText('No visit ahead').waitFor();
    await phone.context().close();
  });

  it('looks the same for an address that signs somebody in, who is told by mail', async () => {
    const phone = await onPhone('/portal/register', { scheme: 'dark' });
    await fillIn(phone, emailOf('patient'));
    await phone.getByText(`A mail is on its way to ${emailOf('patient')}`).waitFor();
    await judge(phone, 'mailed-dark');

    expect(mailbox.last(emailOf('patient'))?.subject).toBe('Test clinic: your address');
    await phone.context().close();
  });

  it('says in German, too, that a link is over', async () => {
    const phone = await onPhone('/portal/register#AAAA', { language: 'de', scheme: 'dark' });
    await phone.getByLabel('Passwort', { exact: true }).fill('copper kettle');
    await phone.getByRole('button', { name: 'Mein Konto öffnen' }).click();
    await phone.getByRole('heading', { name: 'Dieser Link gilt nicht mehr' }).waitFor();
    await judge(phone, 'over-de-dark');
    await phone.getByRole('link', { name: 'Konto anlegen' }).click();
    await phone.getByLabel('Vorname').waitFor();
    await phone.context().close();
  });
});
