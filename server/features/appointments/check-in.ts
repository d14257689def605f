import type { AppointmentDto, CheckIn, CheckInDto } from '../../../shared/contracts/appointments.ts';
import type { CheckInItem } from '../../../shared/domain/check-in.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { presentVisit } from './appointments.presenter.ts';
import type { VisitRow } from './appointments.repo.ts';
import { changeStatus } from './change-status.ts';
import { type CheckInRow, lastConfirmed, writeCheckIn } from './check-in.repo.ts';

export type SeenAtCheckIn = { readonly identity: Instant | null; readonly insurance: Instant | null };

/** Somebody is ready to be called: the step, what the desk has looked at, and a new phone number, or none of it. */
export async function checkIn(deps: AppointmentDeps, actor: Actor, input: CheckIn): Promise<AppointmentDto> {
  const { id, expectedVersion } = input;
  const { row, snapshot } = await changeStatus(deps, actor, {
    id,
    expectedVersion,
    to: 'checked_in',
    action: 'appointment.checkIn',
    present: (visit, current) => presentVisit(visit, actor, current),
    also: (tx, visit) => note(deps, tx, { actor, input, visit }),
  });
  return presentVisit(row, actor, snapshot);
}

async function note(
  deps: AppointmentDeps,
  tx: Transaction,
  what: { actor: Actor; input: CheckIn; visit: VisitRow },
): Promise<void> {
  const { actor, input, visit } = what;
  const { items, copayMinor, chart } = input;
  const at = deps.clock.now();
  await writeCheckIn(tx.q, {
    appointmentId: visit.id,
    checkedBy: actor.userId,
    checkedAt: at,
    items: JSON.stringify(items),
    copayMinor,
  });
  await recordAudit(
    tx.q,
    { who: actor, at },
    {
      action: 'C',
      subtype: 'appointment.noteCheckIn',
      patientId: visit.patientId,
      objectType: 'appointment',
      objectId: visit.id,
      objectVersion: visit.version,
      changedFields: copayMinor === null ? items : [...items, 'copayMinor'],
    },
  );
  if (chart === undefined) return;
  const { phone, expectedVersion } = chart;
  const change = { actor, subtype: 'patient.edit', id: visit.patientId, expectedVersion };
  await deps.patients.changeChart(tx, { ...change, changes: { phone } });
}

/** Since when the desk has known it: what was confirmed at the patient's earlier visits. */
export async function seenAtCheckIn(q: Query, patientId: PatientId): Promise<SeenAtCheckIn> {
  const last = await lastConfirmed(q, patientId);
  return { identity: last.get('identity') ?? null, insurance: last.get('insurance') ?? null };
}

export function presentCheckIn(row: CheckInRow): CheckInDto {
  return {
    at: row.checkedAt,
    byName: row.byName ?? '',
    items: JSON.parse(row.items) as CheckInItem[],
    copayMinor: row.copayMinor,
  };
}
