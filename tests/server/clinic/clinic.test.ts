import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PASSWORD } from '../../support/actors.ts';
import { insertDoctor } from '../../support/factories.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';
import { book, DAY, lastAudit, newRequestId, wall } from '../../support/visits.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const admin = () => clinic.call(clinic.actors.admin).clinic;
const overview = () => admin().overview({});
const revision = async () => (await overview()).revision;

describe('the overview', () => {
  it('is the clinic’s shape in one answer, for everyone signed in', async () => {
    const shape = await clinic.call(clinic.actors.patient).clinic.overview({});

    expect(shape.settings).toMatchObject({
      clinicName: 'Test clinic',
      timeZone: 'Europe/Berlin',
      noticeMin: 60,
    });
    expect(shape.doctors.map((doctor) => doctor.name)).toEqual(['Dr. Ana Ruiz', 'Dr. Ben Osei']);
    expect(shape.types).toMatchObject([{ name: 'Consultation', durationMin: 30, isOnline: true }]);
    expect(await reasonOf(clinic.call(null).clinic.overview({}))).toBe('unauthenticated');
  });

  it('is never an old one after a change, nor a new one after a change that failed', async () => {
    const before = await overview();
    await expect(
      admin().createDoctor({
        name: 'Dr. Who',
        specializationIds: [newRequestId()],
        requestId: newRequestId(),
      }),
    ).rejects.toMatchObject({ message: 'not_found' });
    expect(await overview()).toEqual(before);
    await admin().createRoom({ name: 'Room 2', requestId: newRequestId() });

    const after = await overview();
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(after.rooms.map((room) => room.name)).toEqual(['Room 1', 'Room 2']);
  });
});

describe('settings', () => {
  it('stay against a wrong password', async () => {
    const change = { changes: { noticeMin: 30 }, expectedRevision: await revision() };
    const guess = admin().updateSettings({ ...change, password: 'a guess of somebody' });
    expect(await refusedFields(guess)).toEqual(['password']);
    expect(await revision()).toBe(change.expectedRevision);
  });

  it('change what is told and leave the rest', async () => {
    const seen = await revision();
    const { settings, revision: next } = await admin().updateSettings({
      changes: { clinicName: 'Praxis am Park', noticeMin: 30 },
      expectedRevision: seen,
      password: PASSWORD,
    });

    expect(settings).toMatchObject({ clinicName: 'Praxis am Park', noticeMin: 30, horizonDays: 90 });
    expect(next).toBeGreaterThan(seen);
    expect(await lastAudit(clinic)).toMatchObject({
      subtype: 'clinic.updateSettings',
      changedFields: '["clinicName","noticeMin"]',
    });
    expect(clinic.events.at(-1)).toEqual({ type: 'clinic.changed', revision: next });
  });

  it('are refused to who has not seen the newest', async () => {
    const seen = await revision();
    await admin().createRoom({ name: 'Room 2', requestId: newRequestId() });
    const stale = admin().updateSettings({
      changes: { noticeMin: 30 },
      expectedRevision: seen,
      password: PASSWORD,
    });

    expect(await refusal(stale)).toMatchObject({
      reason: 'stale_version',
      details: { current: { revision: seen + 1, settings: { noticeMin: 60 } } },
    });
  });

  it('give states colours of the palette, and none that is not of it', async () => {
    const save = async (statusColors: object) =>
      admin().updateSettings({
        changes: { statusColors },
        expectedRevision: await revision(),
        password: PASSWORD,
      });
    const { settings } = await save({ arrived: 'violet', ended: 'slate' });
    expect(settings.statusColors).toEqual({ arrived: 'violet', ended: 'slate' });
    expect((await save({})).settings.statusColors).toEqual({});
    expect(await reasonOf(save({ arrived: 'red' }))).toBe('invalid_input');
    expect(await reasonOf(save({ asleep: 'violet' }))).toBe('invalid_input');
  });

  it('hold from the next booking on', async () => {
    await admin().updateSettings({
      changes: { staffGridMin: 30 },
      expectedRevision: await revision(),
      password: PASSWORD,
    });

    expect(await reasonOf(book(clinic, { startsAt: wall('10:05') }))).toBe('off_grid');
  });
});

describe('doctors, rooms, types and specializations', () => {
  it('are made once for one request id', async () => {
    const input = { name: 'Dr. New', specializationIds: [], requestId: newRequestId() };
    const first = await admin().createDoctor(input);

    expect(await admin().createDoctor(input)).toEqual(first);
    expect((await overview()).doctors).toHaveLength(3);
    expect(await reasonOf(admin().createDoctor({ ...input, name: 'Dr. Other' }))).toBe('request_id_reused');
  });

  it.each([
    ['room', (name: string) => admin().createRoom({ name, requestId: newRequestId() })],
    ['specialization', (name: string) => admin().createSpecialization({ name, requestId: newRequestId() })],
    [
      'type',
      (name: string) =>
        admin().createType({ name, durationMin: 15, doctorIds: [], requestId: newRequestId() }),
    ],
  ])('of one kind have names of their own: %s', async (_kind, create) => {
    await create('Cardio');

    expect(await refusal(create('cardio'))).toMatchObject({ reason: 'name_taken', status: 409 });
  });

  it('are edited at the version seen', async () => {
    const { doctor } = clinic.cast;
    const heart = await admin().createSpecialization({ name: 'Cardiology', requestId: newRequestId() });
    const edited = await admin().updateDoctor({
      id: doctor,
      expectedVersion: 1,
      changes: { bio: 'Twenty years of hearts', feeMinor: 9_900, specializationIds: [heart.id] },
    });

    expect(edited).toMatchObject({
      version: 2,
      name: 'Dr. Ana Ruiz',
      bio: 'Twenty years of hearts',
      feeMinor: 9_900,
      specializations: [heart],
    });
    const stale = admin().updateDoctor({ id: doctor, expectedVersion: 1, changes: { bio: null } });
    expect(await refusal(stale)).toMatchObject({
      reason: 'stale_version',
      details: { current: { version: 2, bio: 'Twenty years of hearts' } },
    });
    expect(
      await reasonOf(admin().updateDoctor({ id: newRequestId(), expectedVersion: 1, changes: {} })),
    ).toBe('not_found');
  });

  it('that are switched off can no longer be booked, nor a type taken from its doctor', async () => {
    const { doctor, otherDoctor, type } = clinic.cast;
    await admin().updateDoctor({ id: doctor, expectedVersion: 1, changes: { isActive: false } });
    expect(await reasonOf(book(clinic))).toBe('doctor_inactive');
    await admin().updateType({ id: type, expectedVersion: 1, changes: { doctorIds: [doctor] } });
    expect(await reasonOf(book(clinic, { doctorId: otherDoctor }))).toBe('type_not_offered');
    await admin().updateType({ id: type, expectedVersion: 2, changes: { isActive: false } });
    expect(await reasonOf(book(clinic, { doctorId: otherDoctor }))).toBe('type_inactive');
  });
});

describe('a doctor’s calendar', () => {
  const week = (over: object = {}) => ({
    weekday: 2,
    kind: 'open' as const,
    startTime: '09:00',
    endTime: '17:00',
    validFrom: '2026-01-01',
    ...over,
  });

  it('replaces the weekly hours and tells how many coming visits now lie outside', async () => {
    await book(clinic, { startsAt: wall('09:00') });
    await book(clinic, { startsAt: wall('15:00'), patientId: clinic.cast.otherPatient });
    const { affectedCount } = await admin().replaceWeeklyHours({
      doctorId: clinic.cast.doctor,
      hours: [week({ startTime: '13:00' })],
    });

    expect(affectedCount).toBe(1);
    expect(await reasonOf(book(clinic, { startsAt: wall('11:00') }))).toBe('outside_hours');
  });

  it('knows hours with an end, and others after it', async () => {
    await admin().replaceWeeklyHours({
      doctorId: clinic.cast.doctor,
      hours: [
        week({ validTo: '2026-03-09' }),
        week({ startTime: '14:00', endTime: '18:00', validFrom: '2026-03-10' }),
      ],
    });

    expect((await book(clinic, { startsAt: wall('09:00') })).status).toBe('booked');
    expect(await reasonOf(book(clinic, { startsAt: wall('09:00', '2026-03-10') }))).toBe('outside_hours');
    expect((await book(clinic, { startsAt: wall('17:30', '2026-03-10') })).status).toBe('booked');
  });

  it('takes an exception instead of the weekday, and the last word on a date', async () => {
    const { doctor } = clinic.cast;
    const saturday = '2026-03-07';
    await admin().setDateException({
      doctorId: doctor,
      date: saturday,
      open: [{ startTime: '10:00', endTime: '12:00' }],
    });
    expect((await book(clinic, { startsAt: wall('10:00', saturday) })).status).toBe('booked');
    const { affectedCount } = await admin().setDateException({ doctorId: doctor, date: saturday, open: [] });

    expect(affectedCount).toBe(1);
    expect(await reasonOf(book(clinic, { startsAt: wall('11:00', saturday) }))).toBe('outside_hours');
  });

  it('counts the visits that time off and closures hit, and adds each once', async () => {
    await book(clinic);
    await book(clinic, { doctorId: clinic.cast.otherDoctor, patientId: clinic.cast.otherPatient });
    const off = {
      doctorId: clinic.cast.doctor,
      startsAt: wall('10:15'),
      endsAt: wall('12:00'),
      requestId: newRequestId(),
    };
    expect((await admin().addTimeOff(off)).affectedCount).toBe(1);
    await admin().addTimeOff(off);
    const closure = { startsOn: DAY, endsOn: DAY, name: 'Strike', requestId: newRequestId() };
    expect((await admin().addClosure(closure)).affectedCount).toBe(2);
    await admin().addClosure(closure);

    const count = (table: 'timeOff' | 'clinicClosure') =>
      clinic.db.read((q) => q.selectFrom(table).selectAll().execute());
    expect([(await count('timeOff')).length, (await count('clinicClosure')).length]).toEqual([1, 1]);
  });

  it('counts a cancelled visit as none', async () => {
    const visit = await book(clinic);
    await clinic
      .call(clinic.actors.reception)
      .appointments.cancel({ id: visit.id, code: 'pat', expectedVersion: 1 });

    expect(
      (await admin().setDateException({ doctorId: clinic.cast.doctor, date: DAY, open: [] })).affectedCount,
    ).toBe(0);
  });

  it('belongs to a doctor there is', async () => {
    const unknown = newRequestId();

    expect(await reasonOf(admin().replaceWeeklyHours({ doctorId: unknown, hours: [] }))).toBe('not_found');
    expect(await reasonOf(admin().setDateException({ doctorId: unknown, date: DAY, open: [] }))).toBe(
      'not_found',
    );
  });
});

describe('lists for other programs', () => {
  it('give doctors by name, page by page, and each by id', async () => {
    await clinic.db.transact(({ q }) => insertDoctor(q, { name: 'Dr. Zed' }));
    const first = await admin().listDoctors({ limit: 2 });
    const rest = await admin().listDoctors({ limit: 2, cursor: first.nextCursor ?? '' });

    expect([...first.items, ...rest.items].map((doctor) => doctor.name)).toEqual([
      'Dr. Ana Ruiz',
      'Dr. Ben Osei',
      'Dr. Zed',
    ]);
    expect((await admin().listDoctors({ query: 'osei' })).items.map((doctor) => doctor.name)).toEqual([
      'Dr. Ben Osei',
    ]);
    expect((await admin().getDoctor({ id: clinic.cast.doctor })).name).toBe('Dr. Ana Ruiz');
    expect(await reasonOf(admin().getDoctor({ id: newRequestId() }))).toBe('not_found');
  });
});
