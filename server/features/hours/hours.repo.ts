import { sql } from 'kysely';
import type { DoctorId, HoursProposalId } from '../../../shared/ids.ts';
import { toCivilDate } from '../../../shared/time/civil-date.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

/** A clinic has fewer doctors, and each has one that is open. */
const MOST_OPEN = 1000;
/** `isProposerHere`: the account it came from can still sign in, as this doctor. */
export type ProposalRow = Row<'hoursProposal'> & { readonly isProposerHere: number };
const IS_PROPOSER_HERE = sql<number>`app_user.is_active = 1 AND app_user.doctor_id IS hours_proposal.doctor_id`;

function proposals(q: Query) {
  return q
    .selectFrom('hoursProposal')
    .innerJoin('appUser', 'appUser.id', 'hoursProposal.proposedBy')
    .selectAll('hoursProposal')
    .select(IS_PROPOSER_HERE.as('isProposerHere'));
}

export async function insertProposal(q: Query, row: NewRow<'hoursProposal'>): Promise<void> {
  await q.insertInto('hoursProposal').values(row).execute();
}

export function findProposal(q: Query, id: HoursProposalId): Promise<ProposalRow | undefined> {
  return proposals(q).where('hoursProposal.id', '=', id).executeTakeFirst();
}

export function findOpenOf(q: Query, doctorId: DoctorId): Promise<ProposalRow | undefined> {
  return proposals(q)
    .where('hoursProposal.doctorId', '=', doctorId)
    .where('status', '=', 'open')
    .executeTakeFirst();
}

/** The last one the doctor has proposed, whatever became of it. */
export function findLatestOf(q: Query, doctorId: DoctorId): Promise<ProposalRow | undefined> {
  return proposals(q)
    .where('hoursProposal.doctorId', '=', doctorId)
    .orderBy('hoursProposal.createdAt', 'desc')
    .orderBy('hoursProposal.id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The one that waits longest first. */
export function listOpen(q: Query): Promise<ProposalRow[]> {
  return proposals(q)
    .where('status', '=', 'open')
    .orderBy('hoursProposal.createdAt')
    .orderBy('hoursProposal.id')
    .limit(MOST_OPEN)
    .execute();
}

type Ending = Pick<NewRow<'hoursProposal'>, 'status' | 'decidedAt' | 'decidedBy' | 'decisionReason'>;

/** Called with a row that was read in the same transaction: nobody comes between. */
export async function endProposal(q: Query, { id, version }: ProposalRow, ending: Ending): Promise<void> {
  await q
    .updateTable('hoursProposal')
    .set({ ...ending, version: version + 1 })
    .where('id', '=', id)
    .execute();
}

/** Those that were answered before then, and those nobody could answer any more by then. */
export async function deleteBefore(q: Query, before: Instant): Promise<void> {
  const day = toCivilDate(before.slice(0, 10));
  await q
    .deleteFrom('hoursProposal')
    .where((eb) =>
      eb.or([
        eb('decidedAt', '<', before),
        eb.and([eb('status', '=', 'open'), eb('validTo', '<', day)]),
        eb.and([eb('createdAt', '<', before), sql<boolean>`NOT EXISTS (${HERE})`]),
      ]),
    )
    .execute();
}

/** The account that proposed it is this doctor's still, who works here. */
const HERE = sql`SELECT 1 FROM app_user JOIN doctor ON doctor.id = app_user.doctor_id
  WHERE app_user.id = hours_proposal.proposed_by AND ${IS_PROPOSER_HERE} AND doctor.is_active = 1`;
