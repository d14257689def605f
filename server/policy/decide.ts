import {
  grantedRelations,
  isAllowed,
  mayEver,
  type PolicyAction,
  type Relation,
} from '../../shared/domain/policy.ts';
import { AppError, denied, type DeniedThing } from '../../shared/errors.ts';
import type { PatientId } from '../../shared/ids.ts';
import type { Query } from '../db/transact.ts';
import { noteRule } from '../lib/current-call.ts';
import type { Actor } from '../trpc/context.ts';
import { noteFirstRead } from './first-read.ts';
import { type Asker, isPatientOf, relationsByItself, type Subject } from './ties.ts';

/** In this order, so that the weaker one is used, and recorded, only where the stronger does not hold. */
const IN_THE_DATABASE = ['treating', 'break_glass'] as const satisfies readonly Relation[];

/** An act and the thing it is done to. */
export type Asked = { readonly action: PolicyAction; readonly subject: Subject };

/** The relation by which this person may do this, or undefined. The database is asked only where the table needs it. */
export async function findGrant(q: Query, asker: Asker, asked: Asked): Promise<Relation | undefined> {
  const grant = await firstGrant(q, asker, asked);
  if (grant !== undefined) noteRule(asked.action, grant);
  return grant;
}

async function firstGrant(q: Query, asker: Asker, asked: Asked): Promise<Relation | undefined> {
  const { actor } = asker;
  const { action, subject } = asked;
  const granted = grantedRelations(actor.role, action);
  const plain = relationsByItself(actor, subject).find((relation) => granted.includes(relation));
  if (plain !== undefined) return plain;
  const { patientId } = subject;
  if (patientId === undefined || patientId === null) return undefined;
  for (const relation of IN_THE_DATABASE) {
    if (granted.includes(relation) && (await isPatientOf(q, asker, { relation, patientId }))) return relation;
  }
  return undefined;
}

/**
 * The same as an order: to someone who may not do this to a thing, the thing is not there. Notes the first
 * use of a chart opened with a reason, in the caller's transaction.
 */
export async function requireGrant(q: Query, asker: Asker, asked: Asked): Promise<Relation> {
  const grant = await findGrant(q, asker, asked);
  const { patientId } = asked.subject;
  if (grant === undefined) throw denied('not_found', deniedThing(asked.subject));
  if (grant === 'break_glass' && patientId) await noteFirstRead(q, asker, patientId);
  return grant;
}

/** What the trail says of a thing somebody was kept from. */
function deniedThing({ patientId, doctorId }: Subject): DeniedThing {
  if (patientId !== undefined && patientId !== null) return { patientId };
  return doctorId === undefined || doctorId === null ? {} : { objectType: 'doctor', objectId: doctorId };
}

/**
 * Whether a person may do this to a thing, by what the thing tells by itself. The flags of a list are
 * made of it: no row of a list costs a query.
 */
export function mayByItself(actor: Actor, action: PolicyAction, subject: Subject): boolean {
  return isAllowed(actor.role, action, relationsByItself(actor, subject));
}

/** Refuses an act that needs no look at a thing; one on a thing that is not theirs finds nothing. */
export function authorize(actor: Actor, action: PolicyAction, subject: Subject = {}): void {
  if (!mayEver(actor.role, action)) throw new AppError('forbidden');
  if (!mayByItself(actor, action, subject)) throw denied('not_found', deniedThing(subject));
}

/** The chart of the one who asks, for an act on one's own. */
export function ownChartFor(actor: Actor, action: PolicyAction): PatientId {
  const { patientId } = actor;
  authorize(actor, action, { patientId });
  if (patientId === null) throw new AppError('not_found');
  noteRule(action, 'self');
  return patientId;
}
