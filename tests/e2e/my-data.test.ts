import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toInstant } from '../../shared/time/instant.ts';
import { emailOf, PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { typePassword } from '../support/keyboard.ts';
import { axeProblems, touchProblems } from '../support/phone.ts';
import { insertPatient, insertVisit } from '../support/factories.ts';
import { readZip } from '../support/read-zip.ts';
import { reasonOf } from '../support/refusal.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book } from '../support/visits.ts';

const NOW = '2026-03-02T07:30:00Z';
const DESK = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 844 };

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

async function signedIn(email: string, path: string, viewport = PHONE): Promise<Page> {
  const page = await screenOf(browser, { clinic, who: null }, { path, size: viewport });
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  return page;
}

describe('what is kept too long', () => {
  it('is shown to the admin, who changes the periods and lets it go', async () => {
    const old = await clinic.db.transact(async ({ q }) => {
      const patientId = await insertPatient(q, { birthDate: '1960-01-01', familyName: 'Longago' });
      const { doctor: doctorId, type: appointmentTypeId } = clinic.cast;
      const startsAt = toInstant('2018-01-05T09:00:00Z');
      await insertVisit(q, { doctorId, patientId, appointmentTypeId, startsAt, status: 'completed' });
      return patientId;
    });
    const page = await signedIn(emailOf('admin'), '/privacy', DESK);
    await page.getByRole('link', { name: 'How long data is kept' }).click();
    await page.getByText('Nothing is due').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Change the periods' }).click();
    await page.getByLabel('Charts, in years after the last visit').fill('5');
    await page.getByLabel('Your password', { exact: true }).fill(PASSWORD);
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Let it go now' }).click();
    await typePassword(page);
    await page.keyboard.press('Enter');
    await page.getByText('Nothing is due').waitFor();

    const gone = clinic.call(clinic.actors.reception).patients.get({ id: old });
    expect(await reasonOf(gone)).toBe('not_found');
    await page.context().close();
  });
});

describe('one’s own data', () => {
  it('is told and put right on a phone', async () => {
    const page = await signedIn(emailOf('patient'), '/portal/profile');
    await page.getByRole('button', { name: 'Change: How to reach you' }).click();
    await page.getByLabel('Phone').fill('nonsense');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('needs a phone number').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    expect(await touchProblems(page)).toEqual([]);
    await page.getByLabel('Phone').fill('+49 30 1234567');
    await page.getByLabel('I need an interpreter').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('+49 30 1234567').waitFor();
    await page.getByRole('button', { name: 'Change: Your health' }).click();
    await page.getByLabel('Allergies', { exact: true }).fill('Penicillin');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Penicillin').waitFor();
    await page.getByLabel('What it should say').fill('López');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('Waits for the desk').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    const chart = { id: clinic.cast.patient };

    expect(await clinic.call(clinic.actors.reception).profiles.get(chart)).toMatchObject({
      phone: '+49 30 1234567',
      needsInterpreter: true,
      allergyAlert: 'known',
      familyName: 'Lopez',
    });
    const { items } = await clinic.call(clinic.actors.reception).corrections.list({});
    expect(items).toMatchObject([{ field: 'familyName', wanted: 'López' }]);
    await page.context().close();
  });

  it('is taken along on a phone, for the password', async () => {
    await book(clinic, { reason: 'Knee pain' });
    const page = await signedIn(emailOf('patient'), '/portal/my-data');
    await page.getByLabel('Your password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Download my copy' }).click();
    await page.getByText('is not right').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    expect(await touchProblems(page)).toEqual([]);
    await page.getByLabel('Your password', { exact: true }).fill(PASSWORD);
    const saving = page.waitForEvent('download');
    await page.keyboard.press('Enter');
    const saved = await saving;
    const files = readZip(readFileSync(await saved.path()));

    expect(saved.suggestedFilename()).toBe('data-copy-2026-03-02.zip');
    expect([...files.keys()]).toEqual(['index.html', 'data.json', 'fhir-bundle.json', 'summary.pdf']);
    expect(String(files.get('data.json'))).toContain('Knee pain');
    await page.getByText('Your copy is saved').waitFor();
    await page.context().close();
  });

  it('is erased when the patient asks and an administrator, who sees what stands in the way, does it', async () => {
    const visit = await book(clinic);
    const page = await signedIn(emailOf('patient'), '/portal/my-data');
    await page.getByRole('button', { name: 'Ask to be erased' }).click();
    await page.getByText('tick this first').waitFor();
    await page.getByLabel('I know that this cannot be undone').check();
    await page.getByRole('button', { name: 'Ask to be erased' }).click();
    await page.getByText('Waits for the clinic').waitFor();
    expect(await axeProblems(page)).toEqual([]);

    const admin = await signedIn(emailOf('admin'), '/privacy', DESK);
    await admin.getByText('Maria Lopez').waitFor();
    expect(await axeProblems(admin)).toEqual([]);
    await admin.getByRole('button', { name: 'Look and erase' }).click();
    await admin.getByText('1 visit is still to come').waitFor();
    await admin.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await clinic
      .call(clinic.actors.reception)
      .appointments.cancel({ id: visit.id, code: 'pat', expectedVersion: 1 });
    await admin.getByRole('button', { name: 'Look and erase' }).click();
    await admin.getByText('Nothing has to be kept').waitFor();
    expect(await axeProblems(admin)).toEqual([]);
    await admin.getByLabel('Your password', { exact: true }).fill(PASSWORD);
    await admin.keyboard.press('Enter');
    await admin.getByText('Nothing here').waitFor();

    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const again = clinic.call(null).auth.signIn({ email: emailOf('patient'), password: PASSWORD });
    expect(await reasonOf(again)).toBe('bad_credentials');
    await page.context().close();
    await admin.context().close();
  });
});
