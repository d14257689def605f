import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailOf } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { untilKept } from '../support/drafts.ts';
import { axeProblems, signInOn, touchProblems } from '../support/phone.ts';
import { PHONE_SIZE, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';

/** Monday 2 March 2026, 08:30 at the clinic. */
const NOW = '2026-03-02T07:30:00Z';

let clinic: ListeningClinic;
let browser: Browser;

beforeAll(async () => {
  clinic = await listen({ now: NOW });
  browser = await launchChromium();
  await bookForOther('2026-03-03T08:00:00Z');
});

afterAll(async () => {
  await browser.close();
  await clinic.close();
});

const onPhone = (scheme: 'light' | 'dark' = 'light') =>
  screenOf(browser, { clinic, who: null }, { path: '/portal', size: PHONE_SIZE, scheme });
const slot = (page: Page, time: string) => page.getByRole('button', { name: time, exact: true });

async function chooseDoctor(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('link', { name: 'New visit' }).click();
  await page.getByRole('link', { name }).click();
}

describe('registering', () => {
  it('names every field that is missing, above the form and beside the field', async () => {
    const phone = await onPhone();
    await phone.getByRole('link', { name: 'Create an account' }).click();
    await phone.getByLabel('First name').fill('Aiko');
    await phone.getByLabel('Email').fill('not an address');
    await phone.getByRole('button', { name: 'Create account' }).click();

    await phone.getByText('4 things need your attention').waitFor();
    await phone.getByRole('button', { name: /^Last name/ }).click();
    await expect
      .poll(() => phone.getByLabel('Last name').evaluate((field) => field === document.activeElement))
      .toBe(true);
    expect(await phone.getByLabel('Email').getAttribute('aria-invalid')).toBe('true');
    expect(await phone.getByLabel('First name').inputValue()).toBe('Aiko');
    expect(await axeProblems(phone)).toEqual([]);
    await phone.context().close();
  });

  it('keeps what was typed when the email belongs to somebody', async () => {
    const phone = await registrationForm(emailOf('patient'));
    await phone.getByRole('button', { name: 'Create account' }).click();

    await phone.getByRole('alert').getByText('There is already an account with this email').waitFor();
    expect(await phone.getByLabel('Last name').inputValue()).toBe('Mori');
    await phone.context().close();
  });

  it('shows what the server refuses beside its field', async () => {
    const phone = await registrationForm('weak@example.org');
    await phone.getByLabel('Password', { exact: true }).fill('password1234');
    await phone.getByRole('button', { name: 'Create account' }).click();

    await phone.getByText('is made of words that are guessed first').first().waitFor();
    expect(await phone.getByLabel('Password', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await phone.context().close();
  });

  it('makes a patient and shows an empty home', async () => {
    const phone = await registrationForm('aiko@example.org');
    await phone.getByRole('button', { name: 'Create account' }).click();

    await phone.getByText('No visit ahead').waitFor();
    await phone.getByText('Aiko Mori, Patient').waitFor();
    const account = await clinic.db.read((q) =>
      q
        .selectFrom('appUser')
        .select(['role'])
        .where('email', '=', 'aiko@example.org')
        .executeTakeFirstOrThrow(),
    );
    expect(account.role).toBe('patient');
    await phone.context().close();
  });

  async function registrationForm(email: string): Promise<Page> {
    const phone = await onPhone();
    await phone.getByRole('link', { name: 'Create an account' }).click();
    await phone.getByLabel('First name').fill('Aiko');
    await phone.getByLabel('Last name').fill('Mori');
    await phone.getByLabel('Date of birth').fill('1991-07-23');
    await phone.getByLabel('Email').fill(email);
    await phone.getByLabel('Password', { exact: true }).fill('maple kettle north');
    return phone;
  }
});

describe('a visit by free times', () => {
  let phone: Page;

  beforeAll(async () => {
    phone = await onPhone();
    await signInOn(phone, emailOf('patient'));
    await phone.getByText('No visit ahead').waitFor();
  });
  afterAll(() => phone.context().close());

  it('keeps the reason and offers other times when somebody was quicker', async () => {
    await chooseDoctor(phone, /Ana Ruiz/);
    await slot(phone, '10:00').click();
    await phone.getByLabel(/Reason for the visit/).fill('Ear ache');
    await bookForOther('2026-03-02T09:00:00Z');
    await phone.getByRole('button', { name: 'Book the visit' }).click();

    await phone.getByText('This time is not free').waitFor();
    await slot(phone, '10:00').waitFor({ state: 'detached' });
    await slot(phone, '10:30').click();
    expect(await phone.getByLabel(/Reason for the visit/).inputValue()).toBe('Ear ache');
    // A phone that drops the page meanwhile has the words again.
    await untilKept(clinic, clinic.actors.patient, ['Ear ache']);
    await phone.reload();
    await slot(phone, '10:30').click();
    await expect.poll(() => phone.getByLabel(/Reason for the visit/).inputValue()).toBe('Ear ache');
  });

  it('books the chosen time and shows it as the next visit', async () => {
    await phone.getByRole('button', { name: 'Book the visit' }).click();

    await phone.getByRole('heading', { name: 'Your next visit' }).waitFor();
    await phone.getByText('Please be at the front desk').waitFor();
    expect(await visitsOfPatient()).toEqual([{ startsAt: '2026-03-02T09:30:00.000Z', status: 'booked' }]);
    const keptNames = async () =>
      (await clinic.call(clinic.actors.patient).drafts.list({})).items.filter(({ name }) =>
        name.startsWith('book:'),
      );
    await expect.poll(keptNames).toEqual([]);
  });

  it('moves it to another free time', async () => {
    await phone.getByRole('link', { name: 'Move' }).click();
    await slot(phone, '14:00').click();
    await phone.getByRole('button', { name: 'Move the visit' }).click();

    await phone.getByText('Your visit is now on').waitFor();
    await phone.getByRole('heading', { name: 'Your next visit' }).waitFor();
    expect(await visitsOfPatient()).toEqual([{ startsAt: '2026-03-02T13:00:00.000Z', status: 'booked' }]);
  });

  it('follows a move by the desk without a reload', async () => {
    const [visit] = await clinic.db.read((q) =>
      q.selectFrom('appointment').selectAll().where('patientId', '=', clinic.cast.patient).execute(),
    );
    await clinic.call(clinic.actors.reception).appointments.move({
      id: visit!.id,
      startsAt: '2026-03-02T14:00:00Z',
      expectedVersion: visit!.version,
      requestId: randomUUID(),
    });

    await phone.getByText('15:00', { exact: true }).waitFor();
    await phone.getByText('14:00', { exact: true }).waitFor({ state: 'detached' });
  });

  it('says that a cancellation is late, cancels, and offers what next', async () => {
    await phone.getByRole('button', { name: 'Cancel visit' }).click();
    const sheet = phone.getByRole('dialog');
    await sheet.getByText('This is a late cancellation').waitFor();
    await sheet.getByLabel('I feel better').check();
    await sheet.getByRole('button', { name: 'Cancel the visit' }).click();

    await phone.getByRole('dialog', { name: 'Your visit is cancelled' }).waitFor();
    await phone.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await phone.getByText('No visit ahead').waitFor();
    expect(await visitsOfPatient()).toEqual([{ startsAt: '2026-03-02T14:00:00.000Z', status: 'cancelled' }]);
  });
});

describe('a visit with any doctor', () => {
  it('shows the first free times with their doctors, and books one', async () => {
    const phone = await onPhone();
    await signInOn(phone, emailOf('otherPatient'));
    await phone.getByRole('link', { name: 'New visit' }).click();
    await phone.getByRole('link', { name: 'Any doctor' }).click();
    const times = phone.getByRole('listitem').getByRole('button');
    await times.filter({ hasText: 'Dr. Ben Osei' }).first().click();
    await phone.getByRole('dialog').getByText('with Dr. Ben Osei').waitFor();
    await phone.getByRole('button', { name: 'Book the visit' }).click();
    await phone.getByRole('heading', { name: 'Your next visit' }).waitFor();
    const visits = await clinic.db.read((q) =>
      q
        .selectFrom('appointment')
        .select(['source', 'status'])
        .where('patientId', '=', clinic.cast.otherPatient)
        .where('doctorId', '=', clinic.cast.otherDoctor)
        .execute(),
    );
    expect(visits).toEqual([{ source: 'online', status: 'booked' }]);
    await phone.context().close();
  });
});

describe('asking the clinic', () => {
  let phone: Page;

  beforeAll(async () => {
    phone = await onPhone();
    await signInOn(phone, emailOf('otherPatient'));
    await phone.getByRole('link', { name: 'New visit' }).waitFor();
  });
  afterAll(() => phone.context().close());

  async function fillIn(reason: string): Promise<void> {
    await chooseDoctor(phone, /Ben Osei/);
    await phone.getByText('Ask the clinic').click();
    await phone.getByLabel('Day', { exact: true }).fill('2026-03-04');
    await phone.getByLabel(/^Afternoon/).check();
    await phone.getByLabel(/What it is about/).fill(reason);
  }

  it('warns that an emergency is for the telephone', async () => {
    await fillIn('Knee hurts on stairs');
    await phone.getByLabel(/^Emergency/).check();
    await phone.getByText('In an emergency, call.').waitFor();
    await phone.getByLabel(/^Normal/).check();
    await phone.getByText('In an emergency, call.').waitFor({ state: 'detached' });
  });

  it('keeps what was typed over a reload', async () => {
    await untilKept(clinic, clinic.actors.otherPatient, ['Knee hurts on stairs', '"medium"']);
    await phone.reload();
    await phone.getByText('Ask the clinic').click();

    await expect.poll(() => phone.getByLabel(/What it is about/).inputValue()).toBe('Knee hurts on stairs');
    await expect.poll(() => phone.getByLabel(/^Afternoon/).isChecked()).toBe(true);
  });

  it('shows the request as waiting', async () => {
    await phone.getByRole('button', { name: 'Send the request' }).click();

    await phone.getByText('The clinic will answer here').waitFor();
    const waiting = await clinic.call(clinic.actors.reception).requests.list({});
    expect(waiting.items.map(({ reason }) => reason)).toEqual(['Knee hurts on stairs']);
  });

  it('refuses the same request twice and keeps the form', async () => {
    await fillIn('The same once more');
    await phone.getByRole('button', { name: 'Send the request' }).click();

    await phone.getByText('You already have a waiting request').waitFor();
    expect(await phone.getByLabel(/What it is about/).inputValue()).toBe('The same once more');
    await phone.getByRole('link', { name: 'Back' }).click();
    await phone.getByRole('link', { name: 'Back' }).click();
  });

  it('shows a decline with its reason as soon as the desk has decided', async () => {
    const desk = clinic.call(clinic.actors.reception).requests;
    const [request] = (await desk.list({})).items;
    await desk.reject({ id: request!.id, reason: 'Dr. Osei is away', expectedVersion: request!.version });

    await phone.getByText('The clinic wrote: Dr. Osei is away').waitFor();
    await phone.getByRole('link', { name: 'Ask again' }).waitFor();
  });

  it('opens a move on the day of the visit, and no longer calls a request answered by a visit that is cancelled', async () => {
    const desk = clinic.call(clinic.actors.reception);
    const asked = await clinic.call(clinic.actors.otherPatient).requests.create({
      doctorId: clinic.cast.doctor,
      date: '2026-03-19',
      dayPart: 'afternoon',
      reason: 'Knee hurts again',
      requestId: randomUUID(),
    });
    const { appointment } = await desk.requests.accept({
      id: asked.id,
      startsAt: '2026-03-19T13:00:00Z',
      appointmentTypeId: clinic.cast.type,
      expectedVersion: asked.version,
      requestId: randomUUID(),
    });
    const card = phone.getByRole('article').filter({ hasText: 'Knee hurts again' });
    await card.getByText('Your visit is on Thursday 19 March, 14:00.').waitFor();

    await phone.getByRole('link', { name: 'Move, Thursday 19 March, 14:00' }).click();
    await phone.getByRole('button', { name: /^Thu 19/, pressed: true }).waitFor();
    await phone.getByRole('button', { name: /^Mon 16/ }).waitFor();
    await phone.getByRole('link', { name: 'Back' }).click();
    await card.waitFor();

    const { id, version } = appointment;
    await desk.appointments.cancel({ id, code: 'pat', expectedVersion: version });
    await card.waitFor({ state: 'hidden' });
    await phone.getByText('earlier request').click();
    await card.getByText('The visit it led to is over or was cancelled.').waitFor();
  });
});

describe.each(['light', 'dark'] as const)('the portal in %s', (scheme) => {
  it('can be read and pressed by everybody, screen by screen', async () => {
    const phone = await onPhone(scheme);
    const look = async () => [...(await axeProblems(phone)), ...(await touchProblems(phone))];
    await phone.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await look()).toEqual([]);

    await signInOn(phone, emailOf('otherPatient'));
    await phone.getByRole('heading', { name: 'Your next visit' }).waitFor();
    expect(await look()).toEqual([]);
    await phone.getByRole('button', { name: 'Cancel visit' }).first().click();
    await phone.getByRole('dialog', { name: 'Cancel this visit?' }).waitFor();
    expect(await look()).toEqual([]);
    await phone.keyboard.press('Escape');

    await phone.getByRole('link', { name: 'New visit' }).click();
    await phone.getByText('2 doctors').waitFor();
    expect(await look()).toEqual([]);
    await phone.getByRole('link', { name: /Ana Ruiz/ }).click();
    await slot(phone, '11:00').waitFor();
    expect(await look()).toEqual([]);
    await slot(phone, '11:00').click();
    await phone.getByRole('dialog', { name: 'Book this visit?' }).waitFor();
    expect(await look()).toEqual([]);
    await phone.keyboard.press('Escape');

    await phone.getByText('Ask the clinic').click();
    await phone.getByLabel(/^Emergency/).check();
    await phone.getByRole('button', { name: 'Send the request' }).click();
    await phone.getByText('need your attention').waitFor();
    expect(await look()).toEqual([]);
    await phone.context().close();
  });
});

async function bookForOther(startsAt: string): Promise<void> {
  await clinic.call(clinic.actors.reception).appointments.book({
    patientId: clinic.cast.otherPatient,
    doctorId: clinic.cast.doctor,
    appointmentTypeId: clinic.cast.type,
    startsAt,
    requestId: randomUUID(),
  });
}

async function visitsOfPatient() {
  return clinic.db.read((q) =>
    q
      .selectFrom('appointment')
      .select(['startsAt', 'status'])
      .where('patientId', '=', clinic.cast.patient)
      .execute(),
  );
}
