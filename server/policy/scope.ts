import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { grantedRelations, mayEver, type PolicyAction, type Relation } from '../../shared/domain/policy.ts';
import { AppError } from '../../shared/errors.ts';
import { noteRule } from '../lib/current-call.ts';
import { type Asker, patientsOf, relationsByItself, type Subject, type SubjectColumns } from './ties.ts';

/** Which things of a kind a person may see: the rule of the single thing, compiled for a list. */
export type Scope = {
  /** Nothing is left out: a list needs no condition at all. */
  readonly isEverything: boolean;
  /** The condition on a row, for tables and aliases as the columns name them. */
  where(columns: SubjectColumns): RawBuilder<SqlBool>;
  /** The same for what is not read by a query, by the relations a thing tells by itself. */
  covers(subject: Subject): boolean;
};

/** For a list, a search or a count. Refuses those whose role sees nothing of the kind. */
export function scopeFor(asker: Asker, action: PolicyAction): Scope {
  const { actor } = asker;
  if (!mayEver(actor.role, action)) throw new AppError('forbidden');
  const granted = grantedRelations(actor.role, action);
  if (granted.every((relation) => relation === 'self')) noteRule(action, 'self');
  return {
    isEverything: granted.includes('clinic'),
    where: (columns) => anyOf(granted.flatMap((relation) => conditionsOf(asker, relation, columns))),
    covers: (subject) => relationsByItself(actor, subject).some((relation) => granted.includes(relation)),
  };
}

/** What a relation means for a row. `treating` and the like are gathered below, into one look-up. */
function conditionsOf(asker: Asker, relation: Relation, columns: SubjectColumns): Condition[] {
  const { actor } = asker;
  switch (relation) {
    case 'clinic':
      return [{ sql: sql<SqlBool>`TRUE` }];
    case 'self':
      return [equals(columns.user, actor.userId), equals(columns.patient, actor.patientId)].flat();
    case 'own_schedule':
      return equals(columns.doctor, actor.doctorId);
    case 'treating':
    case 'break_glass': {
      const patients = patientsOf(asker, relation);
      return columns.patient === undefined || patients === undefined
        ? []
        : [{ column: columns.patient, among: patients }];
    }
  }
}

type Condition =
  | { readonly sql: RawBuilder<SqlBool> }
  | { readonly column: string; readonly among: RawBuilder<unknown> };

function equals(column: string | undefined, value: string | null): Condition[] {
  return column === undefined || value === null ? [] : [{ sql: sql<SqlBool>`${sql.ref(column)} = ${value}` }];
}

/** One `IN` over all patients of the person: SQLite can start from it, which it cannot from an `OR` of two. */
function anyOf(conditions: readonly Condition[]): RawBuilder<SqlBool> {
  const plain = conditions.flatMap((condition) => ('sql' in condition ? [condition.sql] : []));
  const lookups = conditions.flatMap((condition) => ('among' in condition ? [condition] : []));
  const [first] = lookups;
  const among = sql.join(
    lookups.map((lookup) => lookup.among),
    sql` UNION ALL `,
  );
  const all = first === undefined ? plain : [...plain, sql<SqlBool>`${sql.ref(first.column)} IN (${among})`];
  if (all.length === 0) return sql<SqlBool>`FALSE`;
  return sql<SqlBool>`(${sql.join(all, sql` OR `)})`;
}
