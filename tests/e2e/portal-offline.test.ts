import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailOf } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { type FlakyLine, flakyLine } from '../support/flaky-line.ts';
import { axeProblems } from '../support/phone.ts';
import { PHONE_SIZE, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';

/** Monday 2 March 2026, 08:30 at the clinic. */
const NOW = '2026-03-02T07:30:00Z';

let clinic: ListeningClinic;
let line: FlakyLine;
let browser: Browser;
let phone: Page;

beforeAll(async () => {
  clinic = await listen({ now: NOW });
  line = await flakyLine(clinic.url);
  browser = await launchChromium();
  const byLine = { ...clinic, url: line.url };
  phone = await screenOf(browser, { clinic: byLine, who: 'patient' }, { path: '/portal', size: PHONE_SIZE });
  await phone.getByRole('link', { name: 'New visit' }).click();
  await phone.getByRole('link', { name: /Ana Ruiz/ }).click();
  await phone.getByText('Ask the clinic').click();
  await phone.getByLabel('Day', { exact: true }).fill('2026-03-04');
  await phone.getByLabel(/^Morning/).check();
  await phone.getByLabel(/What it is about/).fill('A rash on both arms');
});

afterAll(async () => {
  await browser.close();
  await line.close();
  await clinic.close();
});

const bookAt = (startsAt: string) =>
  clinic.call(clinic.actors.reception).appointments.book({
    patientId: clinic.cast.patient,
    doctorId: clinic.cast.doctor,
    appointmentTypeId: clinic.cast.type,
    startsAt,
    requestId: randomUUID(),
  });

describe('a phone whose line to the clinic breaks', () => {
  it('says that nothing was sent and keeps what was typed', async () => {
    line.cut();
    await phone.getByRole('button', { name: 'Send the request' }).click();

    await phone.getByText('Your input is kept').waitFor();
    expect(await phone.getByLabel(/What it is about/).inputValue()).toBe('A rash on both arms');
  });

  it('says after a while that what is shown may be old', async () => {
    await phone.getByText('What you see may be old').waitFor();
    expect(await axeProblems(phone)).toEqual([]);
  });

  it('sends the same request once when the line is back, without a new sign-in', async () => {
    line.mend();
    await phone.getByText('What you see may be old').waitFor({ state: 'detached' });
    await phone.getByRole('button', { name: 'Send the request' }).click();

    await phone.getByText('The clinic will answer here').waitFor();
    const waiting = await clinic.call(clinic.actors.reception).requests.list({});
    expect(waiting.items.map(({ reason }) => reason)).toEqual(['A rash on both arms']);
  });

  it('shows by itself what was booked while it heard nothing', async () => {
    line.cut();
    await bookAt('2026-03-03T09:00:00Z');
    line.mend();

    await phone.getByRole('heading', { name: 'Your next visit' }).waitFor();
    await phone.getByText('10:00', { exact: true }).waitFor();
  });

  it('leaves within a second when the sign-in is ended elsewhere', async () => {
    const [session] = await clinic.db.read((q) =>
      q
        .selectFrom('session')
        .innerJoin('appUser', 'appUser.id', 'session.userId')
        .select('session.id')
        .where('appUser.email', '=', emailOf('patient'))
        .orderBy('session.createdAt', 'desc')
        .orderBy('session.id', 'desc')
        .execute(),
    );
    await clinic.services.auth.signOut({ ...clinic.actors.patient, sessionId: session!.id });

    await phone.getByText('Your sign-in has ended').waitFor({ timeout: 1500 });
    expect(await phone.getByText('Your next visit').count()).toBe(0);
  });
});
