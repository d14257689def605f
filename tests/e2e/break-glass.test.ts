import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { insertPatient, insertVisit } from '../support/factories.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';

const NOW = '2026-03-02T07:30:00Z';

let browser: Browser;
let clinic: ListeningClinic;
beforeAll(async () => {
  browser = await launchChromium();
  clinic = await listen({ now: NOW });
  const { otherDoctor, type } = clinic.cast;
  await clinic.db.transact(async ({ q }) => {
    const patientId = await insertPatient(q, {
      familyName: 'Stranger',
      givenName: 'Sam',
      birthDate: '1971-01-02',
    });
    const visit = { doctorId: otherDoctor, patientId, appointmentTypeId: type, status: 'completed' } as const;
    await insertVisit(q, { ...visit, startsAt: '2026-02-10T08:00:00Z' });
  });
});
afterAll(async () => {
  await browser.close();
  await clinic.close();
});

async function open(who: 'doctor' | 'admin'): Promise<Page> {
  const page = await screenOf(browser, { clinic, who });
  await page.getByText('In sync').waitFor();
  return page;
}

it('opens a stranger’s chart with a reason, tells the admin at once, and is looked over', async () => {
  const doctor = await open('doctor');
  const admin = await open('admin');
  await doctor.getByRole('link', { name: 'Charts' }).click();
  await doctor.getByLabel('Find one of your patients').fill('Stranger');
  await doctor.getByText('None of your patients').waitFor();

  await doctor.getByRole('button', { name: /open with a reason/ }).click();
  await doctor.getByRole('dialog').locator('input:focus').waitFor();
  await doctor.keyboard.press('Enter');
  await doctor.getByText('needs more words').waitFor();
  expect(await axeProblems(doctor)).toEqual([]);
  await doctor.getByLabel('Chart number or family name').fill('Stranger');
  await doctor.getByLabel('Date of birth').fill('2 Jan 1971');
  await doctor.getByLabel('Why it cannot wait').fill('Unconscious in the waiting room');
  await doctor.getByLabel('Your password').fill('wrong');
  await doctor.keyboard.press('Enter');
  await doctor.getByText('is not right').waitFor();
  await doctor.getByLabel('Your password').fill(PASSWORD);
  await doctor.keyboard.press('Enter');
  await doctor.getByRole('article', { name: 'Sam Stranger' }).getByText('closes by itself').waitFor();
  await doctor.getByText('Consultation').waitFor();
  expect(await axeProblems(doctor)).toEqual([]);

  await admin.getByText('1 opened chart to look over').click();
  await admin.getByText('Unconscious in the waiting room').waitFor();
  expect(await admin.locator('body').innerText()).not.toContain('Stranger');
  await admin.getByRole('button', { name: 'Look over' }).click();
  await admin.getByLabel('What you found').fill('In order');
  await admin.keyboard.press('Tab');
  await admin.getByRole('button', { name: 'Mark as looked over' }).click();
  await admin.getByText('Nothing to look over').waitFor();
  expect(await axeProblems(admin)).toEqual([]);
  await admin.getByRole('button', { name: 'Opened charts, more screens' }).press('Enter');
  await admin.getByRole('menuitem', { name: 'Rights' }).click();
  await admin.getByRole('rowheader', { name: 'Open the chart', exact: true }).waitFor();
  expect(await axeProblems(admin)).toEqual([]);
});
