import { AsyncLocalStorage } from 'node:async_hooks';
import { type AuditPurpose, auditTypeOf, PURPOSE_OF_ROLE } from '../../../shared/domain/audit-kinds.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { auditChainOf, type Query } from '../../db/transact.ts';
import { currentCall } from '../../lib/current-call.ts';
import type { Actor } from '../../trpc/context.ts';

/** FHIR AuditEvent's action letters: create, read, update, delete, execute. */
export type AuditAction = 'C' | 'R' | 'U' | 'D' | 'E';

/** One line of the trail. It names fields, never their contents. */
export type AuditEntry = {
  action: AuditAction;
  /** The domain verb, such as `appointment.move`. */
  subtype: string;
  outcome?: 'success' | 'denied' | 'failure';
  patientId?: PatientId | null;
  objectType?: string;
  objectId?: string;
  objectVersion?: number;
  changedFields?: readonly string[];
  /** Why, in words that may stand here: never what a person wrote about a patient. */
  reason?: string;
  purpose?: AuditPurpose;
  /** How often the same came again without lines of its own. */
  repeats?: number;
  /** Where the call came from; a line written in a call knows it by itself. */
  address?: string;
  requestId?: string;
};

export type Who = Pick<Actor, 'userId' | 'role' | 'sessionId'> | null;

/** Whether a line is counted with one that stands there already, instead of being written. */
export type IsCounted = (who: Who, entry: AuditEntry) => boolean;

const countings = new AsyncLocalStorage<IsCounted>();

/** While this runs, lines are asked about before they are written. */
export function countingLines<T>(isCounted: IsCounted, run: () => T): T {
  return countings.run(isCounted, run);
}

/** Writes the line in the transaction of the change it tells of. What the call tells is added here. */
export async function recordAudit(
  q: Query,
  by: { readonly who: Who; readonly at: Instant },
  entry: AuditEntry,
): Promise<void> {
  const { who, at } = by;
  if (countings.getStore()?.(who, entry) === true) return;
  const call = currentCall();
  auditChainOf(q).append({
    recordedAt: at,
    type: auditTypeOf(entry.subtype),
    subtype: entry.subtype,
    action: entry.action,
    outcome: entry.outcome ?? 'success',
    userId: who?.userId ?? null,
    role: who?.role ?? null,
    sessionId: who?.sessionId ?? null,
    address: entry.address ?? call?.address ?? null,
    patientId: entry.patientId ?? null,
    objectType: entry.objectType ?? null,
    objectId: entry.objectId ?? null,
    objectVersion: entry.objectVersion ?? null,
    changedFields: entry.changedFields === undefined ? null : JSON.stringify(entry.changedFields),
    purpose: purposeOf(who, entry, call?.relation),
    reason: entry.reason ?? null,
    policy: call === undefined ? null : (call.rule ?? call.policy),
    procedure: call?.procedure ?? null,
    requestId: entry.requestId ?? call?.requestId ?? null,
    repeats: entry.repeats ?? 0,
  });
}

/** A look at something of a patient's has its reason; what changes says by itself why. */
function purposeOf(
  who: Who,
  { action, patientId, purpose }: AuditEntry,
  relation: string | undefined,
): AuditPurpose | null {
  const isLook = action === 'R' && patientId !== undefined && patientId !== null;
  // Also where it is done to treat: that the chart was opened with a reason is what has to be looked over.
  if (isLook && relation === 'break_glass') return 'BTG';
  return purpose ?? (isLook && who !== null ? PURPOSE_OF_ROLE[who.role] : null);
}
