import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ActorName, PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId } from '../support/visits.ts';

const NOW = '2026-03-02T07:30:00Z';

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

const signedIn = (who: ActorName, path: string): Promise<Page> =>
  screenOf(browser, { clinic, who }, { path });

const profile = () => clinic.call(clinic.actors.reception).profiles.get({ id: clinic.cast.patient });

describe('a patient’s card', () => {
  it('is kept by the desk: contact, who acts for them, an ID seen, a code, a hold', async () => {
    const page = await signedIn('reception', '/charts');
    await page.getByLabel('Find a patient').fill('lop');
    await page.getByRole('button', { name: /Lopez, Maria/ }).click();
    const card = page.getByRole('article', { name: 'Maria Lopez' });
    await card.getByText('Allergies: not asked').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await card.getByRole('button', { name: 'Edit: Contact' }).click();
    await page.getByRole('dialog').getByLabel('Address').fill('Harbour Street 5');
    await page.getByRole('dialog').getByLabel('Email').fill('no address');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').getByText('email', { exact: false }).last().waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('dialog').getByLabel('Email').fill('maria@mail.test');
    await page.getByRole('button', { name: 'Save' }).click();
    await card.getByText('Harbour Street 5').waitFor();
    await card.getByRole('button', { name: 'Edit: Who acts for them' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Pablo Lopez');
    await page.getByRole('dialog').getByLabel('Who they are to the patient').fill('father');
    await page.getByRole('button', { name: 'Save' }).click();
    await card.getByText('Pablo Lopez').waitFor();
    await card.getByRole('button', { name: 'Edit: Assigned doctors' }).click();
    await page.getByRole('dialog').getByLabel('Doctor', { exact: true }).fill('Ben');
    await page.getByRole('option', { name: 'Dr. Ben Osei' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await card.getByText('Dr. Ben Osei').waitFor();
    await card.getByRole('button', { name: 'I have seen an ID' }).click();
    await page.getByRole('button', { name: 'I have seen it' }).click();
    await card.getByText('Identity card, seen by Rita Desk').waitFor();
    await card.getByRole('button', { name: 'Forbid erasing' }).click();
    await page.getByLabel('Why it must stay').fill('A case at court');
    await page.keyboard.press('Enter');
    await card.getByText('Must not be erased: A case at court').waitFor();
    await card.getByRole('button', { name: 'Allow it again' }).click();
    await page.getByLabel('Why it may go').fill('The case is closed');
    await page.getByRole('dialog').getByLabel('Your password', { exact: true }).fill(PASSWORD);
    expect(await axeProblems(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await card.getByText('Allowed by Rita Desk: The case is closed').waitFor();
    await card.getByRole('button', { name: 'Print a code for a new password' }).click();
    const reset = page.getByRole('dialog', { name: 'Print a code for a new password' });
    await reset.getByRole('button', { name: 'Make the code' }).click();
    await reset.getByText('is needed').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await reset.getByLabel('Your password', { exact: true }).fill(PASSWORD);
    if (process.env['SHOT']) await page.screenshot({ path: `${process.env['SHOT']}/reset.png` });
    await page.keyboard.press('Enter');
    await page.locator('code').waitFor();
    expect(await page.locator('code').textContent()).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);

    expect(await profile()).toMatchObject({
      address: 'Harbour Street 5',
      email: 'maria@mail.test',
      guardians: [{ name: 'Pablo Lopez', relationship: 'father' }],
      assignedDoctors: [{ doctorId: clinic.cast.otherDoctor, endsOn: null }],
      idCheck: { document: 'id_card' },
    });
    await page.context().close();
  });

  it('takes the account of somebody who signed up again', async () => {
    const desk = clinic.call(clinic.actors.reception).patients;
    const { cast } = clinic;
    const person = {
      familyName: 'Lopez',
      givenName: 'Maria',
      birthDate: '1980-04-12',
      requestId: newRequestId(),
    };
    const known = await desk.register({ ...person, isNotDuplicate: true });
    const page = await signedIn('reception', `/charts?patient=${known.id}`);
    const card = page.getByRole('article', { name: 'Maria Lopez' });
    await card.getByText('No account').waitFor();
    await card.getByRole('button', { name: 'They signed up again…' }).click();
    await page
      .getByRole('group', { name: 'Charts found' })
      .getByRole('button', { name: /Chart 1001/ })
      .press('Enter');
    expect(await axeProblems(page)).toEqual([]);
    if (process.env['SHOT']) await page.screenshot({ path: `${process.env['SHOT']}/join.png` });
    await page.getByRole('button', { name: 'I have seen who it is: join' }).press('Enter');
    await card.getByText('Has an account').waitFor();

    const { mergedInto } = await clinic.call(clinic.actors.reception).profiles.get({ id: cast.patient });
    expect(mergedInto).toBe(known.id);
    await page.context().close();
  });

  it('is joined to one of another name and birth date only by who types the number of that', async () => {
    const person = { familyName: 'Okafor', givenName: 'Ada', birthDate: '1999-09-09' };
    const known = await clinic
      .call(clinic.actors.reception)
      .patients.register({ ...person, requestId: newRequestId() });
    const page = await signedIn('reception', `/charts?patient=${known.id}`);
    const card = page.getByRole('article', { name: 'Ada Okafor' });
    await card.getByText('No account').waitFor();
    await card.getByRole('button', { name: 'They signed up again…' }).press('Enter');
    await page.getByRole('textbox', { name: 'Find the chart made by signing up' }).fill('Lopez');
    await page
      .getByRole('group', { name: 'Charts found' })
      .getByRole('button', { name: /Chart 1001/ })
      .press('Enter');
    await page.getByText('The two charts bear different names and birth dates.').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    if (process.env['SHOT']) await page.screenshot({ path: `${process.env['SHOT']}/join-differs.png` });
    await page.getByRole('button', { name: 'I have seen who it is: join' }).press('Enter');
    await page
      .getByText('needs the number of the chart that is closed: name and birth date differ')
      .waitFor();
    expect((await profile()).mergedInto).toBeNull();

    const number = page.getByRole('textbox', { name: 'Number of the chart that is closed' });
    await number.fill('1001');
    await number.press('Enter');
    await card.getByText('Has an account').waitFor();
    expect((await profile()).mergedInto).toBe(known.id);
    await page.context().close();
  });

  it('has its sign-in address changed by who has seen a document, and says so where it is taken', async () => {
    const page = await signedIn('reception', `/charts?patient=${clinic.cast.patient}`);
    const card = page.getByRole('article', { name: 'Maria Lopez' });
    await card.getByRole('button', { name: 'Change the sign-in address' }).press('Enter');
    const dialog = page.getByRole('dialog');
    const address = dialog.getByLabel('New email address');
    await address.fill(clinic.actors.doctor.email);
    const password = dialog.getByLabel('Your password', { exact: true });
    await password.fill('another one');
    expect(await axeProblems(page)).toEqual([]);
    await password.press('Enter');
    await dialog.getByText('is not right').waitFor();
    if (process.env['SHOT']) await page.screenshot({ path: `${process.env['SHOT']}/address.png` });
    await password.fill(PASSWORD);
    await password.press('Enter');
    await dialog.getByText('There is already an account with this email').waitFor();
    await address.fill('maria.new@mail.test');
    await dialog.getByRole('button', { name: 'I have seen who it is: change' }).press('Enter');
    await page.getByText('They sign in with maria.new@mail.test now.').waitFor();

    const user = await clinic.db.read((q) =>
      q
        .selectFrom('appUser')
        .select(['email', 'emailVerifiedAt'])
        .where('patientId', '=', clinic.cast.patient)
        .executeTakeFirstOrThrow(),
    );
    expect(user).toEqual({ email: 'maria.new@mail.test', emailVerifiedAt: null });
    await page.context().close();
  });

  it('is one press away from a visit on the board', async () => {
    await book(clinic, { startsAt: '2026-03-02T10:00:00Z' });
    const page = await signedIn('reception', '/board');
    await page.getByRole('gridcell', { name: /Maria Lopez/ }).press('Enter');
    await page.getByRole('link', { name: 'Maria Lopez' }).click();
    await page.getByRole('article', { name: 'Maria Lopez' }).waitFor();

    expect(new URL(page.url()).searchParams.get('patient')).toBe(clinic.cast.patient);
    await page.reload();
    await page.getByRole('article', { name: 'Maria Lopez' }).waitFor();
    await page.context().close();
  });

  it('loses nobody’s words when two change it at once', async () => {
    const page = await signedIn('reception', '/charts');
    // By the keyboard alone: what was typed, the first hit, and back again.
    await page.getByLabel('Find a patient').fill('lop');
    await page.getByRole('button', { name: /Lopez, Maria/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.locator('button:focus', { hasText: 'Lopez, Maria' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.locator('input:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit: Contact' }).click();
    await page.getByRole('dialog').getByLabel('Address').fill('Harbour Street 5');
    const { id, version } = await profile();
    const changes = { phone: '+49 30 7654321' };
    await clinic.call(clinic.actors.reception).profiles.edit({ id, expectedVersion: version, changes });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').getByText('Somebody changed this meanwhile').waitFor();
    expect(await page.getByRole('dialog').getByLabel('Address').inputValue()).toBe('Harbour Street 5');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    expect(await profile()).toMatchObject({ phone: '+49 30 7654321', address: 'Harbour Street 5' });
    await page.context().close();
  });

  it('shows the treating doctor what the desk does not see', async () => {
    await book(clinic);
    const page = await signedIn('doctor', '/charts');
    await page.getByLabel('Find one of your patients').fill('lop');
    await page.getByRole('button', { name: /Lopez, Maria/ }).click();
    await page.getByRole('button', { name: 'Edit: Medical background' }).click();
    await page.getByRole('dialog').getByLabel('Allergies', { exact: true }).fill('Penicillin');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('article').getByText('Penicillin').waitFor();
    expect(await axeProblems(page)).toEqual([]);

    const desk = await signedIn('reception', '/charts');
    await desk.getByLabel('Find a patient').fill('lop');
    await desk.getByRole('button', { name: /Lopez, Maria/ }).click();
    await desk.getByRole('article').getByText('Allergies', { exact: true }).waitFor();
    expect(await desk.content()).not.toContain('Penicillin');
    await desk.context().close();
    await page.context().close();
  });

  it('of a doctor is how patients see them, and the doctor writes it', async () => {
    const page = await signedIn('doctor', '/my-profile');
    await page.getByRole('button', { name: 'Change' }).click();
    await page.getByLabel('Languages, with commas between').fill('English, Spanish');
    await page.getByLabel('Practising since (year)').fill('soon');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('alert').or(page.locator('[aria-invalid]')).first().waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByLabel('Practising since (year)').fill('2009');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('English, Spanish').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    const seen = clinic.call(clinic.actors.patient).clinic.getDoctor({ id: clinic.cast.doctor });

    expect(await seen).toMatchObject({ languages: ['English', 'Spanish'], practisingSince: 2009 });
    await page.context().close();
  });

  it('is corrected by the desk when its owner asks', async () => {
    const own = clinic.call(clinic.actors.patient).corrections;
    await own.ask({ field: 'familyName', wanted: 'López', requestId: newRequestId() });
    await own.ask({ field: 'other', wanted: 'I do not smoke', requestId: newRequestId() });
    const page = await signedIn('reception', '/corrections');
    await page.getByText('López').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Accept' }).click();
    await expect.poll(async () => (await profile()).familyName).toBe('López');
    await expect.poll(() => page.getByRole('button', { name: 'Decline' }).count()).toBe(1);
    await page.getByRole('button', { name: 'Decline' }).click();
    await page.getByLabel('Why (they read it)').fill('Ask your doctor');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing here').waitFor();

    expect((await own.listOwn({})).items.map(({ status }) => status).toSorted()).toEqual([
      'accepted',
      'declined',
    ]);
    await page.context().close();
  });
});
