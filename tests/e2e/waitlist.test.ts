import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { insertPatient } from '../support/factories.ts';
import { launchChromium } from '../support/browser.ts';
import { typeInDialog } from '../support/keyboard.ts';
import { tabTo } from '../support/keyboard.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId, wall } from '../support/visits.ts';

const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-02';

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

async function openDesk(colorScheme: 'light' | 'dark', path: string): Promise<Page> {
  const page = await screenOf(browser, { clinic, who: 'reception' }, { path, scheme: colorScheme });
  await page.getByText('In sync').waitFor();
  return page;
}

const desk = () => clinic.call(clinic.actors.reception);
function waits(patientId: string, over: object = {}) {
  const days = { earliestDate: DAY, latestDate: '2026-03-06', requestId: newRequestId() };
  return desk().waitlist.add({ patientId, appointmentTypeId: clinic.cast.type, ...days, ...over });
}
const freed = () =>
  `/waitlist?doctor=${clinic.cast.doctor}&start=${wall('10:00', DAY)}&end=${wall('10:30', DAY)}`;

describe('the waitlist at the desk', () => {
  it('takes somebody on by keyboard and off by mouse', async () => {
    const page = await openDesk('light', '/waitlist');
    await page.getByText('Nobody here').waitFor();
    await page.getByRole('button', { name: 'Put on the waitlist' }).press('Enter');
    await typeInDialog(page, 'lop');
    await page.getByText('Lopez, Maria').waitFor();
    await page.keyboard.press('Enter');
    // The keyboard goes on from whoever was found.
    await page.locator('select:focus').waitFor();
    await tabTo(page, page.getByLabel('Note for the desk'));
    await page.keyboard.type('After four');
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('Maria Lopez is on the waitlist.').waitFor();

    expect((await desk().waitlist.list({})).items).toMatchObject([{ note: 'After four', state: 'waiting' }]);
    const off = page.getByRole('button', { name: 'Take off' });
    await off.click();
    await page.getByText('Nobody here').waitFor();
    await page.getByText('Maria Lopez is no longer on the waitlist.').waitFor();
    await page.keyboard.press('Control+z');
    await off.waitFor();
    expect((await desk().waitlist.list({})).items).toMatchObject([{ note: 'After four', state: 'waiting' }]);
    // The act before it is now the newest: that they were put on the list.
    await page.getByText('Maria Lopez is on the waitlist.').waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('Nobody here').waitFor();
    expect((await desk().waitlist.list({ state: 'withdrawn' })).items).toHaveLength(1);
    await page.context().close();
  });

  it('changes what somebody waits for and takes it back, and books for them by hand: their place ends', async () => {
    const entry = await waits(clinic.cast.patient, { note: 'After four', urgency: 'high' });
    const page = await openDesk('light', '/waitlist');
    await page.getByRole('button', { name: 'Change', exact: true }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Change what is waited for' });
    // As it stands: nothing has to be said again.
    await dialog.getByLabel('Doctor', { exact: true }).and(page.locator(':focus')).waitFor();
    expect(await dialog.getByLabel('Note for the desk').inputValue()).toBe('After four');
    expect(await dialog.getByLabel('Urgency').inputValue()).toBe('high');
    await dialog.getByLabel('Until').fill('2026-03-09');
    expect(await axeProblems(page)).toEqual([]);
    await dialog.getByLabel('Note for the desk').fill('Any time');
    await page.keyboard.press('Enter');
    await page.getByText('Changed on the waitlist: Maria Lopez.').waitFor();
    const stands = async () => (await desk().waitlist.list({})).items[0];
    expect(await stands()).toMatchObject({ note: 'Any time', latestDate: '2026-03-09', urgency: 'high' });
    await page.keyboard.press('Control+z');
    await page.getByText('Maria Lopez is on the waitlist as before.').waitFor();
    expect(await stands()).toMatchObject({ note: 'After four', latestDate: '2026-03-06', version: 3 });

    await page.getByRole('button', { name: 'Book', exact: true }).click();
    const booking = page.getByRole('dialog', { name: 'Book a visit' });
    await booking.getByText('Maria Lopez').waitFor();
    await booking.getByRole('button', { name: /10:00/ }).first().click();
    await booking.getByRole('button', { name: /^Book/ }).click();
    await page.getByText(/^Booked: Maria Lopez/).waitFor();
    await page.getByText('Nobody here').waitFor();
    const [visit] = (await desk().waitlist.list({ state: 'booked' })).items;
    expect(visit).toMatchObject({ id: entry.id, appointmentId: expect.any(String) });
    // Taken back, they wait on.
    await page.keyboard.press('Control+z');
    await page.getByRole('button', { name: 'Take off' }).waitFor();
    expect(await stands()).toMatchObject({ id: entry.id, state: 'waiting' });
    await page.context().close();
  });

  it('says beforehand and afterwards that another wish closes what is offered, for good', async () => {
    await waits(clinic.cast.patient);
    const when = { startsAt: wall('10:00', DAY), endsAt: wall('10:30', DAY) };
    await desk().waitlist.offer({ doctorId: clinic.cast.doctor, ...when, requestId: newRequestId() });
    const page = await openDesk('light', '/waitlist');
    const dialog = page.getByRole('dialog', { name: 'Change what is waited for' });
    const change = async (label: string, words: string) => {
      await page.getByRole('button', { name: 'Change', exact: true }).click();
      await dialog.getByText('What is offered to them closes as soon as').waitFor();
      await dialog.getByLabel(label).fill(words);
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    const offers = async () =>
      (await clinic.call(clinic.actors.patient).waitlist.listOwnOffers({})).items.map(({ answer }) => answer);
    await change('Note for the desk', 'Calls back');
    await page.getByText(/^Changed on the waitlist: Maria Lopez\.(Undo)?$/).waitFor();
    expect(await offers()).toEqual(['open']);
    await page.getByText('Calls back').waitFor();
    await change('Until', '2026-03-05');
    await page.getByText('What was offered is closed.').waitFor();
    expect(await offers()).toEqual(['closed']);
    await page.keyboard.press('Control+z');
    await page.getByText('What was offered stays closed.').waitFor();
    expect((await desk().waitlist.list({})).items).toMatchObject([
      { latestDate: '2026-03-06', state: 'waiting' },
    ]);
    await page.context().close();
  });

  it('names who could have a visit that was called off, and books one in a press', async () => {
    const third = await clinic.db.transact(({ q }) => insertPatient(q, { givenName: 'Ida' }));
    const visit = await book(clinic, { patientId: third, startsAt: wall('10:00', DAY) });
    await waits(clinic.cast.patient, { urgency: 'high', note: 'Calls back after four' });
    await waits(clinic.cast.otherPatient, { dayParts: ['morning'] });
    await waits(third, { dayParts: ['evening'] });
    const page = await openDesk('light', '/board');
    await page.getByText('Lopez, Ida').first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).first().click();
    await page.getByRole('button', { name: 'Cancel the visit' }).click();
    await page.getByText('2 people on the waitlist could come.').waitFor();
    await page.getByRole('button', { name: 'Show who' }).click();
    const free = page.getByRole('region', { name: '10:00 with Dr. Ana Ruiz is free' });
    await free.getByText('Maria Lopez').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await free.getByRole('button', { name: 'Book' }).first().click();
    await page.getByText(/Maria Lopez is booked for/).waitFor();

    const { items } = await desk().appointments.list({ from: DAY, to: DAY });
    expect(items.filter(({ status }) => status === 'booked')).toMatchObject([{ startsAt: visit.startsAt }]);
    await page.context().close();
  });

  it('offers it to all: the first who accepts has it, and the screen says so by itself', async () => {
    await waits(clinic.cast.patient);
    await waits(clinic.cast.otherPatient);
    const page = await openDesk('dark', freed());
    const offer = page.getByRole('button', { name: 'Offer to all 2' });
    await offer.waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await offer.press('Enter');
    await page.getByText(/Offered to 2 patients until 09:00/).waitFor();
    await page.getByText('Has an offer').first().waitFor();
    await page.keyboard.press('Control+z');
    await page.getByText('Not taken back. The patients have been told already.').waitFor();
    const own = clinic.call(clinic.actors.patient).waitlist;
    const id = (await own.listOwnOffers({})).items[0]?.id;
    if (id === undefined) throw new Error('not asked');
    await own.accept({ id, requestId: newRequestId() });
    await page.getByText('Has an offer').first().waitFor({ state: 'detached' });
    await expect.poll(() => page.getByRole('listitem').count()).toBe(1);
    await page.context().close();
  });
});
