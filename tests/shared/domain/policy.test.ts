import { describe, expect, it } from 'vitest';
import {
  grantedRelations,
  isAllowed,
  mayEver,
  POLICY,
  POLICY_ACTIONS,
  possibleRelations,
  RELATIONS,
} from '../../../shared/domain/policy.ts';
import { ROLES } from '../../../shared/domain/roles.ts';

describe('the table of rights', () => {
  it('refuses what is not written in it: unknown roles, actions and relations', () => {
    for (const role of ['', 'nurse', 'ADMIN', 'toString', '__proto__', 'constructor']) {
      expect(POLICY_ACTIONS.filter((action) => isAllowed(role, action, RELATIONS))).toEqual([]);
    }
    for (const action of ['', 'clinic.destroy', 'hasOwnProperty', '__proto__', 'constructor']) {
      expect(ROLES.filter((role) => mayEver(role, action))).toEqual([]);
    }
    expect(isAllowed('receptionist', 'patient.read', [])).toBe(false);
  });

  it('grants only relations in which the role can come to stand to the thing', () => {
    for (const action of POLICY_ACTIONS) {
      for (const role of ROLES) {
        const possible = possibleRelations(role, action);
        expect({ action, role, possible }).toEqual({
          action,
          role,
          possible: expect.arrayContaining([...grantedRelations(role, action)]) as unknown,
        });
      }
    }
  });

  it('grants nothing beside all of the clinic: it would make no difference', () => {
    const double = POLICY_ACTIONS.filter((action) =>
      ROLES.some((role) => {
        const granted = grantedRelations(role, action);
        return granted.includes('clinic') && granted.length > 1;
      }),
    );

    expect(double).toEqual([]);
  });

  it('gives each action to somebody, and a receptionist something to do', () => {
    expect(POLICY_ACTIONS.filter((action) => !ROLES.some((role) => mayEver(role, action)))).toEqual([]);
    for (const role of ROLES) {
      expect(POLICY_ACTIONS.filter((action) => mayEver(role, action)).length).toBeGreaterThan(3);
    }
  });

  it('gives patients nothing but their own, and what everyone may read of the clinic', () => {
    const wide = POLICY_ACTIONS.filter((action) => grantedRelations('patient', action).includes('clinic'));

    expect(wide).toEqual(['clinic.read', 'slots.read']);
  });

  it('gives an admin no visit, request or chart', () => {
    const clinical = POLICY_ACTIONS.filter((action) => /^(appointment|request|patient)\./.test(action));

    expect(clinical.filter((action) => mayEver('admin', action))).toEqual(['appointment.count']);
  });

  it('gives doctors nothing of other doctors’ calendars', () => {
    const doctor = POLICY_ACTIONS.filter((action) => grantedRelations('doctor', action).includes('clinic'));

    expect(doctor).toEqual([
      'clinic.read',
      'clinic.readInactive',
      // That somebody runs late is told to whoever waits; of the visits it says nothing.
      'delay.read',
      'appointment.staffRules',
      'breakGlass.open',
    ]);
    expect(Object.keys(POLICY)).toEqual(POLICY_ACTIONS);
  });
});
