import { sql } from 'kysely';
import type { InvitationId, UserId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Flag, NewRow, Row } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';

export type InvitationRow = Row<'invitation'> & {
  readonly invitedByName: string;
  /** Whoever invited may still do so: an admin, and not disabled. */
  readonly isVouchedFor: Flag;
};

export async function insertInvitation(q: Query, row: NewRow<'invitation'>): Promise<void> {
  await q.insertInto('invitation').values(row).execute();
}

export function findInvitation(q: Query, id: InvitationId): Promise<InvitationRow | undefined> {
  return open(q).where('invitation.id', '=', id).executeTakeFirst();
}

export function findInvitationBySecret(q: Query, secretHash: string): Promise<InvitationRow | undefined> {
  return open(q).where('invitation.secretHash', '=', secretHash).executeTakeFirst();
}

export async function isInvited(q: Query, email: string): Promise<boolean> {
  const row = await open(q).where('invitation.email', '=', email).executeTakeFirst();
  return row !== undefined;
}

/** The newest first. */
export function listInvitations(
  q: Query,
  page: { after: readonly string[] | undefined; limit: number },
): Promise<InvitationRow[]> {
  let query = open(q);
  if (page.after !== undefined) {
    query = query.where(sql<boolean>`(sent_at, invitation.id) < (${sql.join(page.after)})`);
  }
  return query.orderBy('sentAt', 'desc').orderBy('invitation.id', 'desc').limit(page.limit).execute();
}

/** Also of one that was accepted or taken back. */
export async function findIdOfSecret(q: Query, secretHash: string): Promise<InvitationId | undefined> {
  const row = await q
    .selectFrom('invitation')
    .select('id')
    .where('secretHash', '=', secretHash)
    .executeTakeFirst();
  return row?.id;
}

/** False when it is over, or has moved on from `expectedVersion`. */
export async function updateInvitation(
  q: Query,
  key: { id: InvitationId; expectedVersion: number },
  changes: Partial<NewRow<'invitation'>>,
): Promise<boolean> {
  const result = await q
    .updateTable('invitation')
    .set((eb) => ({ ...changes, version: eb('version', '+', 1) }))
    .where('id', '=', key.id)
    .where('version', '=', key.expectedVersion)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** All that are open of one person. */
export function listInvitationsBy(q: Query, invitedBy: UserId): Promise<InvitationRow[]> {
  return open(q).where('invitedBy', '=', invitedBy).orderBy('invitation.id').execute();
}

export function isExpired({ expiresAt }: InvitationRow, now: Instant): boolean {
  return expiresAt <= now;
}

function open(q: Query) {
  return q
    .selectFrom('invitation')
    .innerJoin('appUser', 'appUser.id', 'invitation.invitedBy')
    .selectAll('invitation')
    .select('appUser.name as invitedByName')
    .select(sql<Flag>`(app_user.is_active = 1 AND app_user.role = 'admin')`.as('isVouchedFor'))
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null);
}
