import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlannedChange } from '../../../shared/contracts/clinic-calendar.ts';
import { PASSWORD } from '../../support/actors.ts';
import { reasonOf, refusal } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, DAY, newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const admin = () => clinic.call(clinic.actors.admin).clinic;
const preview = (planned: PlannedChange) => admin().previewChange({ planned });
const tuesdays = (startTime: string, endTime = '17:00') => ({
  doctorId: clinic.cast.doctor,
  hours: [{ weekday: 2, kind: 'open' as const, startTime, endTime, validFrom: '2026-01-01', validTo: null }],
});
const closure = (over: object = {}) => ({
  startsOn: DAY,
  endsOn: DAY,
  name: 'Holiday',
  requestId: newRequestId(),
  ...over,
});

describe('a change that is looked over', () => {
  it('names the coming visits it would leave outside the hours, and changes nothing', async () => {
    const early = await book(clinic, { startsAt: wall('09:00') });
    await book(clinic, { startsAt: wall('15:00'), patientId: clinic.cast.otherPatient });
    const before = await admin().overview({});
    const events = clinic.events.length;
    const change = tuesdays('13:00');

    expect(await preview({ kind: 'weeklyHours', change })).toEqual({
      count: 1,
      mark: expect.any(String),
      nextCursor: null,
      items: [
        {
          id: early.id,
          startsAt: early.startsAt,
          endsAt: early.endsAt,
          doctorId: clinic.cast.doctor,
          typeId: clinic.cast.type,
          reason: 'outside_hours',
        },
      ],
    });
    expect(await admin().overview({})).toEqual(before);
    expect(clinic.events).toHaveLength(events);
    await book(clinic, { startsAt: wall('11:00'), patientId: clinic.cast.otherPatient });
  });

  it('names them all, page by page, under one mark', async () => {
    const times = ['09:00', '09:30', '10:00', '10:30', '11:00'].map((time) => wall(time));
    for (const startsAt of times) await book(clinic, { startsAt });
    const planned = { kind: 'closure', change: closure() } as const;
    const shown: string[] = [];
    const marks = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await admin().previewChange({ planned, limit: 2, cursor });
      expect(page.count).toBe(5);
      expect(page.items.length).toBeLessThanOrEqual(2);
      shown.push(...page.items.map(({ startsAt }) => startsAt));
      marks.add(page.mark);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(shown).toEqual(times);
    expect(marks.size).toBe(1);
    expect(await reasonOf(admin().previewChange({ planned, cursor: 'made up' }))).toBe('invalid_input');
  });

  it('does not count what stood nowhere before, nor what is over or cancelled', async () => {
    const visit = await book(clinic);
    await admin().addClosure(closure());
    expect((await preview({ kind: 'closure', change: closure({ name: 'Again' }) })).count).toBe(0);
    const [{ id } = { id: 0 }] = (await admin().listClosures({})).items;
    await admin().removeClosure({ id });
    const desk = clinic.call(clinic.actors.reception).appointments;
    await desk.cancel({ id: visit.id, code: 'pat', expectedVersion: 1 });
    expect((await preview({ kind: 'closure', change: closure() })).count).toBe(0);
  });

  it('may be a doctor or a kind of visit that goes, a time off, an exception, or another zone', async () => {
    await book(clinic);
    const { doctor, type } = clinic.cast;
    const of = async (planned: PlannedChange) => {
      const { count, items } = await preview(planned);
      return [count, items[0]?.reason];
    };
    const away = { doctorId: doctor, reason: '', startsAt: wall('10:15'), endsAt: wall('10:20') };
    const version = { expectedVersion: 1 };

    expect(
      await of({ kind: 'doctor', change: { id: doctor, ...version, changes: { isActive: false } } }),
    ).toEqual([1, 'doctor_gone']);
    expect(
      await of({ kind: 'type', change: { id: type, ...version, changes: { isActive: false } } }),
    ).toEqual([1, 'type_gone']);
    expect(await of({ kind: 'type', change: { id: type, ...version, changes: { doctorIds: [] } } })).toEqual([
      1,
      'type_not_offered',
    ]);
    expect(await of({ kind: 'timeOff', change: { ...away, requestId: newRequestId() } })).toEqual([
      1,
      'outside_hours',
    ]);
    expect(await of({ kind: 'dateException', change: { doctorId: doctor, date: DAY, open: [] } })).toEqual([
      1,
      'outside_hours',
    ]);
    expect(await of({ kind: 'settings', change: { timeZone: 'America/New_York' } })).toEqual([
      1,
      'outside_hours',
    ]);
    expect(await of({ kind: 'settings', change: { noticeMin: 30 } })).toEqual([0, undefined]);
    expect(await of({ kind: 'doctor', change: { id: doctor, ...version, changes: { bio: 'New' } } })).toEqual(
      [0, undefined],
    );
  });

  it('is refused as the change itself would be', async () => {
    const twice = tuesdays('09:00');
    const change = { ...twice, hours: [...twice.hours, ...twice.hours] };
    expect(await reasonOf(preview({ kind: 'weeklyHours', change }))).toBe('invalid_input');
    const unknown = { ...tuesdays('09:00'), doctorId: newRequestId() };
    expect(await reasonOf(preview({ kind: 'weeklyHours', change: unknown as never }))).toBe('not_found');
    const old = { id: clinic.cast.doctor, expectedVersion: 7, changes: { isActive: false } };
    expect(await reasonOf(preview({ kind: 'doctor', change: old }))).toBe('stale_version');
  });

  it('leaves the trail alone, and the right to ask is the admin’s', async () => {
    const lines = () => clinic.db.read((q) => q.selectFrom('auditEvent').select('id').execute());
    const before = (await lines()).length;
    await preview({ kind: 'closure', change: closure() });
    expect(await lines()).toHaveLength(before);
    const desk = clinic.call(clinic.actors.reception).clinic;
    const asked = desk.previewChange({ planned: { kind: 'closure', change: closure() } });
    expect(await reasonOf(asked)).toBe('forbidden');
  });
});

describe('a change that was looked over', () => {
  const hours = (change: ReturnType<typeof tuesdays>) => preview({ kind: 'weeklyHours', change });
  const other = (time: string) => ({ startsAt: wall(time), patientId: clinic.cast.otherPatient });

  it('is saved where it touches what was shown, and refused where a visit has come meanwhile', async () => {
    await book(clinic, { startsAt: wall('09:00') });
    const change = tuesdays('13:00');
    const { mark } = await hours(change);
    await book(clinic, other('11:00'));

    expect(await refusal(admin().replaceWeeklyHours({ ...change, touched: mark }))).toMatchObject({
      reason: 'stale_version',
      details: { touchedCount: 2 },
    });
    expect((await book(clinic, other('12:00'))).status).toBe('booked');
    const shown = await hours(change);
    expect(shown.count).toBe(3);
    const saved = await admin().replaceWeeklyHours({ ...change, touched: shown.mark });
    expect(saved.affectedCount).toBe(3);
    expect(await reasonOf(book(clinic, other('09:30')))).toBe('outside_hours');
  });

  it('is refused where as many are touched, but one has gone and another has come', async () => {
    const visit = await book(clinic, { startsAt: wall('09:00') });
    const change = tuesdays('13:00');
    const { mark } = await hours(change);
    const desk = clinic.call(clinic.actors.reception).appointments;
    await desk.cancel({ id: visit.id, code: 'pat', expectedVersion: visit.version });
    await book(clinic, other('11:00'));

    expect(await refusal(admin().replaceWeeklyHours({ ...change, touched: mark }))).toMatchObject({
      reason: 'stale_version',
      details: { touchedCount: 1 },
    });
    const again = await hours(change);
    expect((await admin().replaceWeeklyHours({ ...change, touched: again.mark })).affectedCount).toBe(1);
  });

  it('and a booking at once with it: the one or the other is made, never both', async () => {
    const change = tuesdays('13:00');
    const { mark } = await hours(change);
    const [saved, booked] = await Promise.allSettled([
      admin().replaceWeeklyHours({ ...change, touched: mark }),
      book(clinic, { startsAt: wall('09:00') }),
    ]);

    // Either the hours are in force and nobody is outside them, or somebody came first and the hours are not saved.
    expect([saved.status, booked.status].sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('is made once, also where it is sent twice', async () => {
    await book(clinic);
    const planned = closure();
    const { mark } = await preview({ kind: 'closure', change: planned });
    await admin().addClosure({ ...planned, touched: mark });
    await admin().addClosure({ ...planned, touched: mark });

    expect((await admin().listClosures({})).items).toHaveLength(1);
  });

  it('of the settings or of a doctor is held to what was shown, too', async () => {
    const leaves = { id: clinic.cast.doctor, expectedVersion: 1, changes: { isActive: false } };
    const { mark: nobody } = await preview({ kind: 'doctor', change: leaves });
    await book(clinic);
    const { revision } = await admin().overview({});
    const settings = { changes: { timeZone: 'America/New_York' }, expectedRevision: revision };
    const save = admin().updateSettings({ ...settings, password: PASSWORD, touched: nobody });
    expect(await reasonOf(save)).toBe('stale_version');
    expect(await reasonOf(admin().updateDoctor({ ...leaves, touched: nobody }))).toBe('stale_version');
    const { mark } = await preview({ kind: 'doctor', change: leaves });
    expect((await admin().updateDoctor({ ...leaves, touched: mark })).isActive).toBe(false);
  });
});

describe('what was written down of a doctor’s hours', () => {
  it('is read as it was written, and taken back line by line', async () => {
    const { doctor: doctorId } = clinic.cast;
    await admin().replaceWeeklyHours(tuesdays('13:00'));
    await admin().setDateException({ doctorId, date: DAY, open: [] });
    const off = {
      startsAt: wall('10:00', '2026-03-10'),
      endsAt: wall('11:00', '2026-03-10'),
      reason: 'Course',
    };
    await admin().addTimeOff({ doctorId, ...off, requestId: newRequestId() });
    const calendar = await admin().doctorCalendar({ doctorId });

    expect(calendar).toMatchObject({
      weeklyHours: [{ weekday: 2, startTime: '13:00', endTime: '17:00' }],
      exceptions: [{ date: DAY, open: [] }],
      timeOff: [off],
    });
    const [{ id } = { id: 0 }] = calendar.timeOff;
    await admin().removeTimeOff({ doctorId, id });
    await admin().removeDateException({ doctorId, date: DAY });
    expect(await admin().doctorCalendar({ doctorId })).toMatchObject({ exceptions: [], timeOff: [] });
    expect(await reasonOf(admin().removeTimeOff({ doctorId, id }))).toBe('not_found');
    expect((await book(clinic, { startsAt: wall('13:00') })).status).toBe('booked');
  });

  it('is written by one of two who have seen the same hours, and read again by the other', async () => {
    const { doctor: doctorId } = clinic.cast;
    const { hoursMark: seenHours } = await admin().doctorCalendar({ doctorId });
    const both = await Promise.allSettled(
      ['10:00', '11:00'].map((from) => admin().replaceWeeklyHours({ ...tuesdays(from), seenHours })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await reasonOf(admin().replaceWeeklyHours({ ...tuesdays('12:00'), seenHours }))).toBe(
      'stale_version',
    );
    const again = await admin().doctorCalendar({ doctorId });
    await admin().createRoom({ name: 'Another', requestId: newRequestId() });
    await admin().replaceWeeklyHours({ ...tuesdays('12:00'), seenHours: again.hoursMark });
    expect((await admin().doctorCalendar({ doctorId })).weeklyHours).toMatchObject([{ startTime: '12:00' }]);
  });

  it('lists the closures that are not over, page by page, and a name is changed', async () => {
    for (const day of ['2026-03-05', '2026-01-05', '2026-03-04'])
      await admin().addClosure(closure({ startsOn: day, endsOn: day, name: day }));
    const first = await admin().listClosures({ limit: 1 });
    const second = await admin().listClosures({ limit: 1, cursor: first.nextCursor ?? '' });

    expect([first, second].flatMap(({ items }) => items.map(({ name }) => name))).toEqual([
      '2026-03-04',
      '2026-03-05',
    ]);
    expect(second.nextCursor).toBeNull();
    await admin().updateRoom({ id: clinic.cast.room, name: 'Room by the garden' });
    expect((await admin().overview({})).rooms.map(({ name }) => name)).toEqual(['Room by the garden']);
    const other = await admin().createRoom({ name: 'Other', requestId: newRequestId() });
    expect(await reasonOf(admin().updateRoom({ id: other.id, name: 'room BY the garden' }))).toBe(
      'name_taken',
    );
  });
});
