import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActorName } from '../../support/actors.ts';
import { reasonOf, refusal, refusedFields } from '../../support/refusal.ts';
import { startClinic, type TestClinic } from '../../support/start-clinic.ts';

let clinic: TestClinic;
beforeEach(async () => {
  clinic = await startClinic();
});
afterEach(() => clinic.close());

const as = (name: ActorName) => clinic.call(clinic.actors[name]).profiles;
const WHOLE = {
  bio: 'Hearts, mostly.',
  qualifications: 'MD, FACC',
  practisingSince: 2009,
  languages: ['Spanish', 'English'],
};

describe('a doctor’s own profile', () => {
  it('is replaced as a whole, or changed where it is named, and everybody sees it', async () => {
    const whole = await as('doctor').replaceOwnDoctor({ ...WHOLE, expectedVersion: 1 });
    expect(whole).toMatchObject({ ...WHOLE, id: clinic.cast.doctor, version: 2, can: { edit: true } });

    await as('doctor').changeOwnDoctor({ expectedVersion: 2, languages: ['Spanish'] });
    const seen = await clinic.call(clinic.actors.patient).clinic.getDoctor({ id: clinic.cast.doctor });
    expect(seen).toMatchObject({ ...WHOLE, languages: ['Spanish'], version: 3, photoId: null });
    expect(await as('doctor').ownDoctor({})).toMatchObject(seen);
    expect(clinic.events.filter(({ type }) => type === 'clinic.changed')).toHaveLength(2);
  });

  it('leaves a line with the names of what was changed', async () => {
    await as('doctor').changeOwnDoctor({ expectedVersion: 1, bio: 'New', languages: [] });
    const lines = await clinic.db.read((q) =>
      q.selectFrom('auditEvent').selectAll().where('subtype', '=', 'doctor.editOwn').execute(),
    );

    expect(lines).toMatchObject([
      {
        userId: clinic.actors.doctor.userId,
        objectType: 'doctor',
        objectId: clinic.cast.doctor,
        objectVersion: 2,
        changedFields: '["bio","languages"]',
      },
    ]);
  });

  it('holds nothing that is the clinic’s to say', async () => {
    for (const field of ['name', 'feeMinor', 'roomId', 'isActive', 'isOverbookingAllowed', 'id']) {
      const input = { expectedVersion: 1, [field]: 'x' } as never;
      expect(await refusedFields(as('doctor').changeOwnDoctor(input))).toEqual([field]);
    }
    const { languages: _, ...partial } = WHOLE;
    const input = { ...partial, expectedVersion: 1 } as never;
    expect(await refusedFields(as('doctor').replaceOwnDoctor(input))).toEqual(['languages']);
  });

  it('starts neither before anybody lived nor after today', async () => {
    const since = (practisingSince: number) =>
      refusedFields(as('doctor').changeOwnDoctor({ expectedVersion: 1, practisingSince }));
    expect(await since(1899)).toEqual(['practisingSince']);
    expect(await since(2027)).toEqual(['practisingSince']);
  });

  it('refuses an edit of what has moved on, with the fresh one', async () => {
    await as('doctor').changeOwnDoctor({ expectedVersion: 1, bio: 'New' });
    const { reason, details } = await refusal(
      as('doctor').changeOwnDoctor({ expectedVersion: 1, bio: 'Newer' }),
    );

    expect(reason).toBe('stale_version');
    expect(details.current).toMatchObject({ bio: 'New', version: 2 });
  });

  it('is for doctors alone', async () => {
    for (const name of ['admin', 'reception', 'patient'] as const) {
      expect(await reasonOf(as(name).ownDoctor({}))).toBe('forbidden');
      expect(await reasonOf(as(name).changeOwnDoctor({ expectedVersion: 1, bio: 'x' }))).toBe('forbidden');
    }
  });
});
