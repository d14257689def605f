import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { insertDoctor } from '../support/factories.ts';
import { axeProblems, touchProblems } from '../support/phone.ts';
import { PHONE_SIZE, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { newRequestId } from '../support/visits.ts';

/** Monday 2 March 2026, 08:30 at the clinic. */
const NOW = '2026-03-02T07:30:00Z';

let browser: Browser;
let clinic: ListeningClinic;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
  await gatherForHearts();
});
afterEach(() => clinic.close());

/** Dr. Osei and Dr. Cor are for hearts, Dr. Ruiz is not; all three offer the visit. */
async function gatherForHearts(): Promise<void> {
  const admin = clinic.call(clinic.actors.admin).clinic;
  const { doctor, otherDoctor, type } = clinic.cast;
  const cor = await clinic.db.transact(({ q }) =>
    insertDoctor(q, { name: 'Dr. Eva Cor', from: '13:00', to: '15:00', weekdays: [2] }),
  );
  const { id: cardiology } = await admin.createSpecialization({
    name: 'Cardiology',
    requestId: newRequestId(),
  });
  const { doctors, types } = await admin.overview({});
  for (const id of [otherDoctor, cor]) {
    const expectedVersion = doctors.find((known) => known.id === id)?.version ?? 0;
    await admin.updateDoctor({ id, expectedVersion, changes: { specializationIds: [cardiology] } });
  }
  const expectedVersion = types.find((known) => known.id === type)?.version ?? 0;
  const doctorIds = [doctor, otherDoctor, cor];
  await admin.updateType({ id: type, expectedVersion, changes: { doctorIds } });
}

const phone = (scheme: 'light' | 'dark' = 'light', language?: 'de') =>
  screenOf(browser, { clinic, who: 'patient' }, { path: '/portal', size: PHONE_SIZE, scheme, language });
const problems = async (page: Page) => [...(await axeProblems(page)), ...(await touchProblems(page))];
const timesOn = (page: Page) => page.getByRole('listitem').getByRole('button');

/** With whom the free times are; a time that names nobody counts as a name, too. */
async function offered(page: Page): Promise<Set<string>> {
  await timesOn(page).filter({ hasText: 'Dr. Eva Cor' }).first().waitFor();
  const texts = await timesOn(page).allInnerTexts();
  return new Set(texts.map((text) => text.replace(/^\d\d:\d\d\s*/, '')));
}

describe('a visit with any doctor of a specialization', () => {
  it('is picked out of the free times of those doctors alone, and booked with the one who has it', async () => {
    const page = await phone();
    await page.getByRole('link', { name: 'New visit' }).tap();
    await page.getByLabel('Specialization').selectOption({ label: 'Cardiology' });
    await page.getByText('2 doctors').waitFor();
    expect(await page.getByRole('link', { name: /Dr\. Ana Ruiz/ }).count()).toBe(0);
    expect(await problems(page)).toEqual([]);

    await page.getByRole('link', { name: 'Any doctor' }).tap();
    await page.getByRole('heading', { name: 'The first free times' }).waitFor();
    await page.getByText('Cardiology', { exact: true }).waitFor();
    expect(await offered(page)).toEqual(new Set(['Dr. Ben Osei', 'Dr. Eva Cor']));
    expect(await problems(page)).toEqual([]);

    await timesOn(page).filter({ hasText: 'Dr. Eva Cor' }).first().tap();
    await page.getByRole('dialog').getByText('with Dr. Eva Cor').waitFor();
    await page.getByRole('button', { name: 'Book the visit' }).tap();
    await page.getByRole('heading', { name: 'Your next visit' }).waitFor();
    const visits = await clinic.db.read((q) =>
      q
        .selectFrom('appointment')
        .innerJoin('doctor', 'doctor.id', 'appointment.doctorId')
        .select(['doctor.name', 'appointment.startsAt', 'appointment.source'])
        .execute(),
    );
    expect(visits).toEqual([{ name: 'Dr. Eva Cor', startsAt: '2026-03-03T12:00:00.000Z', source: 'online' }]);
    await page.context().close();
  });

  it('is found with the keyboard, in German and in the dark', async () => {
    const page = await phone('dark', 'de');
    await page.getByRole('link', { name: 'Neuer Termin' }).press('Enter');
    const choice = page.getByLabel('Fachrichtung');
    await choice.focus();
    await choice.press('C');
    await page.getByRole('link', { name: 'Egal, bei wem' }).press('Enter');
    await page.getByRole('heading', { name: 'Die ersten freien Zeiten' }).waitFor();
    await page.getByText('Cardiology', { exact: true }).waitFor();
    expect(await offered(page)).toEqual(new Set(['Dr. Ben Osei', 'Dr. Eva Cor']));
    expect(await problems(page)).toEqual([]);
    await page.context().close();
  });
});
