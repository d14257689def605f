import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { insertPatient } from '../support/factories.ts';
import { axeProblems } from '../support/phone.ts';
import { DESK_SIZE, screenOf, WIDE_SIZE } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { bookInput, wall } from '../support/visits.ts';

const SHOTS = process.env.MEDLINK_SHOTS;

let browser: Browser;
let clinic: ListeningClinic;
let contexts: BrowserContext[];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: wall('09:00') });
  contexts = [];
});
afterEach(async () => {
  for (const context of contexts) await context.close();
  await clinic.close();
});

type Look = Parameters<typeof screenOf>[2];

async function open(who: 'reception' | null, look: Look): Promise<Page> {
  const page = await screenOf(browser, { clinic, who }, look);
  contexts.push(page.context());
  return page;
}

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

const desk = () => clinic.call(clinic.actors.reception);

/** A visit of somebody else each time, in the next half hour with the one doctor or the other. */
async function visitOf(familyName: string, time: string) {
  const patientId = await clinic.db.transact(({ q }) => insertPatient(q, { givenName: 'Ida', familyName }));
  return await desk().appointments.book(bookInput(clinic, { patientId, startsAt: wall(time) }));
}

async function goesIn(familyName: string, time: string): Promise<void> {
  const { id, version } = await visitOf(familyName, time);
  await desk().appointments.setStatus({ id, status: 'in_room', expectedVersion: version });
}

async function paired(look: Look, shows: 'ticket' | 'initials' = 'ticket'): Promise<Page> {
  const page = await open(null, { path: '/call-screen', size: WIDE_SIZE, ...look });
  const { code } = await desk().displays.add({ kind: 'calls', name: 'Hall', shows });
  await page.getByLabel('Code').fill(code);
  await page.keyboard.press('Enter');
  return page;
}

describe('the call screen', () => {
  it('is paired by a code from the desk, by keyboard, and goes dark when it is removed', async () => {
    const front = await open('reception', { path: '/displays', size: DESK_SIZE });
    await front.getByText('No screen is paired').waitFor();
    expect(await axeProblems(front)).toEqual([]);
    await front.getByRole('button', { name: 'Add a screen' }).focus();
    await front.keyboard.press('Enter');
    await front.getByLabel('Where it hangs').fill('Waiting room, ground floor');
    await front.keyboard.press('Enter');
    const slip = front.getByRole('dialog', { name: 'Pair this screen' });
    const code = (await slip.locator('code').textContent()) ?? '';
    await shot(front, 'call-screen-code');

    const hall = await open(null, { path: '/call-screen', size: WIDE_SIZE });
    await hall.getByLabel('Code').fill('AAAAA-AAAAA');
    await hall.keyboard.press('Enter');
    await hall.getByText('This code is not right or too old').waitFor();
    expect(await axeProblems(hall)).toEqual([]);
    await hall.getByLabel('Code').fill(code.toLowerCase());
    await hall.keyboard.press('Enter');
    await hall.getByText('Please take a seat').waitFor();
    await hall.reload();
    await hall.getByText('Please take a seat').waitFor();
    expect(await axeProblems(hall)).toEqual([]);
    await shot(hall, 'call-screen-nobody');

    await front.keyboard.press('Enter');
    await front.getByText(/Paired/).waitFor();
    expect(await axeProblems(front)).toEqual([]);
    await shot(front, 'call-screens');
    await front.getByRole('button', { name: 'Remove Waiting room' }).click();
    await hall.getByText('The front desk has removed this screen.').waitFor();
  });

  it('says at once who goes in, rings, and can be muted', async () => {
    await goesIn('Adler', '09:30');
    const hall = await paired({});
    await hall.getByText('1, please come to Room 1').waitFor({ state: 'attached' });
    // Whoever was called before the screen came on does not ring.
    await hall.evaluate(() => {
      const rung = { notes: 0 };
      Object.assign(window, { rung });
      const start = OscillatorNode.prototype.start;
      OscillatorNode.prototype.start = function (when) {
        rung.notes += 1;
        start.call(this, when);
      };
    });
    const notes = () => hall.evaluate(() => (window as unknown as { rung: { notes: number } }).rung.notes);
    for (const [name, time, number] of [
      ['Berger', '10:00', 2],
      ['Conrad', '10:30', 3],
    ] as const) {
      await goesIn(name, time);
      await hall.getByText(`${number}, please come to Room 1`).waitFor({ state: 'attached' });
    }
    await expect
      .poll(() => hall.getByRole('listitem').allTextContents())
      .toEqual(['2Room 109:00', '1Room 109:00']);
    expect(await notes()).toBe(4);
    // Not of the head's links: the name of a built file may happen to spell a short name.
    const told = [await hall.title(), await hall.locator('body').innerHTML()].join(' ');
    expect(told).not.toMatch(/Adler|Berger|Conrad|Ida/);
    for (const [name, time] of [
      ['D', '11:00'],
      ['E', '11:30'],
      ['F', '12:00'],
      ['G', '12:30'],
    ] as const) {
      await goesIn(name, time);
    }
    await hall.getByText('7, please come to Room 1').waitFor({ state: 'attached' });
    expect(await axeProblems(hall)).toEqual([]);
    await shot(hall, 'call-screen');

    const rung = await notes();
    await hall.getByRole('button', { name: 'Turn the sound off' }).click();
    await goesIn('Hahn', '13:00');
    await hall.getByText('8, please come to Room 1').waitFor({ state: 'attached' });
    expect(await notes()).toBe(rung);
  });

  it('names by initials, in the dark, and again when the desk presses R once more', async () => {
    const hall = await paired({ scheme: 'dark' }, 'initials');
    await hall.getByText('Please take a seat').waitFor();
    await goesIn('Adler', '09:30');
    await goesIn('Berger', '10:00');
    await hall.getByText('I. B., please come to Room 1').waitFor({ state: 'attached' });
    const front = await open('reception', { path: '/waiting', size: DESK_SIZE });
    await front.getByText('In sync').waitFor();
    await front.getByRole('button', { name: 'Adler, Ida', exact: true }).focus();
    await front.keyboard.press('r');
    await front.getByText('Ida Adler is called again').waitFor();
    await hall.getByText('I. A., please come to Room 1').waitFor({ state: 'attached' });
    expect(await axeProblems(hall)).toEqual([]);
    await shot(hall, 'call-screen-dark');
    await front.keyboard.press('Enter');
    await front.getByRole('button', { name: 'Call again' }).click();
    await front.getByText('Ida Adler is called again').first().waitFor();
  });
});
