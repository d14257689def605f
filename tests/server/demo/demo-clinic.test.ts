import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Row } from '../../../server/db/schema.ts';
import type { Db } from '../../../server/db/transact.ts';
import { createSnapshot } from '../../../server/features/clinic/clinic-snapshot.ts';
import { readShape, readStoredSettings } from '../../../server/features/clinic/clinic.repo.ts';
import { fillDemoClinic } from '../../../server/features/demo/fill-demo-clinic.ts';
import { isBlocking } from '../../../shared/domain/appointment-status.ts';
import { searchTextOf } from '../../../shared/domain/patient-search-text.ts';
import { URGENCY_RANK } from '../../../shared/domain/urgency.ts';
import { addDays, toCivilDate } from '../../../shared/time/civil-date.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import { epochMs } from '../../../shared/time/instant.ts';
import { reasonOf } from '../../support/refusal.ts';
import { contentOf, filledDb, MIDMORNING, openEmptyDb, OPTIONS, visitsOf, ZONE } from './demo-support.ts';

type Visit = Row<'appointment'>;

let db: Db;
let visits: Visit[];
beforeAll(async () => {
  db = await filledDb();
  visits = await visitsOf(db);
});
afterAll(() => db.close());

const today = toCivilDate('2026-03-04');
const dayOf = (visit: Visit) => civilDateOf(visit.startsAt, ZONE);
const snapshotOf = (of: Db) =>
  of.read(async (q) => createSnapshot(1, await readStoredSettings(q), await readShape(q)));

describe('the size of the demo clinic', () => {
  it('has the people a clinic of twelve doctors has', async () => {
    const count = (table: string) => db.file.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

    expect(count('doctor')).toBe(12);
    expect(count('patient')).toBe(600);
    expect(count('specialization')).toBe(8);
    expect(count("app_user WHERE role = 'receptionist'")).toBe(4);
    expect(count("app_user WHERE role = 'doctor'")).toBe(12);
    expect(count("app_user WHERE role = 'admin'")).toBe(1);
  });

  it('reaches four weeks back and four weeks ahead', () => {
    expect(dayOf(visits[0]!) <= addDays(today, -26)).toBe(true);
    expect(dayOf(visits[0]!) >= addDays(today, -28)).toBe(true);
    expect(dayOf(visits.at(-1)!) >= addDays(today, 26)).toBe(true);
    expect(dayOf(visits.at(-1)!) <= addDays(today, 28)).toBe(true);
  });

  it('fills between 60 and 75 % of the hours', async () => {
    const snapshot = await snapshotOf(db);
    const busyMin = visits
      .filter((visit) => isBlocking(visit.status))
      .reduce((sum, visit) => sum + epochMs(visit.busyEnd) - epochMs(visit.busyStart), 0);
    let openMin = 0;
    for (let offset = -27; offset <= 28; offset++) {
      for (const id of snapshot.doctors.keys()) {
        for (const { start, end } of snapshot.hoursOn(id, addDays(today, offset)).open) {
          openMin += epochMs(end) - epochMs(start);
        }
      }
    }

    expect(busyMin / openMin).toBeGreaterThan(0.6);
    expect(busyMin / openMin).toBeLessThan(0.75);
  });

  it('makes exactly as many visits as it is asked for, further back where eight weeks do not hold them', async () => {
    const few = await filledDb({ doctors: 2, patients: 80, visits: 40 });
    const many = await filledDb({ doctors: 2, patients: 900, visits: 4_000 });

    expect(await visitsOf(few)).toHaveLength(40);
    const made = await visitsOf(many);
    expect(made).toHaveLength(4_000);
    expect(dayOf(made[0]!) < addDays(today, -60)).toBe(true);
    await Promise.all([few.close(), many.close()]);
  });
});

describe('the same again', () => {
  it('makes the same clinic from the same seed and day', async () => {
    const again = await filledDb();

    expect(contentOf(again) === contentOf(db)).toBe(true);
    await again.close();
  });

  it('makes another clinic from another seed', async () => {
    const other = await filledDb({ seed: 8 });

    expect((await visitsOf(other)).map((visit) => visit.startsAt)).not.toEqual(
      visits.map((visit) => visit.startsAt),
    );
    await other.close();
  });

  it('has the same visits of the same people at another hour of the day', async () => {
    const evening = await filledDb({ now: '2026-03-04T19:30:00.000Z' as typeof MIDMORNING });
    const key = (visit: Visit) => `${visit.startsAt} ${visit.doctorId} ${visit.patientId}`;

    expect((await visitsOf(evening)).map(key).sort()).toEqual(visits.map(key).sort());
    await evening.close();
  });
});

describe('a clinic that speaks German', () => {
  const WORDED = {
    specialization: ['name'],
    room: ['name'],
    appointment_type: ['name'],
    clinic_closure: ['name'],
    time_off: ['reason'],
    doctor: ['bio'],
    patient: ['desk_note'],
    appointment: ['reason'],
    appointment_request: ['reason', 'decision_reason'],
    visit_note: ['reason', 'findings', 'plan'],
    waitlist_entry: ['note'],
  };
  const wordsOf = (of: Db, table: string, column: string) =>
    of.file
      .prepare(`SELECT DISTINCT ${column} FROM ${table} WHERE ${column} <> '' ORDER BY 1`)
      .pluck()
      .all() as string[];

  it('has the same people and visits, and not an English word about them', async () => {
    const german = await filledDb({ language: 'de' });
    const key = ({ id, startsAt, doctorId, patientId, status }: Visit) =>
      [id, startsAt, doctorId, patientId, status].join(' ');

    expect((await visitsOf(german)).map(key)).toEqual(visits.map(key));
    for (const [table, columns] of Object.entries(WORDED)) {
      for (const column of columns) {
        const [own, english] = [german, db].map((of) => wordsOf(of, table, column));
        expect({ table, column, count: own?.length }).toEqual({ table, column, count: english?.length });
        expect(own?.filter((words) => english?.includes(words) || words.includes('#'))).toEqual([]);
      }
    }
    expect(wordsOf(german, 'visit_note', 'findings')).toContain('Unverändert. Blutdruck 132/84.');
    expect(wordsOf(german, 'room', 'name')).toContain('Raum 01');
    expect(wordsOf(german, 'patient', 'language')).toContain('Deutsch');
    expect(await german.read(readStoredSettings)).toMatchObject({ language: 'de' });
    await german.close();
  });
});

describe('the notes', () => {
  it('are signed by the doctor who saw the patient; of today and yesterday some are still to be written', async () => {
    const notes = await db.read((q) => q.selectFrom('visitNote').selectAll().execute());
    const doctorOf = new Map(
      (await db.read((q) => q.selectFrom('appUser').select(['id', 'doctorId']).execute())).map(
        ({ id, doctorId }) => [id, doctorId] as const,
      ),
    );
    const signed = new Map(notes.map((note) => [note.appointmentId, note]));
    const done = visits.filter(({ status }) => status === 'completed');
    const unsigned = done.filter(({ id }) => !signed.has(id));
    const isRecent = (visit: Visit) => dayOf(visit) >= addDays(today, -1);

    expect(unsigned.every(isRecent)).toBe(true);
    expect(unsigned.some((visit) => dayOf(visit) < today)).toBe(true);
    expect(notes).toHaveLength(done.length - unsigned.length);
    const wrong = done.filter((visit) => {
      const note = signed.get(visit.id);
      if (note === undefined) return false;
      const isTheirs = doctorOf.get(note.authorId) === visit.doctorId && note.patientId === visit.patientId;
      return !isTheirs || note.signedAt <= (visit.endedAt ?? '') || note.findings === '' || note.plan === '';
    });
    expect(wrong).toEqual([]);
  });
});

describe('the lists that keep the days full', () => {
  it('hold people who wait, are due again and overdue, and some who still owe something', async () => {
    const count = (what: string) => db.file.prepare(`SELECT count(*) FROM ${what}`).pluck().get();

    expect(count("waitlist_entry WHERE state = 'waiting' AND latest_date > '2026-03-04'")).toBe(7);
    expect(count("recall WHERE due_on < '2026-03-04'")).toBe(4);
    expect(count("recall WHERE due_on > '2026-03-04'")).toBe(5);
    expect(count('recall_contact')).toBe(2);
    expect(count('patient WHERE owed_minor > 0')).toBeGreaterThan(20);
  });
});

describe('the visits', () => {
  type Resource = {
    name: string;
    idOf: (visit: Visit) => string | null;
    start: 'busyStart' | 'startsAt';
    end: 'busyEnd' | 'endsAt';
  };
  const RESOURCES: Resource[] = [
    { name: 'doctor', idOf: (visit) => visit.doctorId, start: 'busyStart', end: 'busyEnd' },
    { name: 'patient', idOf: (visit) => visit.patientId, start: 'startsAt', end: 'endsAt' },
    { name: 'room', idOf: (visit) => visit.roomId, start: 'busyStart', end: 'busyEnd' },
  ];

  it.each(RESOURCES)('never overlap for one $name', ({ idOf, start, end }) => {
    const clashes = [];
    for (const [id, own] of Map.groupBy(visits, idOf)) {
      if (id === null) continue;
      const blocking = own.filter((visit) => isBlocking(visit.status));
      for (const [i, a] of blocking.entries()) {
        for (const b of blocking.slice(i + 1)) {
          if (a[start] < b[end] && b[start] < a[end]) clashes.push([a.id, b.id]);
        }
      }
    }

    expect(clashes).toEqual([]);
  });

  it('lie inside the hours of their doctor, buffers and all', async () => {
    const snapshot = await snapshotOf(db);
    const isInside = (visit: Visit) =>
      snapshot
        .hoursOn(visit.doctorId, dayOf(visit))
        .open.some(({ start, end }) => start <= visit.busyStart && visit.busyEnd <= end);

    expect(visits.filter((visit) => !isInside(visit))).toEqual([]);
  });

  it('are of types their doctor offers and last as long as their type', async () => {
    const { types } = await snapshotOf(db);
    const isRight = (visit: Visit) => {
      const type = types.get(visit.appointmentTypeId)!;
      const minutes = (epochMs(visit.endsAt) - epochMs(visit.startsAt)) / 60_000;
      return type.doctorIds.includes(visit.doctorId) && minutes === type.durationMin;
    };

    expect(visits.filter((visit) => !isRight(visit))).toEqual([]);
  });

  it('have ended before today and not begun after it', () => {
    const before = new Set(visits.filter((v) => dayOf(v) < today).map((v) => v.status));
    const after = new Set(visits.filter((v) => dayOf(v) > today).map((v) => v.status));

    expect([...before].sort()).toEqual(['cancelled', 'completed', 'left', 'no_show']);
    expect([...after].sort()).toEqual(['booked', 'cancelled', 'confirmed']);
  });

  it('have mostly taken place', () => {
    const past = visits.filter((visit) => dayOf(visit) < today);
    const completed = past.filter((visit) => visit.status === 'completed').length;

    expect(completed / past.length).toBeGreaterThan(0.8);
    expect(completed / past.length).toBeLessThan(0.95);
  });

  it('stand today in every stage there is', () => {
    const now = new Set(visits.filter((visit) => dayOf(visit) === today).map((visit) => visit.status));

    expect([...now]).toEqual(
      expect.arrayContaining(['booked', 'confirmed', 'arrived', 'checked_in', 'with_doctor', 'completed']),
    );
  });

  it('never show a doctor with two people at once', () => {
    const seen = visits.filter((visit) => visit.status === 'with_doctor').map((visit) => visit.doctorId);

    expect(new Set(seen).size).toBe(seen.length);
  });

  it('carry their times in order, none of them later than now', () => {
    const isInOrder = (v: Visit) => {
      const path = [v.createdAt, v.confirmedAt, v.arrivedAt, v.checkedInAt, v.inRoomAt, v.withDoctorAt];
      const times = [...path, v.endedAt].filter((at) => at !== null);
      const isRising = times.every((at, i) => i === 0 || times[i - 1]! <= at);
      return (
        isRising &&
        times.at(-1)! <= MIDMORNING &&
        v.statusSince <= MIDMORNING &&
        v.updatedAt === v.statusSince
      );
    };

    expect(visits.filter((visit) => !isInOrder(visit))).toEqual([]);
  });

  it('have a history that ends in the status they have', () => {
    const last = db.file
      .prepare('SELECT appointment_id, to_status, max(id) FROM appointment_change GROUP BY appointment_id')
      .raw()
      .all() as [string, string][];
    const statusOf = new Map(last.map(([id, status]) => [id, status]));

    expect(visits.filter((visit) => statusOf.get(visit.id) !== visit.status)).toEqual([]);
  });
});

describe('the people', () => {
  it('have names of many cultures', () => {
    const has = (name: string) =>
      db.file.prepare('SELECT count(*) FROM patient WHERE family_name = ?').pluck().get(name);

    const wanted = ["O'Keefe", 'Jerónimo', 'Müller', '李', 'Nguyễn', 'Шевченко', 'Yılmaz'];

    expect(wanted.filter((name) => has(name) === 0)).toEqual([]);
  });

  it('are indexed as the desk would have registered them', async () => {
    const patients = await db.read((q) => q.selectFrom('patient').selectAll().execute());

    expect(patients.filter((patient) => patient.searchText !== searchTextOf(patient))).toEqual([]);
  });

  it('have ids that say when they were made', async () => {
    const ids = visits.map((visit) => visit.id);

    expect(
      ids.filter((id) => !/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('bring desk notes, interpreters and first visits with them', () => {
    const count = (what: string) => db.file.prepare(`SELECT count(*) FROM ${what}`).pluck().get();

    expect(count('patient WHERE desk_note IS NOT NULL')).toBeGreaterThan(20);
    expect(count('patient WHERE needs_interpreter = 1')).toBeGreaterThan(10);
    expect(count('appointment WHERE is_first_visit = 1')).toBeGreaterThan(50);
  });
});

describe('the inbox', () => {
  it('has requests of every urgency, to doctors and to specializations, in days somebody of them works', async () => {
    const snapshot = await snapshotOf(db);
    const pending = await db.read((q) =>
      q.selectFrom('appointmentRequest').selectAll().where('status', '=', 'pending').execute(),
    );

    expect(new Set(pending.map((request) => request.urgency))).toEqual(new Set(Object.keys(URGENCY_RANK)));
    const askedOf = (request: Row<'appointmentRequest'>) =>
      [...snapshot.doctors.values()].filter(({ id, specializations }) =>
        [id, ...specializations.map((one) => one.id)].some(
          (asked) => asked === (request.doctorId ?? request.specializationId),
        ),
      );
    const isAnybodyIn = (request: Row<'appointmentRequest'>) =>
      askedOf(request).some(({ id }) => snapshot.hoursOn(id, request.date).open.length > 0);
    expect(pending.filter((request) => !isAnybodyIn(request))).toEqual([]);
    expect(pending.filter(({ doctorId }) => doctorId === null).length).toBeGreaterThan(1);
    expect(pending.filter(({ doctorId }) => doctorId !== null).length).toBeGreaterThan(pending.length / 2);
    expect(pending.filter((r) => r.createdAt > MIDMORNING || r.date <= today)).toEqual([]);
  });
});

describe('the day it is shown', () => {
  it('has a board on a Sunday too', async () => {
    const sunday = await filledDb({ now: '2026-03-08T09:40:00.000Z' as typeof MIDMORNING });
    const shown = (await visitsOf(sunday)).filter((visit) => dayOf(visit) === '2026-03-08');

    expect(new Set(shown.map((visit) => visit.doctorId)).size).toBeGreaterThan(5);
    await sunday.close();
  });

  it('keeps wall-clock hours across a change of the clock', async () => {
    const spring = await filledDb({ now: '2026-03-25T09:40:00.000Z' as typeof MIDMORNING, doctors: 1 });
    const firstStarts = Map.groupBy(await visitsOf(spring), dayOf);
    const minutes = [...firstStarts.values()].map((day) => epochMs(day[0]!.busyStart) / 60_000);

    // Before and after the change the doctor begins at 08:30, which is 07:30 and 06:30 in UTC.
    expect(minutes.filter((minute) => minute % 1440 < 6.5 * 60)).toEqual([]);
    expect(minutes.some((minute) => minute % 1440 < 7.5 * 60)).toBe(true);
    await spring.close();
  });
});

describe('a clinic that is there already', () => {
  it('is refused and left as it is', async () => {
    const before = contentOf(db);

    await expect(reasonOf(fillDemoClinic(db, OPTIONS))).resolves.toBe('already_set_up');
    expect(contentOf(db) === before).toBe(true);
  });

  it('keeps its admin, its name and its zone when the first-start page asks for a demo', async () => {
    const own = await openEmptyDb();
    const stamps = { version: 1, createdAt: MIDMORNING, updatedAt: MIDMORNING };
    own.file
      .prepare("INSERT INTO setting (key, value, updated_at) VALUES ('clinicName', '\"Own name\"', ?)")
      .run(MIDMORNING);
    await own.transact(({ q }) =>
      q
        .insertInto('appUser')
        .values({
          id: '0195c0de-0000-7000-8000-000000000001' as Row<'appUser'>['id'],
          email: 'ada@clinic.test',
          name: 'Ada Admin',
          role: 'admin',
          passwordHash: 'hers',
          isActive: 1,
          ...stamps,
        })
        .execute(),
    );

    await fillDemoClinic(own, { ...OPTIONS, isAdminKept: true });

    const admins = await own.read((q) =>
      q.selectFrom('appUser').select('email').where('role', '=', 'admin').execute(),
    );
    expect(admins).toEqual([{ email: 'ada@clinic.test' }]);
    expect(await own.read(readStoredSettings)).toEqual({ clinicName: 'Own name' });
    expect((await visitsOf(own)).length).toBeGreaterThan(1_000);
    await own.close();
  });
});
