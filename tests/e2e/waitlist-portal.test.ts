import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { axeProblems, touchProblems } from '../support/phone.ts';
import { PHONE_SIZE, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { countVisits, newRequestId, wall } from '../support/visits.ts';

const NOW = '2026-03-02T07:30:00Z';
const DAY = '2026-03-03';

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

const phoneOf = (who: 'patient' | 'otherPatient', scheme: 'light' | 'dark' = 'light'): Promise<Page> =>
  screenOf(browser, { clinic, who }, { path: '/portal', scheme, size: PHONE_SIZE });

const desk = () => clinic.call(clinic.actors.reception).waitlist;
const offerToAll = () =>
  desk().offer({
    doctorId: clinic.cast.doctor,
    startsAt: wall('10:00', DAY),
    endsAt: wall('10:30', DAY),
    requestId: newRequestId(),
  });

describe('the waitlist on the phone', () => {
  it('is joined, and left again', async () => {
    const page = await phoneOf('patient', 'dark');
    await page.getByRole('link', { name: 'Waitlist for earlier times' }).click();
    await page.getByText('You are not on the list').waitFor();
    await page.getByLabel('With').selectOption({ label: 'Dr. Ana Ruiz' });
    await page.getByLabel('Until').fill('');
    await page.getByRole('button', { name: 'Put me on the list' }).click();
    await page.getByText('choose a day from today on').waitFor();
    await page.getByLabel('Until').fill('2026-03-20');
    await page.getByRole('button', { name: 'Morning' }).click();
    expect(await axeProblems(page)).toEqual([]);
    expect(await touchProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Put me on the list' }).click();
    await page.getByText('Consultation with Dr. Ana Ruiz').waitFor();
    expect((await desk().list({})).items).toMatchObject([
      { doctorId: clinic.cast.doctor, latestDate: '2026-03-20', dayParts: ['morning'], state: 'waiting' },
    ]);
    await page.getByRole('button', { name: 'Take me off' }).click();
    await page.getByText('Taken off').waitFor();
    expect((await desk().list({})).items).toEqual([]);
    await page.context().close();
  });

  it('waits for any doctor of a specialization', async () => {
    const admin = clinic.call(clinic.actors.admin).clinic;
    const heart = await admin.createSpecialization({ name: 'Cardiology', requestId: newRequestId() });
    const osei = (await admin.overview({})).doctors.find(({ id }) => id === clinic.cast.otherDoctor);
    const changes = { specializationIds: [heart.id] };
    await admin.updateDoctor({ id: clinic.cast.otherDoctor, expectedVersion: osei?.version ?? 0, changes });
    const page = await phoneOf('patient');
    await page.getByRole('link', { name: 'Waitlist for earlier times' }).click();
    await page.getByLabel('With').selectOption({ label: 'Cardiology' });
    await page.getByLabel('Until').fill('2026-03-20');
    await page.getByRole('button', { name: 'Put me on the list' }).click();
    await page.getByText('Consultation with Cardiology').waitFor();

    expect((await desk().list({})).items).toMatchObject([
      { doctorId: null, specializationId: heart.id, specializationName: 'Cardiology', state: 'waiting' },
    ]);
    // A time of somebody else does not suit.
    const free = { startsAt: wall('10:00', DAY), endsAt: wall('10:30', DAY) };
    const { doctor, otherDoctor } = clinic.cast;
    expect((await desk().candidates({ doctorId: doctor, ...free })).items).toEqual([]);
    expect((await desk().candidates({ doctorId: otherDoctor, ...free })).items).toHaveLength(1);
    await page.context().close();
  });

  it('shows an offer at once on two phones: the first has it, the other is told kindly', async () => {
    const { type: appointmentTypeId } = clinic.cast;
    for (const who of ['patient', 'otherPatient'] as const) {
      const days = { earliestDate: DAY, latestDate: '2026-03-20' };
      await clinic
        .call(clinic.actors[who])
        .waitlist.join({ appointmentTypeId, ...days, requestId: newRequestId() });
    }
    const [one, other] = [await phoneOf('patient'), await phoneOf('otherPatient')];
    await one.getByRole('link', { name: 'Waitlist for earlier times' }).waitFor();
    await other.getByRole('link', { name: 'Waitlist for earlier times' }).waitFor();
    await offerToAll();
    for (const page of [one, other]) {
      await page.getByRole('link', { name: 'A time has come free: see it' }).click();
      await page.getByRole('heading', { name: 'A time has come free' }).waitFor();
    }
    expect(await axeProblems(one)).toEqual([]);
    expect(await touchProblems(one)).toEqual([]);
    // Out of reach for a moment, so that the second one still believes in it.
    await other.context().setOffline(true);
    await one.getByRole('button', { name: 'Take it' }).click();
    await one.getByText('It is yours:').waitFor();
    await other.context().setOffline(false);
    await other.getByText('Somebody was quicker. You stay on the list.').first().waitFor();
    expect(await countVisits(clinic)).toBe(1);
    expect((await desk().list({})).items).toMatchObject([{ patient: { id: clinic.cast.otherPatient } }]);
    await one.context().close();
    await other.context().close();
  });

  it('takes a no for a no, and the next offer still comes', async () => {
    const days = { earliestDate: DAY, latestDate: '2026-03-20' };
    await clinic.call(clinic.actors.patient).waitlist.join({
      appointmentTypeId: clinic.cast.type,
      ...days,
      requestId: newRequestId(),
    });
    const page = await phoneOf('patient');
    await offerToAll();
    await page.getByRole('link', { name: 'A time has come free: see it' }).click();
    await page.getByRole('button', { name: 'Not this one' }).click();
    await page.getByRole('heading', { name: 'A time has come free' }).waitFor({ state: 'detached' });
    await page.getByText('Waiting', { exact: true }).waitFor();
    expect(await countVisits(clinic)).toBe(0);
    await page.context().close();
  });
});
