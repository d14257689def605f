import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toInstant } from '../../../shared/time/instant.ts';
import { insertDoctor, insertVisit } from '../../support/factories.ts';
import { reasonOf } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, DAY, lastAudit, newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const desk = () => clinic.call(clinic.actors.reception).appointments;

/** Visits of the patient written past the services, one an hour from 08:00 on. */
function insertVisits(count: number, day = DAY) {
  const { doctor, patient, type } = clinic.cast;
  return clinic.db.transact(async ({ q }) => {
    const ids = [];
    for (let n = 0; n < count; n++) {
      const startsAt = wall(`${String(8 + n).padStart(2, '0')}:00`, day);
      ids.push(
        await insertVisit(q, { doctorId: doctor, patientId: patient, appointmentTypeId: type, startsAt }),
      );
    }
    return ids;
  });
}

describe('the day board', () => {
  it('has a column for each doctor at work, in order of name, with hours and visits in order of time', async () => {
    await book(clinic, { startsAt: wall('11:00') });
    await book(clinic, { startsAt: wall('09:00'), patientId: clinic.cast.otherPatient });
    const board = await desk().dayBoard({ day: DAY });

    expect(board).toMatchObject({
      day: DAY,
      timeZone: 'Europe/Berlin',
      serverTime: clinic.clock.now(),
      isClosure: false,
      pendingRequestCount: 0,
    });
    expect(board.columns.map((column) => column.doctorName)).toEqual(['Dr. Ana Ruiz', 'Dr. Ben Osei']);
    expect(board.columns[0]).toMatchObject({
      room: { name: 'Room 1' },
      open: [{ start: wall('09:00'), end: wall('17:00') }],
      blocked: [],
    });
    expect(board.columns[0]?.appointments.map((visit) => visit.startsAt)).toEqual([
      wall('09:00'),
      wall('11:00'),
    ]);
    expect(board.columns[1]?.appointments).toEqual([]);
  });

  it('tells staff that there is an allergy, and not which, from the booking on', async () => {
    const { patient, otherPatient } = clinic.cast;
    const profiles = clinic.call(clinic.actors.patient).profiles;
    await profiles.changeOwn({ expectedVersion: 1, allergies: 'Penicillin' });
    const booked = await book(clinic, { patientId: patient, startsAt: wall('09:00') });
    await book(clinic, { patientId: otherPatient, startsAt: wall('11:00') });
    const doctor = clinic.call(clinic.actors.doctor).appointments;
    const boards = [await desk().dayBoard({ day: DAY }), await doctor.dayBoard({ day: DAY })];
    const { items } = await desk().list({ from: DAY, to: DAY });
    const lists = [...boards.map(({ columns }) => columns[0]?.appointments ?? []), items];

    expect(booked.hasAllergyAlert).toBe(true);
    for (const visits of lists) expect(visits.map((visit) => visit.hasAllergyAlert)).toEqual([true, false]);
    expect(JSON.stringify([booked, boards, items])).not.toContain('Penicillin');

    const { version } = await profiles.own({});
    await profiles.changeOwn({ expectedVersion: version, allergies: null, hasNoAllergies: true });
    const [column] = (await desk().dayBoard({ day: DAY })).columns;
    expect(column?.appointments.map((visit) => visit.hasAllergyAlert)).toEqual([false, false]);
  });

  it('tells the desk, and no doctor, that something is still owed, until it is paid', async () => {
    const id = clinic.cast.patient;
    const owe = (owedMinor: number, expectedVersion: number) =>
      clinic.call(clinic.actors.reception).patients.edit({ id, expectedVersion, changes: { owedMinor } });
    const shown = async () => {
      const [column] = (await desk().dayBoard({ day: DAY })).columns;
      return column?.appointments.map((visit) => visit.hasBalance);
    };
    await owe(1250, 1);
    expect((await book(clinic, { patientId: id, startsAt: wall('09:00') })).hasBalance).toBe(true);
    await book(clinic, { patientId: clinic.cast.otherPatient, startsAt: wall('11:00') });
    expect(await shown()).toEqual([true, false]);
    const own = await clinic.call(clinic.actors.doctor).appointments.dayBoard({ day: DAY });
    expect(own.columns[0]?.appointments.map((visit) => visit.hasBalance)).toEqual([false, false]);
    expect((await clinic.call(clinic.actors.doctor).patients.get({ id })).owedMinor).toBeNull();
    await owe(0, 2);
    expect(await shown()).toEqual([false, false]);
    expect(await reasonOf(owe(-1, 3))).toBe('invalid_input');
  });

  it('shows breaks and time off, and a closure', async () => {
    const admin = clinic.call(clinic.actors.admin).clinic;
    const open = { weekday: 2, validFrom: '2026-01-01' };
    await admin.replaceWeeklyHours({
      doctorId: clinic.cast.doctor,
      hours: [
        { ...open, kind: 'open', startTime: '09:00', endTime: '17:00' },
        { ...open, kind: 'break', startTime: '12:00', endTime: '13:00' },
      ],
    });
    const off = { startsAt: wall('16:00'), endsAt: wall('18:00') };
    await admin.addTimeOff({ doctorId: clinic.cast.doctor, ...off, requestId: newRequestId() });
    const [column] = (await desk().dayBoard({ day: DAY })).columns;

    expect(column?.open).toEqual([
      { start: wall('09:00'), end: wall('12:00') },
      { start: wall('13:00'), end: wall('16:00') },
    ]);
    expect(column?.blocked.map((block) => block.kind)).toEqual(['break', 'time_off']);
    await admin.addClosure({ startsOn: DAY, endsOn: DAY, name: 'Holiday', requestId: newRequestId() });
    const closed = await desk().dayBoard({ day: DAY });
    expect([closed.isClosure, closed.columns[0]?.open]).toEqual([true, []]);
  });

  it('keeps who has left on the days with visits, and hides what was an error', async () => {
    const gone = await clinic.db.transact(async ({ q }) => {
      const doctorId = await insertDoctor(q, { name: 'Dr. Gone', isActive: 0 });
      const { patient, type } = clinic.cast;
      const visit = { doctorId, patientId: patient, appointmentTypeId: type };
      await insertVisit(q, { ...visit, startsAt: wall('10:00') });
      await insertVisit(q, { ...visit, startsAt: wall('10:00', '2026-03-04'), status: 'entered_in_error' });
      return doctorId;
    });
    const shown = async (day: string) =>
      (await desk().dayBoard({ day })).columns.some((column) => column.doctorId === gone);

    expect([await shown(DAY), await shown('2026-03-04')]).toEqual([true, false]);
  });

  it('puts a late visit on its own day, by the clinic’s clock', async () => {
    await clinic.db.transact(async ({ q }) => {
      const { doctor, patient, type } = clinic.cast;
      const visit = { doctorId: doctor, patientId: patient, appointmentTypeId: type };
      await insertVisit(q, { ...visit, startsAt: wall('00:00') });
      await insertVisit(q, { ...visit, startsAt: wall('23:45'), minutes: 15 });
    });
    const starts = async (day: string) =>
      (await desk().dayBoard({ day })).columns[0]?.appointments.map((visit) => visit.startsAt);

    expect(await starts('2026-03-02')).toEqual([]);
    expect(await starts(DAY)).toEqual([wall('00:00'), wall('23:45')]);
    expect(await starts('2026-03-04')).toEqual([]);
  });

  it.each([
    { from: '23:00', minutes: 120, days: ['2026-03-02', '2026-03-03'] },
    { from: '12:00', minutes: 24 * 60, days: ['2026-03-02', '2026-03-03'] },
    { from: '22:00', minutes: 120, days: ['2026-03-02'] },
    { from: '23:00', minutes: 26 * 60, days: ['2026-03-02', '2026-03-03', '2026-03-04'] },
    {
      from: '08:00',
      minutes: 21 * 24 * 60,
      days: ['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-10', '2026-03-23'],
    },
  ])('draws a visit of $minutes minutes from $from on on each day it lies on', async (long) => {
    const { doctor, patient, type } = clinic.cast;
    const { from, minutes, days } = long;
    const startsAt = wall(from, '2026-03-02');
    const visit = { doctorId: doctor, patientId: patient, appointmentTypeId: type, startsAt, minutes };
    const id = await clinic.db.transact(({ q }) => insertVisit(q, visit));
    await book(clinic, { startsAt: wall('09:00', '2026-04-01') });
    const drawnOn = async (day: string) => {
      const { columns } = await desk().dayBoard({ day });
      return columns.flatMap((column) => column.appointments).some((drawn) => drawn.id === id);
    };
    const around = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-03-10', '2026-03-23'];
    const drawn: string[] = [];
    for (const day of [...around, '2026-03-24', '2026-04-01']) if (await drawnOn(day)) drawn.push(day);
    expect(drawn).toEqual(days);
  });

  it('shows the doctors asked for, and a doctor the own column alone', async () => {
    const some = await desk().dayBoard({ day: DAY, doctorIds: [clinic.cast.otherDoctor] });
    const own = await clinic.call(clinic.actors.doctor).appointments.dayBoard({ day: DAY });

    expect(some.columns.map((column) => column.doctorId)).toEqual([clinic.cast.otherDoctor]);
    expect(own.columns.map((column) => column.doctorId)).toEqual([clinic.cast.doctor]);
  });
});

describe('one visit', () => {
  it('is read with its history, and the reading is in the audit', async () => {
    const visit = await book(clinic);
    const { appointment, history } = await desk().get({ id: visit.id });

    expect(appointment).toEqual(visit);
    expect(history).toHaveLength(1);
    expect(await lastAudit(clinic)).toMatchObject({
      action: 'R',
      subtype: 'appointment.get',
      patientId: clinic.cast.patient,
      objectId: visit.id,
    });
  });

  it('is not there for those it does not concern', async () => {
    const visit = await book(clinic);

    expect(await reasonOf(clinic.call(clinic.actors.otherDoctor).appointments.get({ id: visit.id }))).toBe(
      'not_found',
    );
    expect(
      await reasonOf(clinic.call(clinic.actors.otherPatient).appointments.getOwn({ id: visit.id })),
    ).toBe('not_found');
    expect(await reasonOf(desk().get({ id: newRequestId() }))).toBe('not_found');
  });
});

describe('a patient’s visits', () => {
  it('come soonest first, then those that are over, newest first, page by page', async () => {
    await insertVisits(5);
    await insertVisits(3, '2026-02-10');
    const own = clinic.call(clinic.actors.patient).appointments;
    const first = await own.listOwn({ limit: 2 });
    const second = await own.listOwn({ limit: 2, cursor: first.nextCursor ?? '' });
    const third = await own.listOwn({ limit: 2, cursor: second.nextCursor ?? '' });
    const all = [first, second, third].flatMap((page) => page.items.map((item) => item.startsAt));

    expect(all).toEqual(['08:00', '09:00', '10:00', '11:00', '12:00'].map((time) => wall(time)));
    expect(third.nextCursor).toBeNull();
    const past = await own.listOwn({ when: 'past' });
    expect(past.items.map((item) => item.startsAt)).toEqual(
      ['10:00', '09:00', '08:00'].map((time) => wall(time, '2026-02-10')),
    );
  });

  it('are listed newest first for the desk and the treating doctor, each reading in the audit', async () => {
    await insertVisits(3);
    const page = await desk().listForPatient({ patientId: clinic.cast.patient, limit: 2 });
    const rest = await desk().listForPatient({
      patientId: clinic.cast.patient,
      limit: 2,
      cursor: page.nextCursor ?? '',
    });

    expect([...page.items, ...rest.items].map((item) => item.startsAt)).toEqual(
      ['10:00', '09:00', '08:00'].map((time) => wall(time)),
    );
    expect(await lastAudit(clinic)).toMatchObject({ action: 'R', patientId: clinic.cast.patient });
    const doctor = clinic.call(clinic.actors.doctor).appointments;
    expect((await doctor.listForPatient({ patientId: clinic.cast.patient })).items).toHaveLength(3);
    const [booked] = await insertVisits(1, '2026-02-10');
    if (booked === undefined) throw new Error('no visit was written');
    await clinic.db.transact(({ q }) =>
      q
        .updateTable('appointment')
        .set({ status: 'completed', endedAt: toInstant(wall('08:30', '2026-02-10')) })
        .where('id', '=', booked)
        .execute(),
    );
    const seen = await doctor.listForPatient({ patientId: clinic.cast.patient, which: 'seen' });
    expect(seen.items.map(({ id }) => id)).toEqual([booked]);
    expect(await reasonOf(desk().listForPatient({ patientId: newRequestId() }))).toBe('not_found');
  });
});

describe('the list of the clinic’s visits', () => {
  it('is in order of time, narrowed by days, doctor and status, page by page', async () => {
    await insertVisits(4);
    await insertVisits(2, '2026-03-05');
    await book(clinic, { doctorId: clinic.cast.otherDoctor, patientId: clinic.cast.otherPatient });
    const count = async (over: object) => (await desk().list(over)).items.length;

    expect(await count({})).toBe(7);
    expect(await count({ from: '2026-03-04' })).toBe(2);
    expect(await count({ to: DAY })).toBe(5);
    expect(await count({ doctorId: clinic.cast.otherDoctor })).toBe(1);
    expect(await count({ status: 'cancelled' })).toBe(0);
    const first = await desk().list({ limit: 4 });
    const second = await desk().list({ limit: 4, cursor: first.nextCursor ?? '' });
    const starts = [...first.items, ...second.items].map((visit) => visit.startsAt);
    expect(starts).toEqual(starts.toSorted());
    expect(new Set([...first.items, ...second.items].map((visit) => visit.id)).size).toBe(7);
  });
});

describe('the counts of a day', () => {
  it('are all an admin learns: numbers by status', async () => {
    const visit = await book(clinic);
    await book(clinic, { startsAt: wall('11:00') });
    await desk().cancel({ id: visit.id, code: 'pat', expectedVersion: 1 });
    const counts = await clinic.call(clinic.actors.admin).appointments.counts({ day: DAY });

    expect(counts).toMatchObject({ day: DAY, total: 2, byStatus: { booked: 1, cancelled: 1, arrived: 0 } });
    expect(Object.keys(counts)).toEqual(['day', 'byStatus', 'total']);
    expect(await reasonOf(clinic.call(clinic.actors.admin).appointments.dayBoard({ day: DAY }))).toBe(
      'forbidden',
    );
  });
});
