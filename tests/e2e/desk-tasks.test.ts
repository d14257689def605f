import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SpecializationId } from '../../shared/ids.ts';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { type Look, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, DAY, newRequestId, rowOf, wall } from '../support/visits.ts';

let browser: Browser;
let clinic: ListeningClinic;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: wall('08:30', DAY) });
});
afterEach(() => clinic.close());

const open = (path: string, look: Look = {}): Promise<Page> =>
  screenOf(browser, { clinic, who: 'reception' }, { path, ...look });
const panelOf = (page: Page) => page.getByRole('dialog', { name: 'Visit' });

describe('what a new receptionist looks for', () => {
  it('is the caller’s visit: it leads from the card to where it is cancelled, and counts as late', async () => {
    const { id } = await book(clinic, { startsAt: wall('10:00') });
    const page = await open(`/charts?patient=${clinic.cast.patient}`);
    await page.getByRole('link', { name: /3 Mar, 10:00/ }).click();
    await panelOf(page).getByText('Maria Lopez').waitFor();
    await page.getByRole('button', { name: 'Cancel the visit' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel the visit' });
    await dialog.getByText('This counts as a late cancellation.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel the visit' }).click();
    await page.getByText(/^Cancelled: Maria Lopez/).waitFor();
    expect((await rowOf(clinic, id)).status).toBe('cancelled');

    const card = await open(`/charts?patient=${clinic.cast.patient}`, { scheme: 'dark' });
    await card.getByText(/1 late cancel in 12 months/).waitFor();
    await card.getByRole('link', { name: /3 Mar, 10:00/ }).waitFor();
    expect(await axeProblems(card)).toEqual([]);
    await page.context().close();
    await card.context().close();
  });

  it('is “Arrived” for who stands there, and “No-show” for who did not come', async () => {
    const coming = await book(clinic, { startsAt: wall('10:00') });
    const { otherPatient: patientId, otherDoctor: doctorId } = clinic.cast;
    const missed = await book(clinic, { patientId, doctorId, startsAt: wall('09:00') });
    const page = await open(`/board?visit=${coming.id}`);
    const panel = panelOf(page);
    await panel.getByRole('button', { name: 'Arrived' }).waitFor();
    expect(await panel.getByRole('button', { name: 'No-show' }).count()).toBe(0);
    await panel.getByRole('button', { name: 'Arrived' }).press('Enter');
    await expect.poll(async () => (await rowOf(clinic, coming.id)).status).toBe('arrived');
    await page.context().close();

    clinic.clock.set(wall('09:20', DAY));
    const later = await open(`/board?visit=${missed.id}`);
    const missedIt = panelOf(later).getByRole('button', { name: 'No-show' });
    await missedIt.waitFor();
    expect(await axeProblems(later)).toEqual([]);
    await missedIt.click();
    await expect.poll(async () => (await rowOf(clinic, missed.id)).status).toBe('no_show');
    await later.context().close();
  });

  it('is anybody of a field, for the waitlist', async () => {
    await clinic.db.transact(async ({ q }) => {
      const specializationId = newRequestId() as SpecializationId;
      await q.insertInto('specialization').values({ id: specializationId, name: 'Cardiology' }).execute();
      await q
        .insertInto('doctorSpecialization')
        .values({ doctorId: clinic.cast.doctor, specializationId })
        .execute();
    });
    const page = await open('/board');
    await page.getByRole('grid').waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Who, what and when' }).fill('lop cardio');
    await page.getByRole('option', { name: 'Put Maria Lopez on the waitlist' }).click();
    await page.getByRole('dialog').getByText('Maria Lopez').waitFor();
    const doctor = page.getByLabel('Doctor', { exact: true });
    await expect.poll(() => doctor.locator('option:checked').textContent()).toBe('Anybody in Cardiology');
    await doctor.selectOption({ label: 'Dr. Ana Ruiz' });
    await doctor.selectOption({ label: 'Anybody in Cardiology' });
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Put on the waitlist' }).click();
    await page.getByText('Maria Lopez is on the waitlist.').waitFor();
    const { items } = await clinic.call(clinic.actors.reception).waitlist.list({});
    expect(items).toMatchObject([{ specializationName: 'Cardiology', doctorName: null }]);
    await page.context().close();
  });
});
