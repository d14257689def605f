import type { PatientId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { insertRow } from '../../db/insert-row.ts';
import type { Query } from '../../db/transact.ts';
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
  reason?: string;
  /** Where the call came from; a line written in a call knows it by itself. */
  address?: string;
  requestId?: string;
};

export type Who = Pick<Actor, 'userId' | 'role' | 'sessionId'> | null;

/** Writes the line in the transaction of the change it tells of. */
export async function recordAudit(
  q: Query,
  by: { readonly who: Who; readonly at: Instant },
  entry: AuditEntry,
): Promise<void> {
  const { who, at } = by;
  const call = currentCall();
  await insertRow(q, 'auditEvent', {
    recordedAt: at,
    action: entry.action,
    subtype: entry.subtype,
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
    reason: entry.reason ?? null,
    requestId: entry.requestId ?? call?.requestId ?? null,
  });
}
