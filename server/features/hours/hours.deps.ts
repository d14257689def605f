import type { DoctorDto } from '../../../shared/contracts/clinic.ts';
import { AppError } from '../../../shared/errors.ts';
import type { HoursProposalId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { Moment } from './hours.presenter.ts';
import * as repo from './hours.repo.ts';

export type HoursDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly clinic: Pick<ClinicService, 'current' | 'lookAhead' | 'changeHours'>;
};

export async function momentOf({ clinic, clock }: HoursDeps, q: Query): Promise<Moment> {
  const snapshot = await clinic.current(q);
  return { snapshot, today: civilDateOf(clock.now(), snapshot.settings.timeZone) };
}

/** The one who asks, as the clinic knows them. */
export function ownDoctorFor({ doctorId }: Actor, { snapshot }: Moment): DoctorDto {
  const doctor = doctorId === null ? undefined : snapshot.doctors.get(doctorId);
  if (doctor === undefined) throw new AppError('not_found');
  return doctor;
}

export async function getProposal(q: Query, id: HoursProposalId): Promise<repo.ProposalRow> {
  const row = await repo.findProposal(q, id);
  if (row === undefined) throw new AppError('not_found');
  return row;
}

type Ending = {
  readonly actor: Actor;
  readonly at: Instant;
  readonly status: Exclude<NewRow<'hoursProposal'>['status'], 'open'>;
  readonly reason?: string;
};
const SUBTYPES = {
  accepted: 'hours.accept',
  declined: 'hours.decline',
  withdrawn: 'hours.withdraw',
  replaced: 'hours.replace',
} as const satisfies Record<Ending['status'], string>;

/** What becomes of a proposal, once and for all. */
export async function endProposal(tx: Transaction, row: repo.ProposalRow, ending: Ending): Promise<void> {
  const { actor, at, status, reason } = ending;
  if (row.status !== 'open') throw new AppError('already_decided', { status: row.status });
  const decided = { decidedAt: at, decidedBy: actor.userId, decisionReason: reason ?? null };
  await repo.endProposal(tx.q, row, { status, ...decided });
  await tell(tx, { ...row, version: row.version + 1 }, { actor, at, subtype: SUBTYPES[status] });
}

type Told = { readonly actor: Actor; readonly at: Instant; readonly subtype: string };

/** Its line in the trail, and a hint to those who look at it. */
export async function tell(
  { q, emit }: Transaction,
  { id, version, doctorId }: Pick<repo.ProposalRow, 'id' | 'version' | 'doctorId'>,
  { actor, at, subtype }: Told,
): Promise<void> {
  const object = { objectType: 'hoursProposal', objectId: id, objectVersion: version };
  await recordAudit(q, { who: actor, at }, { action: version === 1 ? 'C' : 'U', subtype, ...object });
  emit({ type: 'hours.changed', id, version, doctorId });
}
