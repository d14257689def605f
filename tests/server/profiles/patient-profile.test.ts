import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActorName } from '../../support/actors.ts';
import { insertVisit } from '../../support/factories.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
  await clinic.db.transact(({ q }) =>
    insertVisit(q, {
      doctorId: clinic.cast.doctor,
      patientId: clinic.cast.patient,
      appointmentTypeId: clinic.cast.type,
      startsAt: '2026-03-03T09:00:00Z',
    }),
  );
});
afterEach(() => clinic.close());

const as = (name: ActorName) => clinic.call(clinic.actors[name]).profiles;
const contact = { name: 'Juan Lopez', phone: '+1 555 010-7777', relationship: 'Husband' };
const WHOLE = {
  phone: '+1 555 010-2030',
  address: 'Elm road 4',
  language: 'Spanish',
  needsInterpreter: true,
  emergencyContact: contact,
  insurance: { provider: 'Sun Mutual', number: 'SM-1' },
  bloodType: 'AB-' as const,
  hasNoAllergies: false,
  allergies: 'Penicillin',
  conditions: 'Asthma',
  medication: 'Salbutamol',
};
const trail = (subtype: string) =>
  clinic.db.read((q) =>
    q.selectFrom('auditEvent').selectAll().where('subtype', '=', subtype).orderBy('id').execute(),
  );

describe('one’s own profile', () => {
  it('is empty before anything is said, and whole after it is replaced', async () => {
    const empty = await as('patient').own({});
    expect(empty).toMatchObject({
      emergencyContact: null,
      insurance: null,
      guardians: [],
      allergyAlert: 'unknown',
      bloodType: null,
      idCheck: null,
      pictureId: null,
      version: 1,
    });

    const whole = await as('patient').replaceOwn({ ...WHOLE, expectedVersion: 1 });
    expect(whole).toMatchObject({ ...WHOLE, allergyAlert: 'known', version: 2 });
    expect(await as('patient').own({})).toEqual(whole);
  });

  it('changes only what is named, and the trail names it without its content', async () => {
    await as('patient').replaceOwn({ ...WHOLE, expectedVersion: 1 });
    const changed = await as('patient').changeOwn({
      expectedVersion: 2,
      conditions: 'Asthma, mild',
      address: 'Elm road 5',
    });

    expect(changed).toMatchObject({
      ...WHOLE,
      conditions: 'Asthma, mild',
      address: 'Elm road 5',
      version: 3,
    });
    const lines = await trail('patient.editOwnProfile');
    expect(lines.at(-1)).toMatchObject({ action: 'U', patientId: clinic.cast.patient, objectVersion: 3 });
    expect(lines.at(-1)?.changedFields).toBe('["address","conditions"]');
    expect(JSON.stringify(lines)).not.toContain('Asthma');
    expect(clinic.events).toContainEqual({ type: 'patient.changed', id: clinic.cast.patient, version: 3 });
  });

  it('leaves no line and no version where nothing differs', async () => {
    await as('patient').replaceOwn({ ...WHOLE, expectedVersion: 1 });
    await as('patient').replaceOwn({ ...WHOLE, expectedVersion: 2 });

    expect((await as('patient').own({})).version).toBe(2);
    expect(await trail('patient.editOwnProfile')).toHaveLength(1);
  });

  it('refuses a replacement that leaves something out, and fields that are not the patient’s to say', async () => {
    const { medication: _, ...partial } = WHOLE;
    expect(
      await refusedFields(as('patient').replaceOwn({ ...partial, expectedVersion: 1 } as never)),
    ).toEqual(['medication']);
    for (const field of ['birthDate', 'givenName', 'sex', 'guardians', 'email', 'deskNote', 'id', 'role']) {
      const input = { expectedVersion: 1, [field]: 'x' } as never;
      expect(await refusedFields(as('patient').changeOwn(input))).toEqual([field]);
    }
  });

  it('knows the difference between no allergies and none written down', async () => {
    const none = await as('patient').changeOwn({ expectedVersion: 1, hasNoAllergies: true });
    expect(none.allergyAlert).toBe('none');
    expect(await refusedFields(as('patient').changeOwn({ expectedVersion: 2, allergies: 'Latex' }))).toEqual([
      'hasNoAllergies',
    ]);
    const known = await as('patient').changeOwn({
      expectedVersion: 2,
      allergies: 'Latex',
      hasNoAllergies: false,
    });
    expect(known.allergyAlert).toBe('known');
    const emptied = await as('patient').changeOwn({ expectedVersion: 3, allergies: ' ' });
    expect(emptied).toMatchObject({ allergies: null, allergyAlert: 'unknown' });
  });

  it('refuses an edit of a profile that has moved on, with the fresh one', async () => {
    await as('patient').changeOwn({ expectedVersion: 1, conditions: 'Asthma' });
    const { reason, details } = await refusal(as('patient').changeOwn({ expectedVersion: 1, phone: null }));

    expect(reason).toBe('stale_version');
    expect(details.current).toMatchObject({ version: 2, conditions: 'Asthma' });
  });

  it('is for patients alone', async () => {
    for (const name of ['admin', 'reception', 'doctor'] as const) {
      expect(await reasonOf(as(name).own({}))).toBe('forbidden');
      expect(await reasonOf(as(name).changeOwn({ expectedVersion: 1, phone: null }))).toBe('forbidden');
    }
  });
});

describe('the desk', () => {
  it('reads what it needs to speak, and nothing clinical but that there is an alert', async () => {
    await as('patient').replaceOwn({ ...WHOLE, expectedVersion: 1 });
    const seen = await as('reception').get({ id: clinic.cast.patient });

    expect(seen).toMatchObject({
      emergencyContact: contact,
      insurance: WHOLE.insurance,
      allergyAlert: 'known',
      can: { edit: true, readClinical: false, checkIdentity: true, attachAccount: false },
    });
    expect(JSON.stringify(seen)).not.toMatch(/Penicillin|Asthma|Salbutamol|AB-/);
    expect(await reasonOf(as('reception').clinical({ id: clinic.cast.patient }))).toBe('forbidden');
  });

  it('writes identity, contact and guardians together, one version and one line', async () => {
    const guardians = [
      {
        kind: 'guardian' as const,
        name: 'Juan Lopez',
        relationship: 'Father',
        phone: null,
        endsOn: '2026-03-01',
      },
      { kind: 'proxy' as const, name: 'Eva Ruiz', relationship: 'Sister', phone: '555 123', endsOn: null },
    ];
    const changes = { givenName: 'María', guardians, emergencyContact: contact };
    const edited = await as('reception').edit({ id: clinic.cast.patient, expectedVersion: 1, changes });

    expect(edited).toMatchObject({ givenName: 'María', emergencyContact: contact, version: 2 });
    expect(edited.guardians.map(({ name, isCurrent }) => [name, isCurrent])).toEqual([
      ['Juan Lopez', false],
      ['Eva Ruiz', true],
    ]);
    const lines = await trail('patient.editProfile');
    expect(lines.map((line) => line.changedFields)).toEqual(['["givenName","emergencyContact","guardians"]']);
    await as('reception').edit({ id: clinic.cast.patient, expectedVersion: 2, changes: { guardians } });
    expect(await trail('patient.editProfile')).toHaveLength(1);
  });

  it('cannot write what is clinical', async () => {
    const changes = { allergies: 'none' } as never;
    expect(
      await refusedFields(as('reception').edit({ id: clinic.cast.patient, expectedVersion: 1, changes })),
    ).toEqual(['changes.allergies']);
  });
});

describe('a doctor', () => {
  it('who treats the patient reads and writes the clinical part, and the trail tells of both', async () => {
    const input = { id: clinic.cast.patient, expectedVersion: 1, changes: { allergies: 'Latex' } };
    const written = await as('doctor').editClinical(input);
    expect(written).toMatchObject({ allergies: 'Latex', version: 2, can: { edit: true } });
    expect(await as('doctor').clinical({ id: clinic.cast.patient })).toEqual(written);
    expect(await trail('patient.getClinical')).toMatchObject([
      { action: 'R', patientId: clinic.cast.patient },
    ]);
    expect(await trail('patient.editClinical')).toMatchObject([{ changedFields: '["allergies"]' }]);
    expect((await as('doctor').get({ id: clinic.cast.patient })).can).toMatchObject({
      edit: false,
      readClinical: true,
    });
  });

  it('who does not, learns of nothing', async () => {
    const { patient, otherPatient } = clinic.cast;
    const changes = { allergies: 'Latex' };
    for (const [name, id] of [
      ['otherDoctor', patient],
      ['doctor', otherPatient],
    ] as const) {
      expect(await reasonOf(as(name).get({ id }))).toBe('not_found');
      expect(await reasonOf(as(name).clinical({ id }))).toBe('not_found');
      expect(await reasonOf(as(name).editClinical({ id, expectedVersion: 1, changes }))).toBe('not_found');
    }
  });
});
