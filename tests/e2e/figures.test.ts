import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, toCivilDate, weekdayOf } from '../../shared/time/civil-date.ts';
import { addMinutes } from '../../shared/time/instant.ts';
import { launchChromium } from '../support/browser.ts';
import { insertVisit } from '../support/factories.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { wall } from '../support/visits.ts';

/** A Friday evening, and the Monday three weeks before it. */
const NOW = '2026-03-27T17:00:00Z';
const SPAN = { from: '2026-03-02', to: '2026-03-27' } as const;
let clinic: ListeningClinic;
let browser: Browser;
beforeAll(async () => {
  clinic = await listen({ now: NOW });
  browser = await launchChromium();
  await insertMonth();
});
afterAll(async () => {
  await browser.close();
  await clinic.close();
});

/** Four weeks of two doctors: some come late, some not at all. */
async function insertMonth(): Promise<void> {
  const random = createSeededRandom(5);
  const { cast } = clinic;
  const pairs = [
    { doctorId: cast.doctor, patientId: cast.patient },
    { doctorId: cast.otherDoctor, patientId: cast.otherPatient },
  ];
  await clinic.db.transact(async ({ q }) => {
    for (let day = toCivilDate(SPAN.from); day <= SPAN.to; day = addDays(day, 1)) {
      if (weekdayOf(day) > 5) continue;
      for (const pair of pairs) {
        for (const hour of ['08', '09', '10', '11', '14', '15'] as const) {
          if (random.chance(0.2)) continue;
          const startsAt = wall(`${hour}:${random.pick(['00', '30'])}`, day);
          await insertVisit(q, {
            ...pair,
            ...pastOf(startsAt, random),
            startsAt,
            appointmentTypeId: cast.type,
          });
        }
      }
    }
    const userId = clinic.actors.reception.userId;
    const calls = Array.from({ length: 40 }, (_, at) => ({
      id: `call ${at}`,
      userId,
      bookedAt: addMinutes(clinic.clock.now(), -random.below(25 * 1440)),
      seconds: 8 + random.below(60),
      isKnown: 1 as const,
    }));
    await q.insertInto('callTime').values(calls).execute();
  });
}

function pastOf(start: string, random: ReturnType<typeof createSeededRandom>) {
  const startsAt = start as Parameters<typeof addMinutes>[0];
  const createdAt = addMinutes(startsAt, -1440 * (1 + random.below(20)));
  if (random.chance(0.08)) return { status: 'no_show', createdAt } as const;
  if (random.chance(0.08))
    return {
      status: 'cancelled',
      cancelCode: 'pat',
      createdAt,
      isLateCancel: random.chance(0.5) ? 1 : 0,
    } as const;
  const arrivedAt = addMinutes(startsAt, 5 - random.below(20));
  const withDoctorAt = addMinutes(startsAt, 5 + random.below(25));
  return { status: 'completed', createdAt, arrivedAt, withDoctorAt } as const;
}

/** By way of where an administrator looks first. */
async function figuresScreen(scheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await screenOf(browser, { clinic, who: 'admin' }, { path: '/home', scheme });
  await page.getByRole('link', { name: 'Utilisation, waits and no-shows: the figures' }).press('Enter');
  await page.getByRole('table', { name: 'By doctor' }).waitFor();
  return page;
}

const cellsOf = (page: Page, row: string) =>
  page
    .getByRole('table', { name: 'By doctor' })
    .getByRole('row', { name: row })
    .getByRole('cell')
    .allTextContents();

describe('the manager’s page', () => {
  it('shows what the server counts, in words that say of what', async () => {
    const { total, doctors } = await clinic
      .call(clinic.actors.admin)
      .figures.report({ ...SPAN, step: 'week' });
    const page = await figuresScreen();
    const summary = page.getByRole('region', { name: 'In all' });
    const percent = (share: number | null) => `${Math.round((share ?? 0) * 1000) / 10}%`;

    for (const shown of [
      percent(total.utilisation),
      `${total.wait.medianMin} min`,
      `nine of ten within ${total.wait.p90Min} min; ${total.wait.count} seen`,
      percent(total.noShowShare),
      `${total.lateCancels} of ${total.visits} visits`,
      `${total.lead.medianDays} days`,
      `${total.toBook?.medianSec} s`,
      `of ${total.toBook?.count} calls`,
    ]) {
      expect(await summary.textContent()).toContain(shown);
    }
    for (const { name, figures: of } of doctors) {
      expect(await cellsOf(page, name)).toEqual([
        String(of.visits),
        String(of.seen),
        percent(of.utilisation),
        `${of.wait.medianMin} min`,
        `${of.wait.p90Min} min`,
        `${of.noShows} (${percent(of.noShowShare)})`,
        String(of.left),
        String(of.cancelled),
        `${of.lateCancels} (${percent(of.lateCancelShare)})`,
        `${of.lead.medianDays} days`,
      ]);
    }
    expect(await axeProblems(page)).toEqual([]);
    await page.context().close();

    const dark = await figuresScreen('dark');
    await dark.getByText('How this is counted').click();
    await dark.getByText('two visits at once count once').waitFor();
    expect(await axeProblems(dark)).toEqual([]);
    await dark.context().close();
  });

  it('is read, narrowed and saved by keyboard', async () => {
    const page = await figuresScreen();
    await page.getByRole('radio', { name: 'Week' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('img', { name: 'Utilisation: 26 periods' }).waitFor();
    await page.getByText('The numbers').first().focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('region', { name: 'Utilisation' })
      .getByRole('rowheader', { name: 'Fri 27 Mar' })
      .waitFor();
    expect(await axeProblems(page)).toEqual([]);

    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a table (CSV)' }).focus();
    await page.keyboard.press('Enter');
    const file = await (await saved).path();
    const rows = (await readFile(file, 'utf8')).trimEnd().split('\r\n');
    expect((await saved).suggestedFilename()).toBe('figures-2026-03-02-2026-03-27.csv');
    expect(rows).toHaveLength(1 + 1 + 26 + 2);
    await page.context().close();
  });

  it('counts one doctor alone, and says what is wrong with the days, by mouse', async () => {
    const page = await figuresScreen();
    await page.getByRole('combobox', { name: 'Doctor' }).click();
    await page.getByRole('option', { name: 'Dr. Ben Osei' }).click();
    await page.getByRole('rowheader', { name: 'Dr. Ana Ruiz' }).waitFor({ state: 'detached' });
    await page.getByRole('img', { name: 'Time to book' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('rowheader', { name: 'The whole clinic' }).count()).toBe(0);

    await page.getByLabel('From', { exact: true }).fill('2026-04-01');
    await page.getByText('The last day lies before the first').waitFor();
    await page.getByLabel('From', { exact: true }).fill('2024-04-01');
    await page.getByText('At most 366 days').waitFor();
    await page.context().close();
  });
});
