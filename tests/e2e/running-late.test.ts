import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActorName } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { insertPatient, insertVisit } from '../support/factories.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, wall } from '../support/visits.ts';
import { addMinutes, toInstant } from '../../shared/time/instant.ts';

/** Monday 2 March 2026; the doctors work from 09:00 to 17:00. */
const DAY = '2026-03-02';
const NOW = wall('10:00', DAY);

const SHOTS = process.env.MEDLINK_SHOTS;

let browser: Browser;
let clinic: ListeningClinic;
let contexts: BrowserContext[];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: NOW });
  contexts = [];
});
afterEach(async () => {
  for (const context of contexts) await context.close();
  await clinic.close();
});

type At = { readonly who: ActorName; readonly path: string; readonly scheme?: 'light' | 'dark' };
async function open({ who, path, scheme = 'light' }: At): Promise<Page> {
  const page = await screenOf(browser, { clinic, who }, { path, scheme });
  contexts.push(page.context());
  await page.getByText('In sync').waitFor();
  return page;
}

/** Seen on time for twenty minutes each, one a day. */
async function seenBefore(): Promise<void> {
  const patientId = await clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Before' }));
  const who = { doctorId: clinic.cast.doctor, patientId, appointmentTypeId: clinic.cast.type };
  for (let days = 1; days <= 5; days++) {
    const startsAt = addMinutes(toInstant(NOW), -days * 1440);
    const stamps = { arrivedAt: startsAt, withDoctorAt: startsAt, endedAt: addMinutes(startsAt, 20) };
    const row = { ...who, startsAt, ...stamps, status: 'completed' as const };
    await clinic.db.transact(({ q }) => insertVisit(q, row));
  }
}

describe('a doctor who runs late', () => {
  it('says so by one key, and the waiting room and the board say it at once, until it is taken back', async () => {
    await seenBefore();
    await book(clinic, { startsAt: NOW, isWalkIn: true });
    const doctor = await open({ who: 'doctor', path: '/my-day' });
    const waiting = await open({ who: 'reception', path: '/waiting' });
    const board = await open({ who: 'reception', path: '/board', scheme: 'dark' });
    const row = waiting.getByRole('row').filter({ hasText: 'No. 1' });
    await row.getByText('any moment').waitFor();

    const group = doctor.getByRole('group', { name: 'Late by (min)' });
    await group.waitFor();
    await doctor.keyboard.press('4');
    await group.locator('[aria-pressed="true"]', { hasText: '20' }).waitFor();
    await waiting.getByText('Dr. Ana Ruiz: 20 mins late').waitFor();
    await row.getByText('about 20 mins').waitFor();
    const column = board.getByRole('rowheader').filter({ hasText: 'Dr. Ana Ruiz' });
    await column.getByText('20 mins late').waitFor();
    await column.locator('svg').waitFor();
    expect(await column.getByTitle('Dr. Ana Ruiz: 20 mins late. Said at 10:00').count()).toBe(1);
    if (SHOTS !== undefined) await board.screenshot({ path: `${SHOTS}/board-late-column-dark.png` });
    for (const page of [doctor, waiting, board]) expect(await axeProblems(page)).toEqual([]);

    await doctor.keyboard.press('0');
    await waiting.getByText('20 mins late').waitFor({ state: 'detached' });
    await row.getByText('any moment').waitFor();
    await board.getByText('20 mins late').waitFor({ state: 'detached' });
  });

  it('is taken by the hand, too, and stands there after a reload', async () => {
    const page = await open({ who: 'doctor', path: '/my-day', scheme: 'dark' });
    const group = page.getByRole('group', { name: 'Late by (min)' });
    await group.getByRole('button', { name: '15' }).click();
    await page.getByText(/You run 15 mins late/).waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.reload();
    await group.locator('[aria-pressed="true"]', { hasText: '15' }).waitFor();
  });
});
