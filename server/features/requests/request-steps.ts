import type { RequestDto } from '../../../shared/contracts/requests.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { canDecide, type RequestStatus } from '../../../shared/domain/request-status.ts';
import { AppError } from '../../../shared/errors.ts';
import type { RequestId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import { requireGrant } from '../../policy/decide.ts';
import type { Asker } from '../../policy/ties.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { presentRequest } from './requests.presenter.ts';
import * as repo from './requests.repo.ts';

export type RequestDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly clinic: ClinicService;
  readonly appointments: AppointmentsService;
};

export async function loadRequest(
  q: Query,
  asker: Asker,
  wanted: { readonly id: RequestId; readonly action: PolicyAction },
): Promise<repo.RequestRow> {
  const { id, action } = wanted;
  const row = await repo.findRequest(q, id);
  if (row === undefined) throw new AppError('not_found');
  await requireGrant(q, asker, { action, subject: row });
  return row;
}

export function requirePending(row: repo.RequestRow): void {
  if (!canDecide(row.status)) throw new AppError('request_not_pending', { status: row.status });
}

export async function presentFresh(
  q: Query,
  actor: Actor,
  at: { id: RequestId; snapshot: ClinicSnapshot },
): Promise<RequestDto> {
  const row = await repo.findRequest(q, at.id);
  if (row === undefined) throw new AppError('not_found');
  return presentRequest(row, actor, at.snapshot);
}

export async function announce(
  tx: Transaction,
  actor: Actor | null,
  made: { row: NewRow<'appointmentRequest'>; subtype: string; action: 'C' | 'U'; at: Instant },
): Promise<void> {
  const { id, version, doctorId, patientId } = made.row;
  await recordAudit(
    tx.q,
    { who: actor, at: made.at },
    {
      action: made.action,
      subtype: made.subtype,
      patientId,
      objectType: 'appointment_request',
      objectId: id,
      objectVersion: version,
    },
  );
  tx.emit({ type: 'request.changed', id, version, doctorId, patientId });
}

export async function writeDecision(
  tx: Transaction,
  actor: Actor,
  made: {
    row: repo.RequestRow;
    changes: Partial<NewRow<'appointmentRequest'>> & { status: RequestStatus };
    input: { expectedVersion: number };
    at: Instant;
    snapshot: ClinicSnapshot;
  },
): Promise<RequestDto> {
  const { row, changes, at, snapshot } = made;
  const key = { id: row.id, expectedVersion: made.input.expectedVersion };
  const columns = { ...changes, decidedAt: at, decidedBy: actor.userId, updatedAt: at };
  if (!(await repo.decideRequest(tx.q, key, columns))) {
    throw new AppError('stale_version', { current: presentRequest(row, actor, snapshot) });
  }
  const decided = { ...row, version: row.version + 1 };
  await announce(tx, actor, { row: decided, subtype: `request.${changes.status}`, action: 'U', at });
  return await presentFresh(tx.q, actor, { id: row.id, snapshot });
}
