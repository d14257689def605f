import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PatientId } from '../../../shared/ids.ts';
import type { ActorName } from '../../support/actors.ts';
import { insertVisit } from '../../support/factories.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const UNKNOWN = '019a0000-0000-7000-8000-000000000000' as PatientId;
const as = (name: ActorName) => clinic.call(clinic.actors[name]);
const person = () => ({
  givenName: 'Jerónimo',
  familyName: "O'Keefe",
  birthDate: '2014-10-06',
  phone: '+1 (555) 010-9988',
  requestId: randomUUID(),
});
const visit = (
  startsAt: string,
  status: 'booked' | 'completed' | 'cancelled' | 'entered_in_error' = 'booked',
) =>
  clinic.db.transact(({ q }) =>
    insertVisit(q, {
      doctorId: clinic.cast.doctor,
      patientId: clinic.cast.patient,
      appointmentTypeId: clinic.cast.type,
      startsAt,
      status,
      cancelCode: status === 'cancelled' ? 'pat' : null,
    }),
  );
const trail = (subtype: string) =>
  clinic.db.read((q) =>
    q.selectFrom('auditEvent').selectAll().where('subtype', '=', subtype).orderBy('id').execute(),
  );

describe('registering at the desk', () => {
  it('opens a chart with the next number', async () => {
    const chart = await as('reception').patients.register(person());

    expect(chart).toMatchObject({
      chartNumber: 1003,
      givenName: 'Jerónimo',
      familyName: "O'Keefe",
      birthDate: '2014-10-06',
      sex: 'unknown',
      hasAccount: false,
      version: 1,
      can: { edit: true },
    });
    expect(clinic.events).toContainEqual({ type: 'patient.changed', id: chart.id, version: 1 });
    expect((await trail('patient.register'))[0]).toMatchObject({ action: 'C', patientId: chart.id });
  });

  it('warns of a chart that may be the same person, in any writing of the name', async () => {
    const existing = await as('reception').patients.register(person());
    const again = { ...person(), givenName: 'JERONIMO', familyName: 'OKeefe', phone: undefined };
    const { reason, details } = await refusal(as('reception').patients.register(again));

    expect(reason).toBe('duplicate_patient');
    expect(details.matches).toEqual([
      {
        id: existing.id,
        chartNumber: 1003,
        givenName: 'Jerónimo',
        familyName: "O'Keefe",
        birthDate: '2014-10-06',
        sex: 'unknown',
        phone: '+1 (555) 010-9988',
      },
    ]);
  });

  it('opens a second one when the desk means somebody else, or the birth date differs', async () => {
    await as('reception').patients.register(person());
    const meant = await as('reception').patients.register({ ...person(), isNotDuplicate: true });
    const other = await as('reception').patients.register({ ...person(), birthDate: '2014-10-07' });

    expect([meant.chartNumber, other.chartNumber]).toEqual([1004, 1005]);
  });

  it('writes a name without what nobody sees, and takes none that nobody can see', async () => {
    const hidden = { ...person(), givenName: 'Je\u200Brónimo\u2060', familyName: '\u202EKeefe' };
    const chart = await as('reception').patients.register(hidden);
    expect([chart.givenName, chart.familyName]).toEqual(['Jerónimo', 'Keefe']);

    for (const familyName of ['\u3164', '\u200B', 'Kee\uD800fe']) {
      const unseen = as('reception').patients.register({ ...person(), familyName });
      expect(await refusedFields(unseen)).toEqual(['familyName']);
    }
  });

  it('opens one chart however often the button is pressed', async () => {
    const input = person();
    const charts = await Promise.all([1, 2, 3].map(() => as('reception').patients.register(input)));

    expect(new Set(charts.map((chart) => chart.id)).size).toBe(1);
    expect(await reasonOf(as('reception').patients.register({ ...input, givenName: 'Jon' }))).toBe(
      'request_id_reused',
    );
  });

  it.each(['2026-03-03', '1879-12-31'])('refuses to be born on %s', async (birthDate) => {
    expect(await refusedFields(as('reception').patients.register({ ...person(), birthDate }))).toEqual([
      'birthDate',
    ]);
  });

  it.each([
    ['givenName', '  '],
    ['familyName', 'a\u0000b'],
    ['birthDate', '2015-02-29'],
    ['phone', 'call me'],
    ['email', 'nobody'],
    ['chartNumber', '7'],
  ])('refuses %s "%s"', async (field, value) => {
    const input = { ...person(), [field]: value };

    expect(await refusedFields(as('reception').patients.register(input))).toEqual([field]);
  });

  it.each(['admin', 'doctor', 'patient'] as const)('is not for %s', async (name) => {
    expect(await reasonOf(as(name).patients.register(person()))).toBe('forbidden');
  });
});

describe('editing a chart', () => {
  const edit = (
    changes: Parameters<ReturnType<typeof as>['patients']['edit']>[0]['changes'],
    expectedVersion = 1,
  ) => as('reception').patients.edit({ id: clinic.cast.patient, expectedVersion, changes });

  it('changes what was sent and nothing else', async () => {
    const chart = await edit({ phone: null, needsInterpreter: true, language: 'es' });

    expect(chart).toMatchObject({ phone: null, needsInterpreter: true, language: 'es', version: 2 });
    expect(chart.familyName).toBe('Lopez');
    expect(clinic.events).toContainEqual({ type: 'patient.changed', id: chart.id, version: 2 });
  });

  it('is found by the new name and phone, and no more by the old', async () => {
    await edit({ familyName: 'Müller', phone: '030 998877' });
    const find = async (query: string) => (await as('reception').patients.find({ query })).items.length;

    expect(await find('mueller')).toBe(1);
    expect(await find('998877')).toBe(1);
    expect(await find('lopez')).toBe(0);
    expect(await find('0102030')).toBe(0);
  });

  it('names the changed fields on the record, never their contents', async () => {
    await edit({ phone: '030 998877', address: '1 Harbour Road', familyName: 'Lopez' });
    const [event] = await trail('patient.edit');

    expect(event).toMatchObject({ objectVersion: 2, changedFields: '["phone","address"]' });
    expect(JSON.stringify(event)).not.toContain('Harbour');
  });

  it('leaves the version alone when nothing differs', async () => {
    expect((await edit({ familyName: 'Lopez' })).version).toBe(1);
    expect(clinic.events).toEqual([]);
  });

  it('refuses a stale version, with the chart as it is', async () => {
    await edit({ language: 'es' });
    const { reason, details } = await refusal(edit({ language: 'fr' }));

    expect(reason).toBe('stale_version');
    expect(details.current).toMatchObject({ language: 'es', version: 2 });
  });

  it('lets one of two editors win', async () => {
    const outcomes = await Promise.allSettled([edit({ language: 'es' }), edit({ language: 'fr' })]);

    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('refuses a birth date to come and fields that are not the desk’s', async () => {
    expect(await refusedFields(edit({ birthDate: '2026-03-03' }))).toEqual(['birthDate']);
    expect(await refusedFields(edit({ chartNumber: 1 } as never))).toEqual(['changes.chartNumber']);
  });

  it('knows no chart of another id', async () => {
    const input = { id: UNKNOWN, expectedVersion: 1, changes: {} };

    expect(await reasonOf(as('reception').patients.edit(input))).toBe('not_found');
  });

  it.each(['admin', 'doctor', 'patient'] as const)('is not for %s', async (name) => {
    const input = { id: clinic.cast.patient, expectedVersion: 1, changes: { language: 'xx' } };

    expect(await reasonOf(as(name).patients.edit(input))).toBe('forbidden');
  });
});

describe('reading a chart', () => {
  const get = (name: ActorName, id = clinic.cast.patient) => as(name).patients.get({ id });

  it('is the desk’s for every patient, and on the record', async () => {
    expect(await get('reception')).toMatchObject({ familyName: 'Lopez', hasAccount: true });
    expect(await trail('patient.get')).toMatchObject([
      { action: 'R', outcome: 'success', patientId: clinic.cast.patient },
    ]);
  });

  it.each(['2025-03-02T07:00:00Z', '2026-03-02T10:00:00Z', '2026-08-31T10:00:00Z'])(
    'is the doctor’s with a visit at %s',
    async (startsAt) => {
      await visit(startsAt);

      expect(await get('doctor')).toMatchObject({ familyName: 'Lopez', can: { edit: false } });
      expect(await reasonOf(get('otherDoctor'))).toBe('not_found');
    },
  );

  it.each([
    ['a visit too long ago', '2025-03-02T06:59:00Z', 'completed'],
    ['a visit too far ahead', '2026-09-02T08:00:00Z', 'booked'],
    ['a visit called off', '2026-03-02T10:00:00Z', 'cancelled'],
    ['a visit that was a mistake', '2026-03-02T10:00:00Z', 'entered_in_error'],
  ] as const)('is not the doctor’s with %s', async (_what, startsAt, status) => {
    await visit(startsAt, status);

    expect(await reasonOf(get('doctor'))).toBe('not_found');
    expect((await as('doctor').patients.list({})).items).toEqual([]);
    expect((await as('doctor').patients.find({ query: 'lopez' })).items).toEqual([]);
  });

  it('refuses a doctor alike for a stranger’s chart and for none, and records the first', async () => {
    const stranger = await refusal(get('doctor'));
    const none = await refusal(get('doctor', UNKNOWN));

    expect(stranger).toEqual(none);
    expect(await trail('patient.read')).toMatchObject([
      { outcome: 'denied', patientId: clinic.cast.patient },
    ]);
  });

  it.each(['admin', 'patient'] as const)('is not for %s', async (name) => {
    expect(await reasonOf(get(name))).toBe('forbidden');
  });
});

describe('one’s own chart', () => {
  it('is read by its patient, without the desk’s notes', async () => {
    await as('reception').patients.edit({
      id: clinic.cast.patient,
      expectedVersion: 1,
      changes: { deskNote: 'Prefers the ramp', owedMinor: 1250 },
    });

    expect(await as('patient').patients.own({})).toMatchObject({
      id: clinic.cast.patient,
      deskNote: null,
      owedMinor: null,
      can: { edit: true },
    });
    expect(await as('reception').patients.get({ id: clinic.cast.patient })).toMatchObject({
      deskNote: 'Prefers the ramp',
      owedMinor: 1250,
    });
  });

  it('takes a new phone, address and language from its patient', async () => {
    const changes = { phone: '030 112233', address: '2 Harbour Road', language: 'es' };
    const chart = await as('patient').patients.editOwnContact({ expectedVersion: 1, changes });

    expect(chart).toMatchObject({ ...changes, version: 2 });
    expect((await as('otherPatient').patients.own({})).phone).toBeNull();
    expect((await trail('patient.editOwnContact'))[0]?.userId).toBe(clinic.actors.patient.userId);
  });

  it.each(['familyName', 'birthDate', 'deskNote', 'owedMinor', 'email', 'id'])(
    'keeps %s to the desk',
    async (field) => {
      const changes = { [field]: 'x' };

      expect(
        await refusedFields(as('patient').patients.editOwnContact({ expectedVersion: 1, changes })),
      ).toEqual([`changes.${field}`]);
    },
  );

  it('refuses a stale version', async () => {
    const input = { expectedVersion: 2, changes: { phone: null } };

    expect(await reasonOf(as('patient').patients.editOwnContact(input))).toBe('stale_version');
  });

  it.each(['admin', 'reception', 'doctor'] as const)('is not for %s, who has none', async (name) => {
    expect(await reasonOf(as(name).patients.own({}))).toBe('forbidden');
    expect(await reasonOf(as(name).patients.editOwnContact({ expectedVersion: 1, changes: {} }))).toBe(
      'forbidden',
    );
  });
});

describe('the list', () => {
  it('goes in phone-book order, page by page, without gaps or repeats', async () => {
    const names = [
      'Ålund',
      'Alund',
      'Zimmer',
      'o’Brien',
      'OBrien',
      'Özil',
      'Ozil',
      'de la Cruz',
      'Decker',
      'Zimmer',
    ];
    for (const [index, familyName] of names.entries()) {
      const birthDate = `1980-01-${String(index + 1).padStart(2, '0')}`;
      await as('reception').patients.register({ ...person(), familyName, birthDate });
    }
    const all = (await as('reception').patients.list({})).items;
    const paged = [];
    let cursor: string | undefined;
    do {
      const page = await as('reception').patients.list({ limit: 5, cursor });
      paged.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);

    expect(paged).toEqual(all);
    expect(all.map((patient) => patient.familyName)).toEqual([
      'Ålund',
      'Alund',
      'Decker',
      'de la Cruz',
      'Lopez',
      'o’Brien',
      'OBrien',
      'Özil',
      'Ozil',
      'Weber',
      'Zimmer',
      'Zimmer',
    ]);
  });

  it('shows doctors their own patients', async () => {
    await visit('2026-03-03T10:00:00Z');

    expect((await as('doctor').patients.list({})).items.map((p) => p.id)).toEqual([clinic.cast.patient]);
    expect((await as('otherDoctor').patients.list({})).items).toEqual([]);
  });

  it('refuses admins and patients', async () => {
    expect(await reasonOf(as('admin').patients.list({}))).toBe('forbidden');
    expect(await reasonOf(as('patient').patients.list({}))).toBe('forbidden');
  });
});

describe('nobody signed in', () => {
  it('gets at no chart', async () => {
    const nobody = clinic.call(null).patients;
    const asked = [
      nobody.register(person()),
      nobody.edit({ id: clinic.cast.patient, expectedVersion: 1, changes: {} }),
      nobody.get({ id: clinic.cast.patient }),
      nobody.find({ query: 'lopez' }),
      nobody.list({}),
      nobody.own({}),
      nobody.editOwnContact({ expectedVersion: 1, changes: {} }),
    ];
    for (const call of asked) expect(await reasonOf(call)).toBe('unauthenticated');
  });
});
