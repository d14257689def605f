import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SpecializationId } from '../../shared/ids.ts';
import { launchChromium } from '../support/browser.ts';
import { insertDoctor } from '../support/factories.ts';
import { chooseByKeys, tabTo } from '../support/keyboard.ts';
import { axeProblems, touchProblems } from '../support/phone.ts';
import { PHONE_SIZE, screenOf } from '../support/screen-of.ts';
import { gatherIn } from '../support/specializations.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { newRequestId } from '../support/visits.ts';

/** Monday 2 March 2026, 08:30 at the clinic. */
const NOW = '2026-03-02T07:30:00Z';

let browser: Browser;
let clinic: ListeningClinic;
let cardiology: SpecializationId;
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
  cardiology = await gatherIn(clinic, 'Cardiology', [otherDoctor, cor]);
  const { types } = await admin.overview({});
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
    await page.getByRole('heading', { name: 'Any doctor' }).waitFor();
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
    await page.getByRole('heading', { name: 'Egal, bei wem' }).waitFor();
    await page.getByText('Cardiology', { exact: true }).waitFor();
    expect(await offered(page)).toEqual(new Set(['Dr. Ben Osei', 'Dr. Eva Cor']));
    expect(await problems(page)).toEqual([]);
    await page.context().close();
  });
});

const deskScreen = (scheme: 'light' | 'dark' = 'light', language?: 'de') =>
  screenOf(browser, { clinic, who: 'reception' }, { path: '/board', scheme, language });
const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Whom the visits are with, and when. */
async function visits() {
  return await clinic.db.read((q) =>
    q
      .selectFrom('appointment')
      .innerJoin('doctor', 'doctor.id', 'appointment.doctorId')
      .select(['doctor.name', 'appointment.startsAt', 'appointment.source', 'appointment.urgency'])
      .execute(),
  );
}

async function asks(): Promise<void> {
  await clinic.call(clinic.actors.patient).requests.create({
    specializationId: cardiology,
    date: '2026-03-03',
    dayPart: 'afternoon',
    reason: 'Heart stumbles',
    requestId: newRequestId(),
  });
}

describe('asking the clinic for any doctor of a specialization', () => {
  it('goes by touch from the phone to the desk, which finds the doctor by keyboard, and back', async () => {
    const page = await phone();
    await page.getByRole('link', { name: 'New visit' }).tap();
    await page.getByLabel('Specialization').selectOption({ label: 'Cardiology' });
    await page.getByRole('link', { name: 'Any doctor' }).tap();
    await page.getByText('Ask the clinic', { exact: true }).tap();
    await page.getByText('answers with a time and a doctor').waitFor();
    await page.getByRole('button', { name: 'Send the request' }).tap();
    await page.getByText('choose a day from today on').first().waitFor();
    expect(await problems(page)).toEqual([]);
    await page.getByLabel('Day', { exact: true }).fill('2026-03-03');
    await page.getByLabel(/^Afternoon/).tap();
    await page.getByLabel(/^Soon/).tap();
    await page.getByLabel(/What it is about/).fill('Heart stumbles');
    await page.getByRole('button', { name: 'Send the request' }).tap();
    await page.getByText('with any doctor of Cardiology').waitFor();
    expect(await problems(page)).toEqual([]);

    const desk = await deskScreen();
    const card = desk.locator('[data-request]');
    await card.getByText('Anybody in Cardiology').waitFor();
    await card.getByRole('button', { name: 'Accept' }).press('Enter');
    const dialog = desk.getByRole('dialog');
    const first = (name: string) =>
      dialog
        .getByRole('group', { name: `Afternoon, ${name}` })
        .getByRole('button')
        .first();
    await first('Dr. Ben Osei').waitFor();
    await expect.poll(() => hasFocus(first('Dr. Ben Osei'))).toBe(true);
    expect(await axeProblems(desk)).toEqual([]);
    await desk.keyboard.press('Tab');
    await expect.poll(() => hasFocus(first('Dr. Eva Cor'))).toBe(true);
    await desk.keyboard.press('Enter');
    const send = dialog.getByRole('button', { name: /^Accept for/ });
    await expect.poll(() => hasFocus(send)).toBe(true);
    await expect.poll(() => dialog.locator('footer').innerText()).toContain('Dr. Eva Cor');
    await desk.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(await visits()).toEqual([
      { name: 'Dr. Eva Cor', startsAt: '2026-03-03T12:00:00.000Z', source: 'request', urgency: 'high' },
    ]);
    await card.waitFor({ state: 'detached' });

    await page.getByText(/^Your visit is on .*, with Dr\. Eva Cor\.$/).waitFor();
    await page.context().close();
    await desk.context().close();
  });

  it('goes by keyboard in German and in the dark, is declined, and is asked once more from its answer', async () => {
    const page = await phone('dark', 'de');
    await page.getByRole('link', { name: 'Neuer Termin' }).press('Enter');
    await page.getByLabel('Fachrichtung').press('C');
    await page.getByRole('link', { name: 'Egal, bei wem' }).press('Enter');
    await chooseByKeys(page, page.getByRole('radio', { name: 'Praxis fragen' }));
    await page.getByLabel('Tag', { exact: true }).fill('2026-03-03');
    await chooseByKeys(page, page.getByLabel(/^Nachmittag/));
    await tabTo(page, page.getByRole('textbox', { name: 'Worum es geht' }));
    await page.keyboard.type('Herz stolpert');
    expect(await problems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Anfrage senden' }).press('Enter');
    await page.getByText('Cardiology, egal bei wem').waitFor();
    expect(await problems(page)).toEqual([]);

    const [request] = (await clinic.call(clinic.actors.reception).requests.list({})).items;
    await clinic
      .call(clinic.actors.reception)
      .requests.reject({ id: request!.id, reason: 'Alle im Urlaub', expectedVersion: 1 });
    await page.getByRole('link', { name: /^Erneut anfragen, .*Cardiology/ }).press('Enter');
    await page.getByRole('heading', { name: 'Egal, bei wem' }).waitFor();
    await page.getByText('Cardiology', { exact: true }).waitFor();
    await page.context().close();
  });

  it('is put by mouse into another time with one of its doctors, whom the dialog asks for', async () => {
    await asks();
    const desk = await deskScreen('dark');
    await desk.locator('[data-request]').getByRole('button', { name: 'Accept' }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByText('Anybody in Cardiology').waitFor();
    await dialog.getByText('Other times').click();
    const doctors = dialog.getByLabel('Doctor', { exact: true });
    expect(await doctors.locator('option').allInnerTexts()).toEqual([
      'Any doctor',
      'Dr. Ben Osei',
      'Dr. Eva Cor',
    ]);
    await dialog.getByLabel('Time', { exact: true }).fill('14:00');
    await dialog.getByRole('button', { name: /^Accept for/ }).click();
    await dialog.getByText('choose a doctor or one of the times below').waitFor();
    expect(await axeProblems(desk)).toEqual([]);
    await doctors.selectOption({ label: 'Dr. Eva Cor' });
    await dialog
      .getByRole('group', { name: /10 March/ })
      .getByRole('button', { name: '14:30' })
      .click();
    await dialog.getByRole('button', { name: /^Accept for/ }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await visits()).toMatchObject([{ name: 'Dr. Eva Cor', startsAt: '2026-03-10T13:30:00.000Z' }]);
    await desk.context().close();
  });

  it('is offered to the others of the specialization alone where the chosen time was just taken', async () => {
    await asks();
    const { doctor, otherPatient, type } = clinic.cast;
    const admin = clinic.call(clinic.actors.admin).clinic;
    // Dr. Ruiz does something else that Dr. Cor does, too.
    const sports = await gatherIn(clinic, 'Sports medicine', [doctor]);
    const both = [cardiology, sports];
    const { id: cor, version } =
      (await admin.overview({})).doctors.find(({ name }) => name === 'Dr. Eva Cor') ??
      (await admin.getDoctor({ id: doctor }));
    await admin.updateDoctor({ id: cor, expectedVersion: version, changes: { specializationIds: both } });
    const desk = await deskScreen();
    await desk.locator('[data-request]').getByRole('button', { name: 'Accept' }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByText('Other times').click();
    await dialog.getByLabel('Doctor', { exact: true }).selectOption({ label: 'Dr. Eva Cor' });
    await dialog
      .getByRole('group', { name: /10 March/ })
      .getByRole('button', { name: '14:30' })
      .click();
    await clinic.call(clinic.actors.reception).appointments.book({
      patientId: otherPatient,
      doctorId: cor,
      appointmentTypeId: type,
      startsAt: '2026-03-10T13:30:00Z',
      requestId: newRequestId(),
    });
    await dialog.getByRole('button', { name: /^Accept for/ }).click();
    const others = dialog.getByRole('alert').getByRole('group', { name: /^Free with others/ });
    await others.getByRole('button').first().waitFor();
    for (const name of await others.getByRole('button').allInnerTexts())
      expect(name).toContain('Dr. Ben Osei');
    expect(await axeProblems(desk)).toEqual([]);
    await others.getByRole('button').first().click();
    await dialog.getByRole('button', { name: /^Accept for/ }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await visits()).map(({ name }) => name)).toContain('Dr. Ben Osei');
    await desk.context().close();
  });

  it('tells the desk where nobody of it takes visits any more', async () => {
    await asks();
    const admin = clinic.call(clinic.actors.admin).clinic;
    for (const { id, version, specializations } of (await admin.overview({})).doctors) {
      if (specializations.length === 0) continue;
      await admin.updateDoctor({ id, expectedVersion: version, changes: { isActive: false } });
    }
    const desk = await deskScreen();
    await desk.locator('[data-request]').getByRole('button', { name: 'Accept' }).click();
    const dialog = desk.getByRole('dialog');
    await dialog.getByText('Nobody of this specialization takes visits at present').waitFor();
    await dialog.getByRole('button', { name: 'Accept', exact: true }).click();
    await dialog.getByText('Choose a time first.').waitFor();
    expect(await axeProblems(desk)).toEqual([]);
    expect(await visits()).toEqual([]);
    await desk.context().close();
  });
});
