import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import { launchChromium } from '../support/browser.ts';
import { untilKept } from '../support/drafts.ts';
import { typeInDialog } from '../support/keyboard.ts';
import { axeProblems, touchProblems } from '../support/phone.ts';
import { PHONE_SIZE, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { FILLED_FORMS, MEDICINES, WHY } from '../support/visit-forms.ts';
import { book, wall } from '../support/visits.ts';

const NOW = wall('08:30');

let browser: Browser;
let clinic: ListeningClinic;
let visit: AppointmentDto;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
  visit = await book(clinic);
});
afterEach(() => clinic.close());

const phone = (scheme: 'light' | 'dark' = 'light', language?: 'de') =>
  screenOf(browser, { clinic, who: 'patient' }, { path: '/portal', size: PHONE_SIZE, scheme, language });
const problems = async (page: Page) => [...(await axeProblems(page)), ...(await touchProblems(page))];

const group = (page: Page, name: RegExp) => page.getByRole('group', { name });
const drafts = async () => (await clinic.call(clinic.actors.patient).drafts.list({})).items.length;

describe('the questions before a visit', () => {
  it('are answered on the phone, over a reload, and change when one thinks again', async () => {
    const page = await phone();
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => faults.push(message));
    await page.getByRole('link', { name: 'Answer the questions' }).tap();
    await page.getByRole('heading', { name: 'Questions before your visit' }).waitFor();
    await page.getByRole('button', { name: 'Send the answers' }).tap();
    await page.getByText('8 questions still need an answer').waitFor();
    const reason = page.getByLabel('What brings you to the doctor?');
    await expect.poll(() => reason.evaluate((field) => field === document.activeElement)).toBe(true);
    expect(await problems(page)).toEqual([]);

    await reason.fill('A cough that does not end');
    await page.getByText('For some weeks').tap();
    await group(page, /fever/).getByText('No').tap();
    await group(page, /medicines you take/)
      .getByText('No')
      .tap();
    await page.getByText('Yes, and the clinic does not know all of them').tap();
    await page.getByLabel('To what, and what happened?').fill('Penicillin, a rash');
    await untilKept(clinic, clinic.actors.patient, ['A cough that does not end', 'Penicillin, a rash']);
    await page.reload();
    await reason.waitFor();
    await expect.poll(() => reason.inputValue()).toBe('A cough that does not end');
    expect(await page.getByLabel('For some weeks').isChecked()).toBe(true);
    expect(await page.getByLabel('To what, and what happened?').inputValue()).toBe('Penicillin, a rash');

    await page.getByText('With walking or stairs').tap();
    await group(page, /insurance/)
      .getByText('Yes')
      .tap();
    await page.getByText('I have answered as well as I can').tap();
    await page.getByRole('button', { name: 'Send the answers' }).tap();
    await page.getByText('Your answers are with the clinic', { exact: true }).waitFor();
    expect(await problems(page)).toEqual([]);
    await expect.poll(drafts).toBe(0);

    await page.getByRole('link', { name: 'Change your answers' }).tap();
    await page.getByText('None that I know of').tap();
    await page.getByRole('button', { name: 'Send the answers' }).tap();
    const read = () => clinic.call(clinic.actors.doctor).forms.read({ appointmentId: visit.id });
    const values = async () =>
      (await read()).forms.flatMap(({ answers }) => answers.map(({ value }) => value));
    await expect.poll(values).toContain('none');
    expect(await values()).not.toContain('Penicillin, a rash');
    expect(faults).toEqual([]);
    await page.context().close();
  });

  it('are answered with the keyboard alone', async () => {
    const page = await phone();
    await page.getByRole('link', { name: 'Answer the questions' }).press('Enter');
    await page.getByLabel('What brings you to the doctor?').waitFor();
    const keys = ['Tab', 'A', 'Tab', 'Space', 'Tab', 'Space', 'Tab', 'ArrowRight', 'Tab', 'Space'];
    await page.getByLabel('What brings you to the doctor?').focus();
    for (const key of keys.slice(1)) await page.keyboard.press(key);
    for (const key of ['Tab', 'Tab', 'Tab', 'Space', 'Tab', 'Space', 'Tab', 'Space', 'Tab', 'Enter'])
      await page.keyboard.press(key);
    await page.getByText('Your answers are with the clinic', { exact: true }).waitFor();
    await page.context().close();
  });

  it('are in German, and in the dark', async () => {
    const page = await phone('dark', 'de');
    await page.getByRole('link', { name: 'Fragen beantworten' }).tap();
    await page.getByText('Haben Sie Fieber').waitFor();
    expect(await problems(page)).toEqual([]);
    await page.context().close();
  });

  it('are seen at the desk to be answered, and read by the doctor alone', async () => {
    const own = clinic.call(clinic.actors.patient).forms;
    const answers = [
      ...FILLED_FORMS.map((each) => (each.question === 'allergies' ? { ...each, value: 'more' } : each)),
      { form: MEDICINES, question: 'allergiesWhich', value: 'Penicillin, a rash' },
    ];
    await own.answer({ appointmentId: visit.id, answers, expectedVersion: 0 });
    const desk = clinic.call(clinic.actors.reception).appointments;
    await desk.setStatus({ id: visit.id, status: 'arrived', expectedVersion: 1 });

    const path = `/board?day=${visit.startsAt.slice(0, 10)}`;
    const reception = await screenOf(browser, { clinic, who: 'reception' }, { path });
    await reception.locator('[data-event]').filter({ hasText: 'Lopez' }).focus();
    await reception.keyboard.press('i');
    const dialog = reception.getByRole('dialog', { name: 'Check in' });
    await dialog.getByText('Complete, answered').waitFor();
    expect(await dialog.getByText('With walking or stairs').isVisible()).toBe(true);
    expect(await dialog.getByText(/cough|Penicillin/).count()).toBe(0);
    expect(await axeProblems(reception)).toEqual([]);
    await reception.context().close();

    for (const scheme of ['light', 'dark'] as const) {
      const doctor = await screenOf(browser, { clinic, who: 'doctor' }, { path: '/my-day', scheme });
      const said = doctor.getByRole('region', { name: 'Said before the visit' });
      await said.getByText('A cough').waitFor();
      expect(await said.innerText()).toMatch(
        /Allergies as the patient says, not confirmed: .*Penicillin, a rash/,
      );
      expect(await axeProblems(doctor)).toEqual([]);
      await doctor.context().close();
    }
  });
});

describe('the set-up', () => {
  it('says which questions are asked before which visit', async () => {
    const admin = await screenOf(browser, { clinic, who: 'admin' }, { path: '/clinic?section=questions' });
    await admin.getByRole('button', { name: 'Medicines and allergies' }).click();
    const dialog = admin.getByRole('dialog', { name: 'Medicines and allergies' });
    await dialog.getByText('Do you have allergies?').waitFor();
    expect(await axeProblems(admin)).toEqual([]);
    await dialog.getByText('Nobody', { exact: true }).click();
    await dialog.getByRole('button', { name: 'Save' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await admin.getByRole('row', { name: /Medicines and allergies.*Nobody/ }).waitFor();
    expect(await axeProblems(admin)).toEqual([]);
    const own = await clinic.call(clinic.actors.patient).forms.ofOwnVisit({ appointmentId: visit.id });
    expect(own.forms.map(({ id }) => id)).not.toContain(MEDICINES);
    await admin.context().close();
  });

  it('puts a delivered form in the clinic’s words, by keyboard, and goes back and forth', async () => {
    const admin = await screenOf(
      browser,
      { clinic, who: 'admin' },
      { path: '/clinic?section=questions', scheme: 'dark' },
    );
    const asks = async () => {
      const own = await clinic.call(clinic.actors.patient).forms.ofOwnVisit({ appointmentId: visit.id });
      return own.forms.find(({ id }) => id === WHY)?.questions[0]?.asks.de;
    };
    const delivered = await asks();
    await admin.getByRole('button', { name: 'Why you come' }).press('Enter');
    await admin.getByRole('dialog').getByRole('button', { name: 'Reword' }).press('Enter');
    const words = admin.getByRole('dialog', { name: 'Reword “Why you come”' });
    await words.getByLabel('Heading (English)').and(admin.locator(':focus')).waitFor();
    const first = words.getByRole('group', { name: 'Question 1' });
    await first.getByLabel('What is asked (Deutsch)').fill('Was können wir für Sie tun?');
    await first.getByText(`Delivered: ${delivered}`).waitFor();
    expect(await axeProblems(admin)).toEqual([]);
    await admin.keyboard.press('Enter');
    await words.waitFor({ state: 'detached' });
    const dialog = admin.getByRole('dialog', { name: 'Why you come' });
    await dialog.getByText('These are your clinic’s words.').waitFor();
    expect(await axeProblems(admin)).toEqual([]);
    await expect.poll(asks).toBe('Was können wir für Sie tun?');
    await dialog.getByRole('button', { name: 'Back to the delivered words' }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(asks).toBe(delivered);
    await admin.getByRole('button', { name: 'Undo' }).press('Enter');
    await admin.getByRole('row', { name: /Why you come in your words/ }).waitFor();
    expect(await asks()).toBe('Was können wir für Sie tun?');
    expect(await axeProblems(admin)).toEqual([]);
    await admin.context().close();

    const page = await phone('dark', 'de');
    await page.getByRole('link', { name: 'Fragen beantworten' }).tap();
    await page.getByText('Was können wir für Sie tun?').waitFor();
    await page.context().close();
  });

  it('takes questions of the clinic’s own, by keyboard, which the phone asks in its language', async () => {
    const admin = await screenOf(
      browser,
      { clinic, who: 'admin' },
      { path: '/clinic?section=questions', scheme: 'dark' },
    );
    await admin.getByRole('button', { name: 'Add questions of your own' }).press('Enter');
    await typeInDialog(admin, 'Before the X-ray');
    await admin.keyboard.press('Enter');
    const first = admin.getByRole('group', { name: 'Question 1' });
    await first.getByText('is needed').waitFor();
    await first.getByLabel('What is asked (English)').fill('How do you come?');
    await first.getByLabel('What is asked (Deutsch)').fill('Wie kommen Sie?');
    const kind = first.getByLabel('Answered by');
    await kind.focus();
    await admin.keyboard.press('Enter');
    await admin.getByRole('option', { name: 'One of several answers' }).waitFor();
    await admin.keyboard.press('ArrowDown');
    await admin.keyboard.press('Enter');
    await first.getByLabel('Answer 1 (English)').fill('By car');
    await first.getByLabel('Answer 1 (Deutsch)').fill('Mit dem Auto');
    await first.getByLabel('Answer 2 (Deutsch)').fill('Zu Fuß');
    expect(await axeProblems(admin)).toEqual([]);
    // Typed for long, it outlasts the page; given up in so many words it does not.
    await untilKept(clinic, clinic.actors.admin, ['Before the X-ray', 'Zu Fuß']);
    await admin.reload();
    await admin.getByRole('button', { name: 'Add questions of your own' }).press('Enter');
    await expect.poll(() => first.getByLabel('Answer 2 (Deutsch)').inputValue()).toBe('Zu Fuß');
    await first.getByLabel('Answer 2 (Deutsch)').press('Enter');
    await admin.getByRole('row', { name: /Before the X-ray/ }).waitFor();
    await admin.getByRole('button', { name: 'Before the X-ray' }).press('Enter');
    await first.getByLabel('What is asked (English)').fill('How will you come?');
    await untilKept(clinic, clinic.actors.admin, ['How will you come?']);
    await admin.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(async () => (await clinic.call(clinic.actors.admin).drafts.list({})).items).toEqual([]);
    await admin.getByRole('button', { name: 'Before the X-ray' }).press('Enter');
    await expect
      .poll(() => first.getByLabel('What is asked (English)').inputValue())
      .toBe('How do you come?');
    await admin.getByRole('dialog').locator('input:focus').waitFor();
    await admin.keyboard.press('Enter');
    await admin.getByRole('row', { name: /Before the X-ray.*1.*Everybody.*The doctor/ }).waitFor();
    await admin.context().close();

    const page = await phone('light', 'de');
    await page.getByRole('link', { name: 'Fragen beantworten' }).tap();
    const asked = group(page, /Wie kommen Sie/);
    await asked.getByText('Mit dem Auto').waitFor();
    await asked.getByText('Zu Fuß').tap();
    expect(await problems(page)).toEqual([]);
    await page.context().close();
  });
});
