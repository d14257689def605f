import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ActorName } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { axeProblems } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, newRequestId, wall } from '../support/visits.ts';

const SHOTS = process.env.MEDLINK_SHOTS;

let browser: Browser;
let clinic: ListeningClinic;
let contexts: BrowserContext[];
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: wall('10:00') });
  contexts = [];
});
afterEach(async () => {
  for (const context of contexts) await context.close();
  await clinic.close();
});

type Look = Parameters<typeof screenOf>[2];
async function open(who: ActorName, look: Look): Promise<Page> {
  const page = await screenOf(browser, { clinic, who }, look);
  contexts.push(page.context());
  await page.getByText('In sync').waitFor();
  return page;
}

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png` });
}

const callsOf = (page: Page) =>
  page.getByRole('list', { name: 'Calls from the rooms' }).getByRole('listitem');
const askedOf = (page: Page) =>
  page.getByRole('list', { name: 'What you have asked the desk for' }).getByRole('listitem');

/** Counts the notes that are rung from now on. */
async function listenForChime(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const rung = { notes: 0 };
    Object.assign(window, { rung });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      rung.notes += 1;
      start.call(this, when);
    };
  });
  return () => page.evaluate(() => (window as unknown as { rung: { notes: number } }).rung.notes);
}

async function inRoom(): Promise<void> {
  const { id, version } = await book(clinic, { startsAt: wall('10:00') });
  await clinic
    .call(clinic.actors.reception)
    .appointments.setStatus({ id, status: 'in_room', expectedVersion: version });
}

describe('a call from the room', () => {
  it('goes to every desk by one key, is taken by one key, and cleared by one', async () => {
    await inRoom();
    const doctor = await open('doctor', { path: '/my-day' });
    const board = await open('reception', { path: '/board' });
    const waiting = await open('admin', { path: '/home', scheme: 'dark' });
    await doctor.getByRole('heading', { name: 'Maria Lopez' }).waitFor();

    // Out of the middle of a note: the key is no letter.
    await doctor.getByLabel('A note with it').fill('Dressing change');
    await doctor.keyboard.press('F6');
    for (const desk of [board, waiting]) {
      await callsOf(desk).filter({ hasText: 'Nurse needed' }).waitFor();
      expect(await callsOf(desk).textContent()).toMatch(/Dr\. Ana Ruiz.*Room 1.*since 10:00/);
    }
    // The note may name somebody: an administrator is told of the call without it.
    expect(await callsOf(board).textContent()).toContain('Dressing change');
    expect(await callsOf(waiting).textContent()).not.toContain('Dressing change');
    await askedOf(doctor).filter({ hasText: 'Nobody is on it yet' }).waitFor();
    await expect.poll(() => doctor.getByLabel('A note with it').inputValue()).toBe('');
    expect(await axeProblems(board)).toEqual([]);

    await board.keyboard.press('F8');
    await askedOf(doctor).filter({ hasText: 'Rita Desk is on it' }).waitFor();
    await callsOf(waiting).filter({ hasText: 'Rita Desk is on it' }).waitFor();
    await callsOf(board).filter({ hasText: 'You are on it' }).waitFor();
    expect(await axeProblems(waiting)).toEqual([]);
    await shot(doctor, 'desk-room-asked');
    expect(await axeProblems(doctor)).toEqual([]);
    await board.keyboard.press('F9');
    for (const list of [callsOf(waiting), callsOf(board), askedOf(doctor)])
      await list.waitFor({ state: 'detached' });
  });

  it('rings where it is urgent, is taken and done by the mouse, and taken back from the room', async () => {
    const doctor = await open('doctor', { path: '/my-day', scheme: 'dark' });
    const desk = await open('reception', { path: '/waiting', scheme: 'dark' });
    const other = await open('admin', { path: '/clinic' });
    const notes = await listenForChime(desk);
    await desk.getByRole('heading').first().click();

    for (const name of ['Interpreter', 'Clean the room'])
      await doctor.getByRole('button', { name: new RegExp(name) }).click();
    await callsOf(desk).nth(1).waitFor();
    expect(await notes()).toBe(0);
    await doctor.getByRole('button', { name: 'Urgent help' }).click();
    await callsOf(desk).nth(2).waitFor();
    expect(await callsOf(desk).first().textContent()).toContain('Urgent: please come');
    await expect.poll(notes).toBe(2);
    // The room's own state is the same one.
    await desk.getByRole('button', { name: /Room 1\s+To clean/ }).waitFor();
    await shot(desk, 'desk-room-calls-dark');
    await shot(other, 'desk-room-calls');
    await shot(doctor, 'desk-room-calls-my-day-dark');
    for (const page of [doctor, desk, other]) expect(await axeProblems(page)).toEqual([]);

    const urgent = other.getByRole('button', { name: /^On it ?: Urgent: please come/ });
    await urgent.click();
    await askedOf(doctor).filter({ hasText: 'Ada Admin is on it' }).waitFor();
    await shot(doctor, 'desk-room-asked-dark');
    await other.getByRole('button', { name: /^Done ?: Urgent/ }).click();
    await askedOf(doctor).filter({ hasText: 'Urgent' }).waitFor({ state: 'detached' });

    await doctor.getByRole('button', { name: 'Take back: Interpreter needed' }).click();
    await callsOf(desk).filter({ hasText: 'Interpreter' }).waitFor({ state: 'detached' });
    // Cleaned where the rooms are: nobody is asked for it any more.
    await desk.getByRole('button', { name: /Room 1\s+To clean/ }).click();
    await askedOf(doctor).waitFor({ state: 'detached' });
  });

  it('goes to the first of two desks that take it; the other one reads whose it is', async () => {
    const call = { doctorId: clinic.cast.doctor, roomId: null, kind: 'nurse', note: '' } as const;
    const first = await open('reception', { path: '/board' });
    const second = await open('admin', { path: '/home' });
    await clinic.call(clinic.actors.doctor).signals.send({ ...call, requestId: newRequestId() });
    for (const desk of [first, second]) await callsOf(desk).waitFor();
    await Promise.all([first.keyboard.press('F8'), second.keyboard.press('F8')]);

    await Promise.all(
      [first, second].map((desk) =>
        callsOf(desk)
          .filter({ hasText: 'is on it' })
          .or(callsOf(desk).filter({ hasText: 'You are on it' }))
          .waitFor(),
      ),
    );
    const read = async (words: RegExp) => {
      const said = await Promise.all([first, second].map((desk) => callsOf(desk).textContent()));
      return said.filter((line) => words.test(line ?? '')).length;
    };
    await expect.poll(() => read(/You are on it/)).toBe(1);
    await expect.poll(() => read(/(Rita Desk|Ada Admin) is on it/)).toBe(1);
  });
});
