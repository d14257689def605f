import {
  type AppointmentStatus,
  type CancelCode,
  FORWARD_PATH,
  isBlocking,
  type StatusMove,
} from '../../../shared/domain/appointment-status.ts';
import { AppError } from '../../../shared/errors.ts';
import { civilDaysOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Transaction } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { isLate } from './appointments.presenter.ts';
import * as repo from './appointments.repo.ts';
import { occupancyOf, tellFreed } from './place-visit.ts';
import { stampColumn, stampOf } from './status-stamps.ts';

export type Columns = Partial<NewRow<'appointment'>>;

/** What a step changes of a visit by itself: its status, since when, and when each step was reached. */
export function statusColumns(
  before: repo.VisitRow,
  change: { readonly to: AppointmentStatus; readonly cancel?: { code: CancelCode; note: string } },
  at: { readonly move: StatusMove; readonly now: Instant; readonly snapshot: ClinicSnapshot },
): Columns {
  const { move, now } = at;
  const columns: Columns = { status: change.to, statusSince: now, updatedAt: now };
  if (move === 'back' || move === 'reopen') {
    // What lies after the step gone back to has not happened.
    for (const step of FORWARD_PATH.slice(FORWARD_PATH.findIndex((known) => known === change.to) + 1)) {
      const column = stampColumn(step);
      if (column !== undefined) columns[column] = null;
    }
    columns.endedAt = null;
  } else {
    const reached = stampColumn(change.to);
    if (reached !== undefined) columns[reached] = now;
    // Whoever is further on the path has come, even where the desk skipped the step.
    const isHere = FORWARD_PATH.findIndex((step) => step === change.to) > FORWARD_PATH.indexOf('arrived');
    if (isHere && before.arrivedAt === null) columns.arrivedAt = now;
    if (change.to === 'completed' || move === 'end') columns.endedAt = now;
  }
  // After a mis-click the minutes in status count from when the earlier status really began.
  if (move === 'back') columns.statusSince = stampOf(before, change.to) ?? before.createdAt;
  if (move === 'reopen') Object.assign(columns, { cancelCode: null, cancelNote: null, isLateCancel: 0 });
  if (change.cancel !== undefined) {
    columns.cancelCode = change.cancel.code;
    columns.cancelNote = change.cancel.note;
    columns.isLateCancel = isLate(before.startsAt, at.snapshot, now) ? 1 : 0;
  }
  return columns;
}

type Written = {
  readonly before: repo.VisitRow;
  readonly step: {
    readonly to: AppointmentStatus;
    /** What the trail calls it. */
    readonly subtype: string;
    /** In the words of whoever did it; empty for most. */
    readonly reason: string;
    readonly columns: Columns;
  };
};

/**
 * Writes a step down: on the visit, in its history, in the trail, and for the screens. Without an actor a device has
 * done it. Throws `stale_version`.
 */
export async function writeStatus(
  tx: Transaction,
  by: { readonly actor: Actor | null; readonly now: Instant; readonly snapshot: ClinicSnapshot },
  { before, step }: Written,
): Promise<repo.VisitRow> {
  const { actor, now, snapshot } = by;
  const { to, columns } = step;
  const { id, doctorId, patientId } = before;
  const isWritten = await repo.updateAppointment(tx.q, { id, expectedVersion: before.version }, columns);
  if (!isWritten) throw new AppError('stale_version');
  const version = before.version + 1;
  await repo.insertChange(tx.q, {
    appointmentId: id,
    at: now,
    byUser: actor?.userId ?? null,
    kind: 'status',
    fromStatus: before.status,
    toStatus: to,
    fromStartsAt: null,
    toStartsAt: null,
    fromDoctorId: null,
    toDoctorId: null,
    reason: step.reason,
  });
  await recordAudit(
    tx.q,
    { who: actor, at: now },
    {
      action: 'U',
      subtype: step.subtype,
      patientId,
      objectType: 'appointment',
      objectId: id,
      objectVersion: version,
      changedFields: Object.keys(columns),
    },
  );
  const span = { start: before.startsAt, end: before.endsAt };
  const days = civilDaysOf(span, snapshot.settings.timeZone);
  tx.emit({ type: 'appointment.changed', id, version, doctorId, patientId, days });
  const after = { ...before, ...columns, version };
  // The room it goes into is taken, and the one it had is free.
  if (after.roomId !== before.roomId && isBlocking(to) && isBlocking(before.status)) {
    for (const row of [before, after]) tx.emit(occupancyOf(row));
  }
  if (isBlocking(before.status) !== isBlocking(to)) {
    tx.emit(occupancyOf(isBlocking(to) ? after : before));
    if (!isBlocking(to)) tellFreed(tx, before, now);
  }
  return after;
}
