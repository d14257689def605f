import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../server/db/migrator.ts';
import { openSqlite } from '../../server/db/open.ts';
import { createDb, type Query } from '../../server/db/transact.ts';
import { wallMinutesOf } from '../../shared/time/clinic-zone.ts';
import { addMinutes, type Instant, toInstant } from '../../shared/time/instant.ts';
import { type Cast, emailOf, insertCast, PASSWORD } from '../support/actors.ts';
import { launchChromium } from '../support/browser.ts';
import { insertRoom, insertVisit } from '../support/factories.ts';
import { axeProblems, signInOn } from '../support/phone.ts';
import { screenOf } from '../support/screen-of.ts';
import { serveProcess } from '../support/serve-process.ts';
import { listen } from '../support/start-clinic.ts';
import { newRequestId } from '../support/visits.ts';

const NOW = '2026-03-03T09:10:00Z';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Somebody who sits with the doctor. */
function insertSeen(q: Query, cast: Cast, startsAt: string) {
  const who = { doctorId: cast.doctor, patientId: cast.patient, appointmentTypeId: cast.type };
  const at = toInstant(startsAt);
  const came = { arrivedAt: at, checkedInAt: at, inRoomAt: at, withDoctorAt: at, statusSince: at };
  return insertVisit(q, { ...who, ...came, startsAt, status: 'with_doctor' });
}
/** Somebody who was here before. */
function insertDone(q: Query, cast: Cast, startsAt: string) {
  const who = { doctorId: cast.doctor, patientId: cast.patient, appointmentTypeId: cast.type };
  return insertVisit(q, { ...who, startsAt, status: 'completed', endedAt: toInstant(startsAt) });
}
/** Where it is neither midnight nor near it: what began minutes ago began today, and it stays today. */
const zoneAtDaytime = (now: Instant) =>
  Math.abs(wallMinutesOf(now, 'UTC') - 720) < 360 ? 'UTC' : 'Etc/GMT-12';
const findings = (page: Page) => page.getByLabel('Findings');
/** The answer to keeping these words; an earlier draft may still be on its way. */
const saved = (page: Page, words: string) =>
  page.waitForResponse(
    (response) =>
      response.url().includes('drafts.keep') && response.request().postData()?.includes(words) === true,
  );
const shoot = async (page: Page, name: string) => {
  if (process.env['SHOT']) await page.screenshot({ path: `${process.env['SHOT']}/${name}.png` });
};

describe('the note of a visit', () => {
  it('is written by keyboard, outlasts a reload and a lock, is signed, added to and read in the chart', async () => {
    const clinic = await listen({ now: NOW });
    await clinic.db.transact(({ q }) => insertSeen(q, clinic.cast, '2026-03-03T09:00:00Z'));
    const page = await screenOf(browser, { clinic, who: 'doctor' }, { path: '/my-day' });
    await page.getByText('not asked yet').waitFor();
    await page.getByLabel('Why they came').fill('Headache');
    // The first try is cut off; it is sent again by itself.
    await page.route('**/trpc/*drafts.keep*', (route) => route.abort(), { times: 1 });
    const kept = saved(page, 'Tense neck');
    await findings(page).fill('Tense neck');
    expect((await kept).ok()).toBe(true);
    expect(await axeProblems(page)).toEqual([]);
    await shoot(page, 'note-draft');
    await page.reload();
    await findings(page).waitFor();
    await expect.poll(() => findings(page).inputValue()).toBe('Tense neck');
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Dr. Ana Ruiz' }).waitFor();
    expect(await page.content()).not.toContain('Tense neck');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await findings(page).waitFor();
    await expect.poll(() => findings(page).inputValue()).toBe('Tense neck');
    // What is typed while the server is away outlasts a lock, too.
    await page.context().setOffline(true);
    await findings(page).fill('Tense neck, no fever');
    await page.keyboard.press('Control+l');
    await page.getByRole('heading', { name: 'Dr. Ana Ruiz' }).waitFor();
    expect(await page.content()).not.toContain('no fever');
    await page.context().setOffline(false);
    const sent = saved(page, 'no fever');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await findings(page).waitFor();
    await expect.poll(() => findings(page).inputValue()).toBe('Tense neck, no fever');
    expect((await sent).ok()).toBe(true);
    await page.getByLabel('Plan').fill('Physiotherapy');
    await page.getByLabel('Plan').press('Control+Enter');
    await page.getByText(/^Signed by Dr. Ana Ruiz/).waitFor();
    await page.getByRole('button', { name: 'Add an addendum' }).press('Enter');
    await page.getByLabel('Addendum').fill('The blood test is normal.');
    await page.getByLabel('Addendum').press('Control+Enter');
    await page.getByText('The blood test is normal.').waitFor();
    expect(await axeProblems(page)).toEqual([]);

    const chart = await screenOf(
      browser,
      { clinic, who: 'doctor' },
      { path: `/charts?patient=${clinic.cast.patient}`, scheme: 'dark' },
    );
    const notes = chart.getByRole('region', { name: 'Notes of visits' });
    await notes.getByText('Physiotherapy').waitFor();
    await notes.getByText('The blood test is normal.').waitFor();
    expect(await axeProblems(chart)).toEqual([]);
    await shoot(chart, 'notes-chart');
    const desk = await screenOf(
      browser,
      { clinic, who: 'reception' },
      { path: `/charts?patient=${clinic.cast.patient}` },
    );
    await desk.getByRole('article', { name: 'Maria Lopez' }).waitFor();
    expect(await desk.content()).not.toContain('Tense neck');
    expect(await desk.getByText('Notes of visits').count()).toBe(0);
    const drafts = await clinic.db.read((q) => q.selectFrom('draft').select('name').execute());
    expect(drafts.filter(({ name }) => /note|addendum/.test(name))).toEqual([]);
    for (const each of [page, chart, desk]) await each.context().close();
    await clinic.close();
  });

  it('keeps its field while others lead in the next patient, and when the visit is ended elsewhere', async () => {
    const clinic = await listen({ now: NOW });
    const { doctor: doctorId, patient, otherPatient, type: appointmentTypeId } = clinic.cast;
    const came = { arrivedAt: toInstant(NOW), statusSince: toInstant(NOW) };
    const [own, next] = await clinic.db.transact(async ({ q }) => {
      const visit = { doctorId, appointmentTypeId, ...came };
      return [
        await insertVisit(q, {
          ...visit,
          patientId: patient,
          startsAt: '2026-03-03T09:30:00Z',
          status: 'in_room',
        }),
        await insertVisit(q, {
          ...visit,
          patientId: otherPatient,
          startsAt: '2026-03-03T09:00:00Z',
          status: 'checked_in',
        }),
      ];
    });
    const desk = clinic.call(clinic.actors.reception).appointments;
    const statusOf = async (id: typeof own) => (await desk.get({ id })).appointment.status;
    const set = async (id: typeof own, status: 'in_room' | 'with_doctor' | 'completed') => {
      const { version } = (await desk.get({ id })).appointment;
      await desk.setStatus({ id, status, expectedVersion: version });
    };
    const page = await screenOf(browser, { clinic, who: 'doctor' }, { path: '/my-day' });
    await page.getByText('In sync').waitFor();
    const rowOf = (name: string) => page.locator('[data-my-day-row]').filter({ hasText: name });
    await findings(page).click();
    await page.keyboard.type('Tense neck, ');
    // Nobody is with the doctor yet, and an earlier visit is led into another room.
    await set(next, 'in_room');
    await rowOf('Weber').getByText('In room').waitFor();
    await page.keyboard.type('pain on turning, ');
    await set(own, 'completed');
    await rowOf('Lopez').getByText('Done').waitFor();
    await page.keyboard.type('blood good 130');
    expect(await findings(page).inputValue()).toBe('Tense neck, pain on turning, blood good 130');
    expect(await statusOf(next)).toBe('in_room');
    await page.getByRole('heading', { name: 'Maria Lopez' }).waitFor();

    // They wait where they are, and the screen says where and how long.
    await page.getByRole('region', { name: 'In other rooms' }).getByText('Room 1, for 0 mins').waitFor();

    // Out of the field the card goes on to whoever is inside; its note is empty.
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Noah Weber' }).waitFor();
    await expect.poll(() => findings(page).inputValue()).toBe('');
    expect(await statusOf(next)).toBe('in_room');
    expect(await page.getByRole('region', { name: 'In other rooms' }).count()).toBe(0);
    await page.context().close();
    await clinic.close();
  });

  it('is about whom the doctor goes to, with one in each of two rooms', async () => {
    const clinic = await listen({ now: NOW });
    const { doctor: doctorId, patient, otherPatient, type: appointmentTypeId, room } = clinic.cast;
    const before = addMinutes(toInstant(NOW), -5);
    const came = { arrivedAt: before, inRoomAt: before, statusSince: toInstant(NOW) };
    await clinic.db.transact(async ({ q }) => {
      const visit = { doctorId, appointmentTypeId, ...came };
      const first = { ...visit, patientId: patient, startsAt: '2026-03-03T09:00:00Z' };
      await insertVisit(q, { ...first, roomId: room, withDoctorAt: toInstant(NOW), status: 'with_doctor' });
      const second = { ...visit, patientId: otherPatient, startsAt: '2026-03-03T09:30:00Z' };
      await insertVisit(q, { ...second, roomId: await insertRoom(q, 'Room 2'), status: 'in_room' });
    });
    const reason = Array.from({ length: 16 }, (_, day) => `Day ${day}: pain in the back`).join('\n');
    clinic.db.file.prepare("UPDATE appointment SET reason = ? WHERE status = 'with_doctor'").run(reason);
    const page = await screenOf(browser, { clinic, who: 'doctor' }, { path: '/my-day' });
    await page.getByText('In sync').waitFor();
    await page.getByRole('heading', { name: 'Maria Lopez' }).waitFor();
    // However much is written of the visit, what is pressed is in sight.
    await page.getByText('Day 15: pain in the back').waitFor();
    await page.getByText('Allergies').waitFor();
    const pressed = await page.getByRole('button', { name: 'Follow-up' }).boundingBox();
    const below = await page.getByRole('button', { name: 'Urgent help' }).boundingBox();
    expect((pressed?.y ?? Infinity) + (pressed?.height ?? 0)).toBeLessThan(below?.y ?? 0);
    const others = page.getByRole('region', { name: 'In other rooms' });
    await others.getByText('Room 2, for 0 mins').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await shoot(page, 'my-day-two-rooms');
    await others.getByRole('button', { name: 'With me now' }).press('Enter');
    await page.getByRole('heading', { name: 'Noah Weber' }).waitFor();
    await others.getByText('Room 1, for 0 mins').waitFor();
    // By the row of the day, too.
    const row = page.locator('[data-my-day-row]').filter({ hasText: 'Lopez' });
    await row.focus();
    await page.keyboard.press('Backspace');
    await row.getByText('In room').waitFor();
    await page.keyboard.press('d');
    await page.getByRole('heading', { name: 'Maria Lopez' }).waitFor();
    await others.getByText('Weber').waitFor();
    await page.context().close();
    await clinic.close();
  });

  it('is missed on My day until it is signed, one after the other, the oldest first', async () => {
    const clinic = await listen({ now: '2026-03-04T09:10:00Z' });
    const done = (patientId: Cast['patient'], startsAt: string) =>
      clinic.db.transact(({ q }) => {
        const { doctor: doctorId, type: appointmentTypeId } = clinic.cast;
        return insertVisit(q, { doctorId, appointmentTypeId, patientId, startsAt, status: 'completed' });
      });
    await done(clinic.cast.patient, '2026-03-03T09:00:00Z');
    await done(clinic.cast.otherPatient, '2026-03-02T09:00:00Z');
    const page = await screenOf(browser, { clinic, who: 'doctor' }, { path: '/my-day' });
    await shoot(page, 'notes-to-sign-link');
    await page.getByRole('link', { name: '2 notes to sign' }).press('Enter');
    const lines = page.getByRole('list', { name: 'Visits without a signed note' }).getByRole('button');
    await lines.nth(1).waitFor();
    expect((await lines.allTextContents()).map((said) => /Lopez|Weber/.exec(said)?.[0])).toEqual([
      'Weber',
      'Lopez',
    ]);
    await findings(page).fill('Sore throat');
    await lines.first().getByText('Draft').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await shoot(page, 'notes-to-sign');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Signed. 1 to go.').waitFor();
    await shoot(page, 'notes-to-sign-signed');
    await page.getByRole('button', { name: 'Next: Lopez, Maria' }).press('Enter');
    await page.getByRole('region', { name: 'Maria Lopez' }).waitFor();
    await findings(page).fill('Tense neck');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Signed. Nothing is left.').waitFor();

    const dark = await screenOf(
      browser,
      { clinic, who: 'doctor' },
      { path: '/unsigned-notes', scheme: 'dark' },
    );
    await dark.getByText('Every note is signed').waitFor();
    // Live: one that is done while the list stands is in it.
    await clinic.db.transact(({ q }) => insertSeen(q, clinic.cast, '2026-03-04T09:00:00Z'));
    const { items } = await clinic
      .call(clinic.actors.doctor)
      .appointments.list({ from: '2026-03-04', to: '2026-03-04' });
    for (const { id, version } of items)
      await clinic
        .call(clinic.actors.doctor)
        .appointments.setStatus({ id, status: 'completed', expectedVersion: version });
    await dark.getByRole('button', { name: /Lopez, Maria/ }).waitFor();
    expect(await axeProblems(dark)).toEqual([]);
    // Signed elsewhere in other words, what was typed here is not lost with its form.
    await findings(dark).fill('Better by now');
    const [last] = items;
    await clinic.call(clinic.actors.doctor).notes.sign({
      appointmentId: last?.id ?? '',
      reason: '',
      findings: 'Tense neck',
      plan: '',
      requestId: newRequestId(),
    });
    await dark.getByText('This note was signed on another screen.').waitFor();
    await expect.poll(() => dark.getByLabel('Addendum').inputValue()).toBe('Better by now');
    for (const each of [page, dark]) await each.context().close();
    await clinic.close();
  });

  it('leads to the next visit by two keys: come again in three weeks', async () => {
    const clinic = await listen({ now: NOW });
    const earlier = await clinic.db.transact(async ({ q }) => {
      await insertSeen(q, clinic.cast, '2026-03-03T09:00:00Z');
      return insertDone(q, clinic.cast, '2026-02-10T09:00:00Z');
    });
    const words = { reason: '', findings: 'Tense neck', plan: 'Physiotherapy, six times' };
    await clinic
      .call(clinic.actors.doctor)
      .notes.sign({ appointmentId: earlier, ...words, requestId: newRequestId() });
    const page = await screenOf(browser, { clinic, who: 'doctor' }, { path: '/my-day' });
    await findings(page).waitFor();
    // What the last visit came to stands on the card; the whole note is one press away.
    const past = page.getByRole('region', { name: 'Earlier visits' });
    await past.locator('summary', { hasText: 'Physiotherapy, six times' }).press('Enter');
    await past.getByText('Tense neck').waitFor();
    // Beside them the note stands whole, and one key, which is shown there, leads to it and one back.
    const note = page.getByRole('region', { name: 'Note of this visit' });
    const signals = await page.getByRole('button', { name: 'Urgent help' }).boundingBox();
    const sign = await note.getByRole('button', { name: 'Sign' }).boundingBox();
    expect((sign?.y ?? Infinity) + (sign?.height ?? 0)).toBeLessThan(signals?.y ?? 0);
    await page.locator('section[aria-label="Now"]').focus();
    await page.keyboard.press((await note.locator('kbd').textContent()) ?? '');
    await page.getByLabel('Why they came').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('section[aria-label="Now"]:focus').waitFor();
    await page.keyboard.press('g');
    await page.getByRole('menuitem', { name: 'In 3 weeks' }).waitFor();
    await page.keyboard.press('3');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Maria Lopez').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await expect.poll(() => dialog.getByLabel('Day', { exact: true }).inputValue()).toBe('2026-03-24');
    // The first free time has the focus by itself.
    await dialog.locator('button[aria-pressed]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    // Back to whom the card is about: the one key is about nobody else.
    await page.locator('section[aria-label="Now"]:focus').waitFor();
    await page.keyboard.press(' ');
    await page.getByText('Maria Lopez: Done').waitFor();

    // The same with whoever comes next: their card was not there when the screen opened.
    const desk = clinic.call(clinic.actors.reception).appointments;
    const { id, version } = await desk.book({
      patientId: clinic.cast.otherPatient,
      doctorId: clinic.cast.doctor,
      appointmentTypeId: clinic.cast.type,
      startsAt: '2026-03-03T10:00:00Z',
      requestId: newRequestId(),
    });
    const here = await desk.setStatus({ id, status: 'arrived', expectedVersion: version });
    // Not yet inside, there is nothing to follow up: no menu now, and none that opens by itself later.
    await page.getByRole('button', { name: 'Call in' }).waitFor();
    await page.locator('section[aria-label="Next"]').focus();
    await page.keyboard.press('g');
    await page.getByText('A follow-up is for whoever is inside').waitFor();
    // The second of the two keys means nothing else then: nobody is told that the doctor runs late.
    await page.keyboard.press('3');
    await page.keyboard.press('1');
    await page.getByText('You run 5 mins late').waitFor();
    const said = clinic.db.file.prepare("SELECT count(*) FROM audit_event WHERE subtype = 'delay.say'");
    expect(said.pluck().get()).toBe(1);
    await desk.setStatus({ id, status: 'in_room', expectedVersion: here.version });
    await page.getByRole('button', { name: 'With me now' }).waitFor();
    expect(await page.getByRole('menu').count()).toBe(0);
    await page.locator('section[aria-label="Now"]').focus();
    await page.keyboard.press('g');
    await page.getByRole('menuitem', { name: 'In 3 weeks' }).waitFor();
    await page.keyboard.press('3');
    await dialog.getByLabel('Day', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    const { items } = await clinic
      .call(clinic.actors.doctor)
      .appointments.list({ from: '2026-03-24', to: '2026-03-24' });
    expect(items).toMatchObject([{ patient: { familyName: 'Lopez' }, doctorId: clinic.cast.doctor }]);
    await page.context().close();
    await clinic.close();
  });

  it('is there again after the server was cut off, as far as it was kept', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'medlink-note-'));
    const file = openSqlite(join(folder, 'medlink.db'));
    await migrate(file);
    const db = createDb(file);
    const { cast } = await insertCast(db);
    const now = toInstant(new Date().toISOString());
    await db.transact(async ({ q }) => {
      const timeZone = { key: 'timeZone', value: JSON.stringify(zoneAtDaytime(now)), updatedAt: now };
      await q.insertInto('setting').values(timeZone).execute();
      await insertSeen(q, cast, addMinutes(now, -10));
    });
    await db.close();
    const first = await serveProcess(folder);
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await page.goto(first.url);
    await signInOn(page, emailOf('doctor'));
    const kept = saved(page, 'Tense neck, nothing else');
    await findings(page).fill('Tense neck, nothing else');
    expect((await kept).ok()).toBe(true);
    await first.killHard();
    await page.context().close();

    const second = await serveProcess(folder);
    const again = await (await browser.newContext({ locale: 'en-GB' })).newPage();
    await again.goto(second.url);
    await signInOn(again, emailOf('doctor'));
    await findings(again).waitFor();
    await expect.poll(() => findings(again).inputValue()).toBe('Tense neck, nothing else');
    await again.context().close();
    await second.stop();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('the one key', () => {
  it('does one thing while it is held down, on the card, in the list and on the button', async () => {
    const clinic = await listen({ now: NOW });
    const id = await clinic.db.transact(({ q }) => {
      const { doctor: doctorId, patient: patientId, type: appointmentTypeId } = clinic.cast;
      const who = { doctorId, patientId, appointmentTypeId, arrivedAt: toInstant(NOW) };
      return insertVisit(q, { ...who, startsAt: '2026-03-03T09:00:00Z', status: 'arrived' });
    });
    const desk = clinic.call(clinic.actors.reception).appointments;
    const steps = async () => (await desk.get({ id })).history.map(({ toStatus }) => toStatus);
    const page = await screenOf(browser, { clinic, who: 'doctor' }, { path: '/my-day' });
    await page.getByText('In sync').waitFor();
    const hold = async (key: string) => {
      for (let report = 0; report < 5; report++) await page.keyboard.down(key);
      await page.keyboard.up(key);
    };
    const row = page.locator('[data-my-day-row]');
    await page.locator('section[aria-label="Next"]').focus();
    await hold(' ');
    await expect.poll(steps).toEqual(['in_room']);
    await row.getByText('In room').waitFor();
    await row.focus();
    await hold('n');
    await expect.poll(steps).toEqual(['in_room', 'with_doctor']);
    await page.getByRole('button', { name: 'Done' }).focus();
    await hold('Enter');
    await expect.poll(steps).toEqual(['in_room', 'with_doctor', 'completed']);
    await page.context().close();
    await clinic.close();
  });
});
