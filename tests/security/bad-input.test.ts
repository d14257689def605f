import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../server/trpc/context.ts';
import { PASSWORD } from '../support/actors.ts';
import { insertType } from '../support/factories.ts';
import { refusal } from '../support/refusal.ts';
import { startClinic, type TestApi, type TestClinic } from '../support/start-clinic.ts';
import { bookInput, countVisits, DAY, newRequestId, onlineInput, rowOf, wall } from '../support/visits.ts';

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await startClinic();
});
afterAll(() => clinic.close());

const as = (actor: Actor): TestApi => clinic.call(actor);
const desk = () => as(clinic.actors.reception).appointments;
const admin = () => as(clinic.actors.admin).clinic;

/** Any input at all, as a client that keeps to no contract would send it. */
type Loose = Record<string, unknown>;
const bookWith = (over: Loose) => desk().book({ ...bookInput(clinic), ...over });

const LONG = 'x'.repeat(501);
const SNOWMAN_NUL = 'with a \u0000 in it';

describe('a field that is wrong is named', () => {
  it.each<[field: string, value: unknown]>([
    ['startsAt', '2026-03-03T10:00:00'],
    ['startsAt', '2026-03-03 10:00'],
    ['startsAt', '2026-02-30T10:00:00Z'],
    ['startsAt', '2026-03-03T25:00:00Z'],
    ['startsAt', '2026-03-03T10:61:00Z'],
    ['startsAt', 'tomorrow at ten'],
    ['startsAt', 1_772_528_400_000],
    ['startsAt', null],
    ['startsAt', ''],
    ['patientId', 'not-an-id'],
    ['patientId', 17],
    ['patientId', undefined],
    ['doctorId', "' OR 1=1 --"],
    ['appointmentTypeId', {}],
    ['roomId', ''],
    ['urgency', 'extreme'],
    ['urgency', 4],
    ['reason', LONG],
    ['reason', SNOWMAN_NUL],
    ['reason', ['a']],
    ['isWalkIn', 'yes'],
    ['overrideReason', 'no'],
    ['requestId', 'again'],
    ['status', 'completed'],
    ['durationMin', 15],
    ['__proto__x', true],
  ])('booking with %s = %j', async (field, value) => {
    expect(await refusal(bookWith({ [field]: value }))).toMatchObject({
      reason: 'invalid_input',
      status: 400,
      fields: [field],
    });
    expect(await countVisits(clinic)).toBe(0);
  });

  it('all of them at once, where several are wrong', async () => {
    const { fields } = await refusal(bookWith({ startsAt: 'x', urgency: 'y', surprise: 1 }));

    expect(fields.toSorted()).toEqual(['startsAt', 'surprise', 'urgency']);
  });

  it.each<[name: string, input: unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['a text', 'book me'],
    ['a number', 7],
  ])('whose input is %s', async (_name, input) => {
    expect(await refusal(desk().book(input as never))).toMatchObject({
      reason: 'invalid_input',
      status: 400,
    });
  });

  it.each<[path: string, change: Loose]>([
    ['durationMin', { durationMin: 7 }],
    ['durationMin', { durationMin: -30 }],
    ['durationMin', { durationMin: 9_999 }],
    ['durationMin', { durationMin: 30.5 }],
    ['durationMin', { durationMin: '30' }],
    ['expectedVersion', { expectedVersion: 0 }],
    ['expectedVersion', { expectedVersion: 1.5 }],
    ['expectedVersion', { expectedVersion: undefined }],
    ['id', { id: '' }],
  ])('moving with a wrong %s: %j', async (path, change) => {
    const input = {
      id: newRequestId(),
      startsAt: wall('11:00'),
      expectedVersion: 1,
      requestId: newRequestId(),
    };

    const { fields } = await refusal(desk().move({ ...input, ...change }));
    expect([...new Set(fields)]).toEqual([path]);
  });

  it('cancelling with a code a patient may not give', async () => {
    const own = as(clinic.actors.patient).appointments;
    const input = { id: newRequestId(), code: 'prov', expectedVersion: 1 };

    expect((await refusal(own.cancelOwn(input as never))).fields).toEqual(['code']);
  });
});

describe('dates and times that cannot be', () => {
  it.each<[path: string, call: () => Promise<unknown>]>([
    ['day', () => desk().dayBoard({ day: '2026-02-29' })],
    ['day', () => desk().dayBoard({ day: '2026-3-5' })],
    ['day', () => desk().dayBoard({ day: '05.03.2026' })],
    ['day', () => desk().dayBoard({ day: '2026-13-01' })],
    ['from', () => slots({ from: '2026-04-31', to: '2026-05-01' })],
    ['to', () => slots({ from: '2026-03-05', to: '2026-03-04' })],
    ['to', () => slots({ from: '2026-03-01', to: '2026-04-01' })],
    ['date', () => ask({ date: '2026-03-01' })],
    ['date', () => ask({ date: '0000-00-00' })],
    ['date', () => ask({ date: '9999-12-31' })],
    ['day', () => desk().dayBoard({ day: '0001-01-01' })],
    // Walking on from the last day of four digits would never end.
    ['from', () => slots({ from: '9999-12-31', to: '9999-12-31' })],
    ['from', () => openings('9999-12-15')],
    ['startsAt', () => bookWith({ startsAt: '9999-12-31T23:45:00Z' })],
    ['startsAt', () => bookWith({ startsAt: '0000-01-01T00:00:00+10:00' })],
    ['endsAt', () => timeOff({ startsAt: wall('11:00'), endsAt: wall('10:00') })],
    ['endsAt', () => timeOff({ startsAt: wall('11:00'), endsAt: wall('11:00') })],
    ['startsAt', () => timeOff({ startsAt: `${DAY}T10:00`, endsAt: wall('11:00') })],
    ['endsOn', () => closure({ startsOn: '2026-05-02', endsOn: '2026-05-01' })],
    ['hours.0.endTime', () => hours({ startTime: '17:00', endTime: '09:00' })],
    ['hours.0.startTime', () => hours({ startTime: '9:00', endTime: '17:00' })],
    ['hours.0.endTime', () => hours({ startTime: '09:00', endTime: '24:30' })],
    ['hours.0.weekday', () => hours({ weekday: 8, startTime: '09:00', endTime: '17:00' })],
    ['hours.0.validTo', () => hours({ startTime: '09:00', endTime: '17:00', validTo: '2019-01-01' })],
    ['open.0.endTime', () => exception([{ startTime: '12:00', endTime: '12:00' }])],
    ['changes.timeZone', () => settings({ timeZone: 'Europe/Atlantis' })],
    ['changes.staffGridMin', () => settings({ staffGridMin: 7 })],
    ['changes.dayParts.morning.end', () => settings({ dayParts: reversedMorning() })],
  ])('are refused by the name of %s', async (path, call) => {
    const refused = await refusal(call());

    expect(refused).toMatchObject({ reason: 'invalid_input', status: 400 });
    expect(refused.fields[0]).toBe(path);
  });

  const slots = (range: { from: string; to: string }) =>
    as(clinic.actors.reception).schedule.slots({
      doctorId: clinic.cast.doctor,
      appointmentTypeId: clinic.cast.type,
      ...range,
    });
  const openings = (from: string) =>
    as(clinic.actors.patient).schedule.nextOpenings({ appointmentTypeId: clinic.cast.type, from });
  const ask = (over: Loose) =>
    as(clinic.actors.patient).requests.create({
      doctorId: clinic.cast.doctor,
      date: DAY,
      dayPart: 'morning',
      reason: 'Cough',
      requestId: newRequestId(),
      ...over,
    });
  const timeOff = (span: { startsAt: string; endsAt: string }) =>
    admin().addTimeOff({ doctorId: clinic.cast.doctor, requestId: newRequestId(), ...span });
  const closure = (span: { startsOn: string; endsOn: string }) =>
    admin().addClosure({ name: 'Holiday', requestId: newRequestId(), ...span });
  const hours = (over: Loose) =>
    admin().replaceWeeklyHours({
      doctorId: clinic.cast.doctor,
      hours: [{ weekday: 1, kind: 'open', validFrom: '2026-01-01', ...over } as never],
    });
  const exception = (open: { startTime: string; endTime: string }[]) =>
    admin().setDateException({ doctorId: clinic.cast.doctor, date: DAY, open });
  const settings = (changes: Loose) =>
    admin().updateSettings({ changes, expectedRevision: 1, password: PASSWORD });
  const reversedMorning = () => ({
    morning: { start: '12:00', end: '09:00' },
    afternoon: { start: '12:00', end: '17:00' },
    evening: { start: '17:00', end: '20:00' },
  });
});

describe('what is well formed and still cannot be', () => {
  it('is refused with its own reason: another doctor’s type, off the grid, hours that overlap', async () => {
    const foreign = await clinic.db.transact(({ q }) =>
      insertType(q, { name: 'Dental', doctorIds: [clinic.cast.otherDoctor] }),
    );
    const open = { weekday: 1, kind: 'open', validFrom: '2026-01-01' } as const;

    expect((await refusal(bookWith({ appointmentTypeId: foreign }))).reason).toBe('type_not_offered');
    expect((await refusal(bookWith({ startsAt: wall('10:03') }))).reason).toBe('off_grid');
    const overlapping = admin().replaceWeeklyHours({
      doctorId: clinic.cast.doctor,
      hours: [
        { ...open, startTime: '09:00', endTime: '12:00' },
        { ...open, startTime: '11:00', endTime: '15:00' },
      ],
    });
    expect((await refusal(overlapping)).fields).toEqual(['hours']);
  });
});

/** Typed by people who mean it, and by people who mean harm. */
const TEXTS = [
  "Robert'); DROP TABLE patient;--",
  `<script>alert(1)</script><img src=x onerror="alert(2)">`,
  '${7*7} {{7*7}} <%= 7*7 %> $(reboot) `id`',
  '👩🏽‍⚕️ Schmerz seit 3 Tagen 🤕, "stechend" & <b>stark</b>',
  'مرحبا evil 李小龍 ñ e\u0301',
  '%s %n \\ \\u0000 \\x00 ../../etc/passwd',
  '=HYPERLINK("http://evil")',
  'a'.repeat(200),
] as const;

describe('text', () => {
  it.each(TEXTS)('is stored as written: %j', async (text) => {
    const start = wall(`${9 + TEXTS.indexOf(text)}:00`.padStart(5, '0'), '2026-03-04');
    const visit = await desk().book(bookInput(clinic, { reason: text, startsAt: start }));
    const note = text.slice(0, 300);
    const cancelled = await desk().cancel({ id: visit.id, code: 'other', note, expectedVersion: 1 });

    expect(visit.reason).toBe(text);
    expect(cancelled.cancel?.note).toBe(note);
    expect(await rowOf(clinic, visit.id)).toMatchObject({ reason: text, cancelNote: note });
    const { history } = await desk().get({ id: visit.id });
    expect(history.at(-1)?.reason).toBe(note);
  });

  it.each(TEXTS)('names doctors, rooms and types as written: %j', async (text) => {
    const name = text.slice(0, 60);
    const room = await admin().createRoom({ name, requestId: newRequestId() });
    const doctor = await admin().createDoctor({
      name,
      bio: text,
      specializationIds: [],
      requestId: newRequestId(),
    });
    const overview = await admin().overview({});

    expect(overview.rooms.find((other) => other.id === room.id)?.name).toBe(name);
    expect(overview.doctors.find((other) => other.id === doctor.id)).toMatchObject({ name, bio: text });
  });

  it('keeps all of its letters and nothing that turns them round', async () => {
    const turned = 'مرحبا \u202Eevil\u202C 李小龍';
    const straight = 'مرحبا evil 李小龍';
    const request = await as(clinic.actors.patient).requests.create({
      doctorId: clinic.cast.doctor,
      date: '2026-03-25',
      dayPart: 'morning',
      reason: turned,
      requestId: newRequestId(),
    });
    const room = await admin().createRoom({ name: turned, requestId: newRequestId() });

    expect(request.reason).toBe(straight);
    const { rooms } = await admin().overview({});
    expect(rooms.find((other) => other.id === room.id)?.name).toBe(straight);
  });

  it('is a reason of a request as written, and nothing of it is in the audit or the events', async () => {
    const before = clinic.events.length;
    for (const [at, text] of TEXTS.entries()) {
      const request = await as(clinic.actors.patient).requests.create({
        doctorId: clinic.cast.doctor,
        date: `2026-03-${10 + at}`,
        dayPart: 'morning',
        reason: text,
        requestId: newRequestId(),
      });
      expect(request.reason).toBe(text);
    }
    const told = JSON.stringify(clinic.events.slice(before));
    const audit = JSON.stringify(
      await clinic.db.read((q) => q.selectFrom('auditEvent').selectAll().execute()),
    );

    for (const text of TEXTS) {
      const written = JSON.stringify(text).slice(1, -1);
      expect(told.includes(written) || audit.includes(written)).toBe(false);
    }
  });

  it('is trimmed at its ends, and a name of nothing is none', async () => {
    const blank = admin().createRoom({ name: '   ', requestId: newRequestId() });

    expect((await refusal(blank)).fields).toEqual(['name']);
    const long = admin().createRoom({ name: 'x'.repeat(200), requestId: newRequestId() });
    expect((await refusal(long)).fields).toEqual(['name']);
    expect((await admin().createRoom({ name: '  Room 9 ', requestId: newRequestId() })).name).toBe('Room 9');
  });

  it('leaves every table standing', async () => {
    expect(clinic.db.file.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(await countVisits(clinic)).toBe(TEXTS.length);
  });
});

describe('a person', () => {
  const register = (over: Loose) =>
    as(clinic.actors.reception).patients.register({
      givenName: 'Ida',
      familyName: 'Berg',
      birthDate: '1990-05-05',
      requestId: newRequestId(),
      ...over,
    });

  it.each<[field: string, value: unknown]>([
    ['givenName', 'x'.repeat(200)],
    ['givenName', ' '],
    ['familyName', 'Line\nbreak'],
    ['birthDate', '1990-02-30'],
    ['birthDate', '2026-03-03'],
    ['birthDate', '1790-01-01'],
    ['phone', 'call me'],
    ['email', 'no at sign'],
    ['sex', 'x'],
    ['role', 'admin'],
  ])('with %s = %j is refused by the field’s name', async (field, value) => {
    expect(await refusal(register({ [field]: value }))).toMatchObject({
      reason: 'invalid_input',
      status: 400,
      fields: [field],
    });
  });

  it.each(TEXTS)('is called as written: %j', async (text) => {
    const name = text.slice(0, 100);
    const chart = await register({ givenName: name, familyName: name, isNotDuplicate: true });

    expect(chart).toMatchObject({ givenName: name, familyName: name });
    expect(await as(clinic.actors.reception).patients.get({ id: chart.id })).toEqual(chart);
  });
});

describe('a cursor', () => {
  it.each(['', 'abc', 'W10=', Buffer.from('["x"]').toString('base64url')])(
    'made up as %j is refused by its name',
    async (cursor) => {
      const refused = await refusal(as(clinic.actors.patient).appointments.listOwn({ cursor }));

      expect(refused.reason).toBe('invalid_input');
      expect(refused.fields).toEqual(['cursor']);
    },
  );

  it('goes no further than a hundred a page', async () => {
    const refused = await refusal(as(clinic.actors.patient).appointments.listOwn({ limit: 101 }));

    expect(refused.fields).toEqual(['limit']);
  });
});

describe('a patient’s booking', () => {
  it('names the field as the desk’s does', async () => {
    const own = as(clinic.actors.patient).appointments;
    const refused = await refusal(own.bookOnline({ ...onlineInput(clinic), startsAt: `${DAY}T10:00` }));

    expect(refused).toMatchObject({ reason: 'invalid_input', fields: ['startsAt'] });
  });
});
