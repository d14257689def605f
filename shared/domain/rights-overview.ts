import { grantedRelations, POLICY_ACTIONS, type PolicyAction, type Relation } from './policy.ts';
import { type Role, ROLES } from './roles.ts';

export type RightsRow = {
  readonly action: PolicyAction;
  /** What comes after the dot: the act itself. */
  readonly act: string;
  readonly grants: Readonly<Record<Role, readonly Relation[]>>;
};
export type RightsOfKind = { readonly kind: string; readonly rows: readonly RightsRow[] };

/** The table of rights as people read it: by the kind of thing, an act a row, a role a column. */
export function rightsByKind(): RightsOfKind[] {
  const rows = Map.groupBy(POLICY_ACTIONS, (action) => action.slice(0, action.indexOf('.')));
  return [...rows].map(([kind, actions]) => ({ kind, rows: actions.map(rowOf) }));
}

function rowOf(action: PolicyAction): RightsRow {
  const grants = Object.fromEntries(ROLES.map((role) => [role, grantedRelations(role, action)]));
  return { action, act: action.slice(action.indexOf('.') + 1), grants: grants as RightsRow['grants'] };
}
