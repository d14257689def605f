import {
  grantedRelations,
  POLICY,
  type PolicyAction,
  POLICY_ACTIONS,
  possibleRelations,
  type Relation,
} from '../../shared/domain/policy.ts';
import { type Role, ROLES } from '../../shared/domain/roles.ts';

/** One rule dropped from the product's table, or one added to it. */
export type Mutant = {
  readonly action: PolicyAction;
  readonly role: Role;
  readonly relation: Relation;
  readonly kind: 'dropped' | 'widened';
};

/**
 * Rules that, added, change nothing anybody can see. Each is asked only inside an act that such a person
 * can never begin.
 */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  'appointment.staffRules admin clinic': 'an admin books nothing',
  'appointment.override admin clinic': 'an admin books nothing',
  'appointment.override patient clinic': 'a patient’s input has no reason to write over a visit',
  'patient.bookFor admin clinic': 'an admin books nothing',
  'patient.bookFor patient self': 'a patient books by another act',
  'patient.bookFor patient clinic': 'a patient books by another act',
  'picture.editOwn doctor self': 'a doctor is no patient',
  'appointment.override doctor clinic': 'a doctor books in the own calendar alone',
};

/** Every rule dropped once, every rule that could be added once. */
export function allMutants(): Mutant[] {
  return POLICY_ACTIONS.flatMap((action) =>
    ROLES.flatMap((role): Mutant[] => {
      const granted = grantedRelations(role, action);
      const dropped = granted.map((relation) => ({ action, role, relation, kind: 'dropped' as const }));
      // Who has all of the clinic already gains nothing by more.
      const addable = granted.includes('clinic') ? [] : possibleRelations(role, action);
      const widened = addable
        .filter((relation) => !granted.includes(relation))
        .map((relation) => ({ action, role, relation, kind: 'widened' as const }))
        .filter((mutant) => !Object.hasOwn(WITHOUT_EFFECT, `${action} ${role} ${mutant.relation}`));
      return [...dropped, ...widened];
    }),
  );
}

/** Runs with the mutant in the table, and puts the table back. */
export async function withMutant<T>(mutant: Mutant, run: () => Promise<T>): Promise<T> {
  const { action, role, relation, kind } = mutant;
  const table = POLICY as Record<string, Partial<Record<Role, readonly Relation[]>>>;
  const grants = table[action] ?? {};
  const before = grants[role] ?? [];
  const after = kind === 'dropped' ? before.filter((one) => one !== relation) : [...before, relation];
  table[action] = { ...grants, [role]: after };
  try {
    return await run();
  } finally {
    table[action] = grants;
  }
}
