import { describe, expect, it } from 'vitest';
import { joinedProfile } from '../../../server/features/profiles/join-profiles.ts';
import type { ProfileRow } from '../../../server/features/profiles/profiles.repo.ts';
import type { PatientId } from '../../../shared/ids.ts';

const EMPTY: ProfileRow = {
  patientId: 'kept' as PatientId,
  emergencyName: null,
  emergencyPhone: null,
  emergencyRelationship: null,
  insuranceProvider: null,
  insuranceNumber: null,
  bloodType: null,
  hasNoAllergies: 0,
  allergies: null,
  conditions: null,
  medication: null,
};
const join = (kept: Partial<ProfileRow>, closed: Partial<ProfileRow>) =>
  joinedProfile({ ...EMPTY, ...kept }, { ...EMPTY, patientId: 'closed' as PatientId, ...closed });

describe('two charts of one person', () => {
  it('give one profile: what either says, and what both say as the one that stays says it', () => {
    const joined = join(
      { bloodType: 'A+', insuranceProvider: 'Sun' },
      { bloodType: 'B-', insuranceProvider: 'Moon', emergencyName: 'Juan' },
    );
    expect(joined).toMatchObject({ bloodType: 'A+', insuranceProvider: 'Sun', emergencyName: 'Juan' });
    expect(joined.patientId).toBe('kept');
  });

  it('lose no word of what a doctor must not miss', () => {
    expect(join({ allergies: 'Latex' }, { allergies: 'Penicillin' }).allergies).toBe('Latex\nPenicillin');
    expect(join({ allergies: 'Latex' }, { allergies: 'Latex' }).allergies).toBe('Latex');
  });

  it('have no allergies only where neither names one', () => {
    expect(join({ hasNoAllergies: 1 }, {})).toMatchObject({ hasNoAllergies: 1, allergies: null });
    expect(join({ hasNoAllergies: 1 }, { allergies: 'Nuts' })).toMatchObject({
      hasNoAllergies: 0,
      allergies: 'Nuts',
    });
  });
});
