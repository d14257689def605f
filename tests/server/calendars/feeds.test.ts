import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FEEDS_AT_MOST } from '../../../shared/domain/calendar-feed.ts';
import type { CalendarFeedId } from '../../../shared/ids.ts';
import { type ActorName, CALLER, PASSWORD } from '../../support/actors.ts';
import { readCalendar } from '../../support/calendar-file.ts';
import { insertVisit } from '../../support/factories.ts';
import { reasonOf, refusedFields } from '../../support/refusal.ts';
import { listen, type ListeningClinic } from '../../support/start-clinic.ts';
import { book, newRequestId, wall } from '../../support/visits.ts';

let clinic: ListeningClinic;
beforeEach(async () => {
  clinic = await listen();
});
afterEach(() => clinic.close());

const api = (who: ActorName) => clinic.call(clinic.actors[who]).calendars;

/** What a calendar program is given: the path behind the clinic's address. */
async function addFeed(who: ActorName, name = 'Phone'): Promise<{ id: CalendarFeedId; path: string }> {
  const { feed, address } = await api(who).addFeed({ name, password: PASSWORD });
  return { id: feed.id, path: new URL(address).pathname };
}

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${clinic.url}${path}`, { headers });

async function eventsAt(path: string) {
  const answer = await ask(path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  return readCalendar(await answer.text());
}

describe('a calendar address', () => {
  it('shows a doctor the own visits with initials and rooms, over the change of the clocks', async () => {
    const { path } = await addFeed('doctor');
    const before = await book(clinic, { startsAt: wall('10:00', '2026-03-27') });
    const after = await book(clinic, { startsAt: wall('10:00', '2026-03-31') });
    await book(clinic, { doctorId: clinic.cast.otherDoctor, startsAt: wall('12:00') });

    const shown = { sequence: 0, status: 'CONFIRMED', summary: 'Visit (M. L.)' };
    const place = { location: 'Room 1, Test clinic' };
    expect(await eventsAt(path)).toEqual([
      {
        uid: `${before.id}@visit.medlink`,
        ...shown,
        ...place,
        startsAt: '2026-03-27T09:00:00.000Z',
        endsAt: '2026-03-27T09:30:00.000Z',
      },
      {
        uid: `${after.id}@visit.medlink`,
        ...shown,
        ...place,
        startsAt: '2026-03-31T08:00:00.000Z',
        endsAt: '2026-03-31T08:30:00.000Z',
      },
    ]);
  });

  it('shows a patient the own visits with the doctor, and nobody else’s', async () => {
    const { path } = await addFeed('patient');
    await book(clinic);
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:00') });

    expect((await eventsAt(path)).map(({ summary, location }) => [summary, location])).toEqual([
      ['Visit with Dr. Ana Ruiz', 'Test clinic'],
    ]);
  });

  it('has no clinical word, no kind of visit and no name of a patient', async () => {
    const reason = 'Chest pain, mind; the "second"';
    await book(clinic, { reason });
    for (const who of ['doctor', 'patient'] as const) {
      const { path } = await addFeed(who);
      const body = await (await ask(path)).text();
      const type = await clinic.db.read((q) =>
        q.selectFrom('appointmentType').select('name').executeTakeFirstOrThrow(),
      );
      for (const word of ['Chest', 'pain', type.name, 'Lopez', 'Maria']) expect(body).not.toContain(word);
    }
  });

  it('keeps to its days: the past fortnight of a doctor, the past year of a patient', async () => {
    const { doctor: doctorId, patient: patientId, type } = clinic.cast;
    const days = ['2025-02-28', '2025-03-03', '2026-02-15', '2026-02-16', '2026-06-30', '2026-07-01'];
    await clinic.db.transact(async ({ q }) => {
      for (const day of days) {
        const startsAt = wall('10:00', day);
        await insertVisit(q, { doctorId, patientId, appointmentTypeId: type, startsAt });
      }
    });
    const daysOf = async (who: ActorName) =>
      (await eventsAt((await addFeed(who)).path)).map(({ startsAt }) => startsAt.slice(0, 10));
    expect(await daysOf('doctor')).toEqual(['2026-02-16', '2026-06-30']);
    expect(await daysOf('patient')).toEqual(days.slice(1));
  });

  it('answers 304 while nothing has changed, and anew as soon as something has', async () => {
    const { path } = await addFeed('patient');
    const visit = await book(clinic);
    const etag = (await ask(path)).headers.get('etag') ?? '';
    const again = await ask(path, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);

    await clinic.call(clinic.actors.reception).appointments.move({
      id: visit.id,
      expectedVersion: 1,
      startsAt: wall('15:00'),
      requestId: newRequestId(),
    });
    const changed = await ask(path, { 'if-none-match': etag });
    expect(changed.status).toBe(200);
    expect(readCalendar(await changed.text())[0]?.startsAt).toBe(wall('15:00'));
  });

  it('is empty but a calendar where there are no visits', async () => {
    const { path } = await addFeed('otherDoctor');
    expect(await eventsAt(path)).toEqual([]);
    // RFC 5545, 3.6: a calendar has one component at least, and some programs refuse one that has none.
    expect(await (await ask(path)).text()).toContain('BEGIN:VTIMEZONE');
  });

  it('tells when a calendar last asked, to the hour, and the trail has a line each day', async () => {
    const { path, id } = await addFeed('patient');
    const lastReadAt = async () => (await api('patient').listFeeds({})).items[0]?.lastReadAt;
    expect(await lastReadAt()).toBeNull();
    const first = clinic.clock.now();
    await ask(path);
    clinic.clock.advance({ minutes: 59 });
    await ask(path);
    expect(await lastReadAt()).toBe(first);
    clinic.clock.advance({ minutes: 1 });
    await ask(path);
    expect(await lastReadAt()).toBe(clinic.clock.now());
    clinic.clock.advance({ minutes: 24 * 60 });
    await ask(path);
    const lines = await clinic.db.read((q) =>
      q
        .selectFrom('auditEvent')
        .select(['objectId', 'patientId', 'userId'])
        .where('subtype', '=', 'calendar.read')
        .execute(),
    );
    const line = { objectId: id, patientId: clinic.cast.patient, userId: null };
    expect(lines).toEqual([line, line]);
  });
});

describe('an address nobody may use', () => {
  const guesses = ['/calendars/x.ics', `/calendars/${'A'.repeat(22)}.ics`, '/calendars/', '/calendars/..%2f'];
  it.each(guesses)('is not there: %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it('is gone with the moment it is taken back', async () => {
    const { id, path } = await addFeed('patient');
    const kept = await addFeed('patient', 'Desk');
    await api('patient').removeFeed({ id });
    expect((await ask(path)).status).toBe(404);
    expect((await ask(kept.path)).status).toBe(200);
    expect((await api('patient').listFeeds({})).items.map(({ name }) => name)).toEqual(['Desk']);
  });

  it('is gone while its person may not sign in, and stays out of the answer of anybody else', async () => {
    const { path } = await addFeed('doctor');
    const set = (isActive: 0 | 1) =>
      clinic.db.transact(({ q }) =>
        q.updateTable('appUser').set({ isActive }).where('id', '=', clinic.actors.doctor.userId).execute(),
      );
    await set(0);
    expect((await ask(path)).status).toBe(404);
    await set(1);
    expect((await ask(path)).status).toBe(200);
  });

  it('is gone with the role it was made in', async () => {
    const { path } = await addFeed('doctor');
    await clinic.db.transact(({ q }) =>
      q
        .updateTable('appUser')
        .set({ role: 'receptionist', doctorId: null })
        .where('id', '=', clinic.actors.doctor.userId)
        .execute(),
    );
    expect((await ask(path)).status).toBe(404);
  });

  it('stays gone when its person may sign in again, or comes back into the role', async () => {
    const admin = clinic.call(clinic.actors.admin).users;
    const id = clinic.actors.doctor.userId;
    const change = async () => {
      const { items } = await admin.list({});
      return { id, password: PASSWORD, expectedVersion: items.find((user) => user.id === id)?.version ?? 0 };
    };
    const first = await addFeed('doctor');
    const others = await addFeed('patient');
    await admin.setActive({ ...(await change()), isActive: false });
    await admin.setActive({ ...(await change()), isActive: true });
    expect((await ask(first.path)).status).toBe(404);

    const back = await clinic.services.auth.issueSession(id, CALLER);
    const { address } = await clinic
      .call(back.actor)
      .calendars.addFeed({ name: 'Phone', password: PASSWORD });
    const second = new URL(address).pathname;
    expect((await ask(second)).status).toBe(200);
    await admin.changeRole({ ...(await change()), role: 'receptionist' });
    await admin.changeRole({ ...(await change()), role: 'doctor', doctorId: clinic.cast.doctor });
    expect((await ask(second)).status).toBe(404);

    expect((await ask(others.path)).status).toBe(200);
    const ended = clinic.db.file
      .prepare("SELECT subtype FROM audit_event WHERE subtype LIKE 'calendar.end%' ORDER BY id")
      .pluck();
    expect(ended.all()).toEqual(['calendar.endByDisable', 'calendar.endByRole']);
  });

  it('is kept as a fingerprint alone', async () => {
    const { path } = await addFeed('patient');
    const row = await clinic.db.read((q) =>
      q.selectFrom('calendarFeed').selectAll().executeTakeFirstOrThrow(),
    );
    const secret = path.slice('/calendars/'.length, -'.ics'.length);
    expect(secret).toMatch(/^[\w-]{22}$/);
    expect(JSON.stringify(row)).not.toContain(secret);
  });
});

describe('making and taking back', () => {
  it('asks for the password, and for a name', async () => {
    const wrong = api('patient').addFeed({ name: 'Phone', password: 'not this one' });
    expect(await refusedFields(wrong)).toEqual(['password']);
    expect(await refusedFields(api('patient').addFeed({ name: ' ', password: PASSWORD }))).toEqual(['name']);
    expect((await api('patient').listFeeds({})).items).toEqual([]);
  });

  it('is another’s to nobody', async () => {
    const { id, path } = await addFeed('patient');
    expect(await reasonOf(api('otherPatient').removeFeed({ id }))).toBe('not_found');
    expect(await reasonOf(api('doctor').removeFeed({ id }))).toBe('not_found');
    expect((await ask(path)).status).toBe(200);
    expect((await api('otherPatient').listFeeds({})).items).toEqual([]);
  });

  it(`goes no further than ${FEEDS_AT_MOST}, however many ask at once`, async () => {
    const names = Array.from({ length: FEEDS_AT_MOST + 3 }, (_, n) => `No ${n}`);
    const asked = await Promise.allSettled(
      names.map((name) => api('patient').addFeed({ name, password: PASSWORD })),
    );
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(FEEDS_AT_MOST);
    expect(await refusedFields(api('patient').addFeed({ name: 'More', password: PASSWORD }))).toEqual([
      'name',
    ]);
  });
});
