import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentId } from '../../shared/ids.ts';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { type Look, screenOf, WIDE_SIZE } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, wall } from '../support/visits.ts';

const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-02';

let browser: Browser;
let clinic: ListeningClinic;
let page: Page;
let id: AppointmentId;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
  const { patient, otherPatient } = clinic.cast;
  const desk = clinic.call(clinic.actors.reception);
  const { version } = await desk.patients.get({ id: patient });
  const changes = { needsInterpreter: true, deskNote: 'Comes by taxi', owedMinor: 1250 };
  await desk.patients.edit({ id: patient, expectedVersion: version, changes });
  ({ id } = await book(clinic, { startsAt: wall('10:00', DAY) }));
  await book(clinic, { patientId: otherPatient, startsAt: wall('11:00', DAY) });
});
afterEach(async () => {
  await page.context().close();
  await clinic.close();
});

async function open(look: Look): Promise<void> {
  page = await screenOf(browser, { clinic, who: 'reception' }, look);
  await page.getByText('In sync').waitFor();
  await visit().waitFor();
}

const visit = () => page.locator(`[data-event="${id}"]`);
const marks = () =>
  visit()
    .locator('abbr')
    .evaluateAll((all) => all.map((mark) => mark.getAttribute('title')));

/** The patient writes it down at home. */
async function tellAllergy(): Promise<void> {
  const { profiles } = clinic.call(clinic.actors.patient);
  const { version } = await profiles.own({});
  await profiles.changeOwn({ expectedVersion: version, allergies: 'Penicillin' });
}

describe('the marks of a visit', () => {
  it('show an allergy as soon as it is told of, by colour, sign and word, and never which', async () => {
    await open({});
    expect(await marks()).toEqual([
      'First visit',
      'Needs an interpreter',
      'Has a balance to pay',
      'Has a note',
    ]);
    await tellAllergy();
    await visit().locator('abbr[title="Allergy"]').waitFor();
    expect(await marks()).toEqual([
      'Allergy',
      'First visit',
      'Needs an interpreter',
      'Has a balance to pay',
      'Has a note',
    ]);
    await page
      .getByRole('gridcell', {
        name: /Maria Lopez.*Allergy, First visit, Needs an interpreter, Has a balance to pay, Has a note/,
      })
      .waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await visit().focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog', { name: 'Visit' });
    await drawer.getByText('Allergy', { exact: true }).waitFor();
    await drawer.getByText('Still owes 12.50').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    expect(await page.content()).not.toContain('Penicillin');
  });

  it('are what the board can be narrowed to, on a wide dark screen', async () => {
    await tellAllergy();
    await open({ size: WIDE_SIZE, scheme: 'dark' });
    await page.getByRole('button', { name: /^Filters/ }).click();
    await page.getByRole('checkbox', { name: 'Allergy' }).click();
    const written = async () =>
      (await page.locator('[data-event]').allInnerTexts()).filter((text) => text !== '');
    await expect.poll(async () => (await written()).length).toBe(1);
    expect(await axeProblems(page)).toEqual([]);
  });
});
