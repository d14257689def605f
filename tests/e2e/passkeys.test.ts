import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emailOf, PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { insertPasskey } from '../support/factories.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';

const NOW = '2026-03-02T07:30:00Z';

let browser: Browser;
let clinic: ListeningClinic;
let atName: string;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
  atName = clinic.url.replace('127.0.0.1', 'localhost');
});
afterEach(() => clinic.close());

async function openPage(address: string, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    locale: 'en-GB',
    reducedMotion: 'reduce',
    colorScheme,
  });
  const page = await context.newPage();
  await page.clock.setFixedTime(NOW);
  await page.goto(address);
  return page;
}

type Device = { setVerified(isVerified: boolean): Promise<void> };

/** A PC with a fingerprint reader, in place of one that asks somebody. */
async function addDevice(page: Page): Promise<Device> {
  const line: CDPSession = await page.context().newCDPSession(page);
  await line.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const;
  const { authenticatorId } = await line.send('WebAuthn.addVirtualAuthenticator', { options });
  return {
    setVerified: async (isUserVerified) =>
      void (await line.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })),
  };
}

async function signInWithPassword(page: Page, email = emailOf('reception')): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByLabel('Your password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
}

const passkeys = (page: Page) => page.getByRole('region', { name: 'Passkeys' });

describe('a passkey', () => {
  it.each(['light', 'dark'] as const)('is added, and signs in alone (%s)', async (scheme) => {
    const page = await openPage(`${atName}/security`, scheme);
    const device = await addDevice(page);
    await signInWithPassword(page);
    await addPasskey(page, 'Desk PC');
    await page.getByRole('heading', { name: 'Your codes on paper' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await passkeys(page).getByText('Not used yet').waitFor();
    expect(await axeProblems(page)).toEqual([]);

    await page.getByRole('button', { name: 'Sign out' }).click();
    const enter = page.getByRole('button', { name: 'Sign in with a passkey' });
    await enter.waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await device.setVerified(false);
    await enter.click();
    await page.getByText('No passkey was used').waitFor();
    await device.setVerified(true);
    await enter.click();
    await passkeys(page).getByText('Last used').waitFor();
    await page.context().close();
  });

  it('stands in for the code after the password, and is renamed and removed', async () => {
    const page = await openPage(`${atName}/security`);
    await addDevice(page);
    await signInWithPassword(page);
    await addPasskey(page, 'Desk PC');
    const codes = page.getByRole('region', { name: 'Your codes on paper' });
    const code = (await codes.getByRole('listitem').first().textContent()) ?? '';
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await addPasskey(page, 'Again');
    await page.getByText('This device has a passkey of yours already').waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Sign out' }).click();
    await signInWithPassword(page);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Use your passkey' }).press('Enter');
    await passkeys(page).getByText('Last used').waitFor();

    await page.getByRole('button', { name: 'Rename “Desk PC”' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Front desk');
    await page.keyboard.press('Enter');
    await passkeys(page).getByText('Front desk').waitFor();
    await page.getByRole('button', { name: 'Remove “Front desk”' }).click();
    await page.getByText('Your password alone signs you in then').waitFor();
    await page.getByLabel('Code on paper, or one of your authenticator').fill(code);
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('dialog').getByLabel('Your password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await passkeys(page).getByRole('listitem').waitFor({ state: 'detached' });
    await page.context().close();
  });

  it.each(['light', 'dark'] as const)(
    'that was copied says so, and so do the screens of admins (%s)',
    async (scheme) => {
      const { userId } = clinic.actors.reception;
      const copied = { userId, name: 'Blue key', suspendedAt: clinic.clock.now() };
      await clinic.db.transact(({ q }) => insertPasskey(q, copied));
      const page = await screenOf(browser, { clinic, who: 'reception' }, { path: '/security', scheme });
      await passkeys(page).getByText('Copied: it signs nobody in').waitFor();
      expect(await axeProblems(page)).toEqual([]);
      await page.context().close();

      const desk = await screenOf(browser, { clinic, who: 'admin' }, { path: '/people', scheme });
      await desk.getByRole('link', { name: 'A passkey was copied: Rita Desk' }).waitFor();
      expect(await axeProblems(desk)).toEqual([]);
      await desk.context().close();
    },
  );

  it('is the second factor a clinic asks for', async () => {
    const admin = clinic.actors.admin;
    await clinic.db.transact(({ q }) => insertPasskey(q, { userId: admin.userId }));
    const change = { changes: { secondFactorFor: 'staff' }, expectedVersion: 1, password: PASSWORD } as const;
    await clinic.call(admin).security.updateSettings(change);
    const page = await openPage(atName);
    await addDevice(page);
    await signInWithPassword(page);
    await page.getByRole('button', { name: 'Use a passkey instead' }).click();
    await page.getByRole('dialog').getByLabel('Your password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByRole('grid').waitFor();
    await page.context().close();
  });

  it('is not offered at an address that is a number, and the page says why', async () => {
    const page = await openPage(`${clinic.url}/security`);
    expect(await page.getByRole('button', { name: 'Sign in with a passkey' }).count()).toBe(0);
    await signInWithPassword(page);
    await passkeys(page).getByText('Passkeys need a secure address').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.context().close();
  });
});
