import type { PolicyAction, Relation } from '../../../shared/domain/policy.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { requireOpenChart } from '../../db/known-patient.ts';
import type { Query } from '../../db/transact.ts';
import { requireGrant } from '../../policy/decide.ts';
import type { Asker } from '../../policy/ties.ts';
import { findVisit, type VisitRow } from './appointments.repo.ts';

type Wanted = { readonly id: AppointmentId; readonly action: PolicyAction };

/**
 * Loads a visit to change it. Who may not do that to it learns nothing of it: `not_found`. What is left of somebody who
 * was erased stays as it is.
 */
export async function loadVisit(q: Query, asker: Asker, wanted: Wanted): Promise<VisitRow> {
  const { row } = await openVisit(q, asker, wanted);
  await requireOpenChart(q, row.patientId);
  return row;
}

/** Loads a visit to show it, with the relation that lets it be seen. */
export async function openVisit(
  q: Query,
  asker: Asker,
  { id, action }: Wanted,
): Promise<{ row: VisitRow; grant: Relation }> {
  const row = await findVisit(q, id);
  if (row === undefined) throw new AppError('not_found');
  return { row, grant: await requireGrant(q, asker, { action, subject: row }) };
}

/** Refuses an edit of a visit that has moved on, with the fresh one in the details. */
export function requireVersion(
  row: VisitRow,
  expectedVersion: number,
  present: (row: VisitRow) => unknown,
): void {
  if (row.version === expectedVersion) return;
  throw new AppError('stale_version', { current: present(row) });
}
