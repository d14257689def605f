import { AppError } from '../../../shared/errors.ts';
import type { PatientId, PrivacyRequestId } from '../../../shared/ids.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import { requireGrant } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { AuthService } from '../auth/auth.service.ts';
import type { ErasureService } from '../erasure/erasure.service.ts';
import * as repo from './privacy.repo.ts';

export type PrivacyDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly auth: Pick<AuthService, 'confirmPassword'>;
  readonly erasure: ErasureService;
};

/** The request, for somebody who may do this to it. */
export async function loadRequest(
  deps: PrivacyDeps,
  q: Query,
  wanted: { readonly actor: Actor; readonly id: PrivacyRequestId; readonly action: PolicyAction },
): Promise<repo.PrivacyRow> {
  const { actor, id, action } = wanted;
  const row = await repo.findRequest(q, id);
  if (row === undefined) throw new AppError('not_found');
  await requireGrant(q, { actor, now: deps.clock.now() }, { action, subject: { patientId: row.patientId } });
  return row;
}

export type Decision = {
  readonly actor: Actor;
  readonly row: repo.PrivacyRow;
  readonly expectedVersion: number;
  readonly changes: Partial<NewRow<'privacyRequest'>> & { readonly status: string };
};

/** Ends an open request, once, and tells of it. */
export async function decideRequest(
  deps: PrivacyDeps,
  tx: Transaction,
  decision: Decision,
): Promise<repo.PrivacyRow> {
  const { actor, row, expectedVersion, changes } = decision;
  if (row.status !== 'open') throw new AppError('already_decided', { status: row.status });
  const at = deps.clock.now();
  const decided = { ...changes, decidedAt: at, decidedBy: actor.userId, updatedAt: at };
  if (!(await repo.decideRequest(tx.q, { id: row.id, expectedVersion }, decided))) {
    throw new AppError('stale_version');
  }
  const subtype = `privacy.${changes.status}`;
  await record(deps, tx, { actor, subtype, ...row, version: row.version + 1, action: 'U' });
  const after = await repo.findRequest(tx.q, row.id);
  if (after === undefined) throw new AppError('not_found');
  return after;
}

/** The line in the trail and the hint to the screens. */
export async function record(
  deps: PrivacyDeps,
  tx: Transaction,
  what: {
    readonly actor: Actor;
    readonly subtype: string;
    readonly action: 'C' | 'U' | 'D';
    readonly patientId: PatientId;
    readonly id?: PrivacyRequestId;
    readonly version?: number;
  },
): Promise<void> {
  const { actor, subtype, action, patientId, id, version } = what;
  const object =
    id === undefined
      ? { objectType: 'patient', objectId: patientId }
      : { objectType: 'privacy_request', objectId: id, objectVersion: version };
  const at = deps.clock.now();
  await recordAudit(tx.q, { who: actor, at }, { action, subtype, patientId, ...object });
  tx.emit({ type: 'privacy.changed', patientId });
}
