import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { insertPatient, insertUser } from '../support/factories.ts';
import { axeProblems, touchProblems } from '../support/phone.ts';
import { reasonOf } from '../support/refusal.ts';
import { PHONE_SIZE, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book } from '../support/visits.ts';

const NOW = '2026-03-02T07:30:00Z';
let clinic: ListeningClinic;
let browser: Browser;
beforeAll(async () => {
  clinic = await listen({ now: NOW });
  browser = await launchChromium();
  await book(clinic);
  await clinic.call(clinic.actors.doctor).patients.get({ id: clinic.cast.patient });
  await reasonOf(clinic.call(clinic.actors.otherDoctor).patients.get({ id: clinic.cast.patient }));
});
afterAll(async () => {
  await browser.close();
  await clinic.close();
});

async function auditScreen(): Promise<Page> {
  const page = await screenOf(browser, { clinic, who: 'admin' }, { path: '/audit' });
  await page.getByRole('table', { name: 'Lines, the newest first' }).waitFor();
  return page;
}

describe('the admin’s audit screen', () => {
  it('narrows the lines down, tells one in full by keyboard, and checks the chain', async () => {
    const page = await auditScreen();
    await page.getByRole('combobox', { name: 'Outcome' }).click();
    await page.getByRole('option', { name: 'Refused' }).click();
    const row = page.locator('[data-line]');
    await page.getByRole('cell', { name: 'Dr. Ben Osei' }).waitFor();
    await expect.poll(() => row.count()).toBe(1);
    await row.first().focus();
    const detail = page.getByRole('complementary', { name: 'The chosen line' });
    await detail.getByText('patients.get').waitFor();
    expect(await axeProblems(page)).toEqual([]);

    await detail.getByRole('button', { name: 'Only this chart' }).click();
    await page.getByRole('cell', { name: 'Dr. Ana Ruiz' }).waitFor();
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('The chain is whole').waitFor();
    await page.context().close();
  });
});

describe('whose lines they are', () => {
  it('is chosen of all who work here, however many patients have an account, and of these by name', async () => {
    await clinic.db.transact(async ({ q }) => {
      for (let n = 0; n < 120; n += 1) {
        const patientId = await insertPatient(q, { familyName: 'Aarhus', givenName: `Anna ${n}` });
        const name = `Anna ${n} Aarhus`;
        const email = `anna.${n}@mail.test`;
        await insertUser(q, { role: 'patient', email, name, patientId, passwordHash: 'of nobody' });
      }
    });
    const page = await auditScreen();
    const person = page.getByRole('combobox', { name: 'Person' });
    await person.click();
    const rita = page.getByRole('option', { name: 'Rita Desk' });
    await rita.waitFor();
    expect(await page.getByRole('option', { name: /Aarhus/ }).count()).toBe(0);
    await person.fill('Anna 119');
    await page.getByRole('option', { name: 'Anna 119 Aarhus' }).waitFor();
    await person.fill('Rita');
    await rita.click();
    await page.getByRole('cell', { name: 'Dr. Ben Osei' }).waitFor({ state: 'detached' });

    await expect.poll(() => person.inputValue()).toBe('Rita Desk');
    await page.getByRole('cell', { name: 'Rita Desk' }).first().waitFor();
    await page.context().close();
  });
});

describe('a patient’s phone', () => {
  it('shows who has seen the record, in words', async () => {
    const phone = await screenOf(browser, { clinic, who: 'patient' }, { path: '/portal', size: PHONE_SIZE });
    await phone.getByRole('link', { name: 'Who has seen my record' }).click();
    await phone.getByText('Looked at your personal record').waitFor();
    await phone.getByText('Wanted to see your personal record and was not let in').waitFor();

    expect(await axeProblems(phone)).toEqual([]);
    expect(await touchProblems(phone)).toEqual([]);
    await phone.context().close();
  });
});
