import { isAllowed, type PolicyAction, type Relation } from '../../../shared/domain/policy.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { presentOwnVisit, presentVisit } from './appointments.presenter.ts';
import { findVisit, type VisitRow } from './appointments.repo.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';

type Source = Pick<AppointmentDeps, 'patients'> & { readonly q: Query };

/** Loads a visit for an act. Who may not do that to it learns nothing of it: `not_found`. */
export async function loadVisit(
  source: Source,
  actor: Actor,
  wanted: { id: AppointmentId; action: PolicyAction },
): Promise<VisitRow> {
  const row = await findVisit(source.q, wanted.id);
  if (row === undefined) throw new AppError('not_found');
  const relations = await relationsTo(source, actor, row);
  if (!isAllowed(actor.role, wanted.action, relations)) throw new AppError('not_found');
  return row;
}

/** Refuses an edit of a visit that has moved on, with the fresh one in the details. */
export function requireVersion(
  row: VisitRow,
  expectedVersion: number,
  as: { actor: Actor; snapshot: ClinicSnapshot; now: Instant },
): void {
  if (row.version === expectedVersion) return;
  const { actor, snapshot, now } = as;
  const current =
    actor.role === 'patient' ? presentOwnVisit(row, snapshot, now) : presentVisit(row, actor, snapshot);
  throw new AppError('stale_version', { current });
}

async function relationsTo(source: Source, actor: Actor, row: VisitRow): Promise<Relation[]> {
  if (actor.role === 'patient') return row.patientId === actor.patientId ? ['self'] : [];
  if (actor.doctorId === null) return ['clinic'];
  if (row.doctorId === actor.doctorId) return ['own_schedule', 'treating'];
  const pair = { doctorId: actor.doctorId, patientId: row.patientId };
  return (await source.patients.isTreatedBy(source.q, pair)) ? ['treating'] : [];
}
