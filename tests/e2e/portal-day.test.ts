import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppointmentStatus } from '../../shared/domain/appointment-status.ts';
import type { AppointmentId } from '../../shared/ids.ts';
import { addMinutes, toInstant } from '../../shared/time/instant.ts';
import { launchChromium } from '../support/browser.ts';
import { insertPatient, insertVisit } from '../support/factories.ts';
import { axeProblems, touchProblems } from '../support/phone.ts';
import { PHONE_SIZE, screenOf } from '../support/screen-of.ts';
import { type ListeningClinic, listen } from '../support/start-clinic.ts';
import { book, rowOf, wall } from '../support/visits.ts';

let browser: Browser;
let clinic: ListeningClinic;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  clinic = await listen({ now: wall('09:30'), config: { trustedProxies: '127.0.0.1' } });
  for (let days = 1; days <= 6; days++) await seenBefore(days);
});
afterEach(() => clinic.close());

/** A visit of some day before, by which the waits of today are judged. */
async function seenBefore(days: number): Promise<void> {
  const startsAt = addMinutes(toInstant(wall('11:00')), -days * 1440);
  const endedAt = addMinutes(startsAt, 10 + 5 * days);
  await clinic.db.transact(async ({ q }) => {
    const patientId = await insertPatient(q, { familyName: 'Seen' });
    const who = { doctorId: clinic.cast.doctor, appointmentTypeId: clinic.cast.type, patientId };
    const stamps = { arrivedAt: startsAt, withDoctorAt: startsAt, endedAt };
    await insertVisit(q, { ...who, startsAt, ...stamps, source: 'desk', status: 'completed' });
  });
}
async function phone(look: { scheme?: 'light' | 'dark'; language?: 'de' } = {}): Promise<Page> {
  return screenOf(browser, { clinic, who: 'patient' }, { path: '/portal', size: PHONE_SIZE, ...look });
}
async function step(id: AppointmentId, status: Exclude<AppointmentStatus, 'cancelled'>): Promise<void> {
  const { version } = await rowOf(clinic, id);
  await clinic.call(clinic.actors.reception).appointments.setStatus({ id, status, expectedVersion: version });
}
const problems = async (page: Page) => [...(await axeProblems(page)), ...(await touchProblems(page))];

describe('the day of the visit on the phone', () => {
  it('takes one from the street to the doctor, without a reload', async () => {
    const visit = await book(clinic);
    const other = await book(clinic, {
      patientId: clinic.cast.otherPatient,
      startsAt: wall('09:30'),
      isWalkIn: true,
    });
    const page = await phone();
    await page.getByRole('button', { name: 'I am here' }).waitFor();
    expect(await problems(page)).toEqual([]);
    await clinic.call(clinic.actors.doctor).delays.say({ doctorId: clinic.cast.doctor, lateMin: 15 });
    await page.getByText(/Dr. Ana Ruiz runs about 15 min.* late today/).waitFor();

    await page.getByRole('button', { name: 'I am here' }).tap();
    await page.getByText('1 person before you').waitFor();
    expect(await page.getByRole('region', { name: 'Your place in the line' }).innerText()).toContain('2');
    expect((await rowOf(clinic, visit.id)).status).toBe('arrived');
    expect(await problems(page)).toEqual([]);

    await step(other.id, 'with_doctor');
    await page.getByText('You are next').waitFor();
    await step(visit.id, 'in_room');
    await page.getByText('Please wait in the room').waitFor();
    await page.context().close();
  });

  it('says to who is not in the clinic’s network how to get there, and to who is early from when on', async () => {
    await book(clinic);
    const page = await phone({ scheme: 'dark' });
    await page.getByRole('button', { name: 'I am here' }).waitFor();
    await page.context().setExtraHTTPHeaders({ 'x-forwarded-for': '84.23.11.5' });
    await page.getByRole('button', { name: 'I am here' }).tap();
    await page.getByText('Already at the clinic? Join its Wi-Fi').waitFor();
    expect(await page.getByRole('button', { name: 'I am here' }).count()).toBe(0);
    expect(await problems(page)).toEqual([]);

    clinic.clock.set(wall('08:00'));
    await page.clock.setFixedTime(wall('08:00'));
    await page.reload();
    await page.getByText('From 09:00 on you can say here that you have come').waitFor();
    await page.context().close();
  });

  it('is German for a German phone, in the dark, too', async () => {
    await book(clinic);
    const page = await phone({ scheme: 'dark', language: 'de' });
    await page.getByRole('button', { name: 'Ich bin da' }).tap();
    await page.getByText('Sie sind als Nächstes dran').waitFor();
    expect(await problems(page)).toEqual([]);
    await page.context().close();
  });
});
