import { hashSecret, newLinkSecret } from '../../server/lib/seal.ts';
import type { InvitationId, PrivacyRequestId } from '../../shared/ids.ts';
import { addMinutes } from '../../shared/time/instant.ts';
import type { TestClinic } from '../support/start-clinic.ts';
import { newRequestId } from '../support/visits.ts';

/** The patient's own wish to be erased, of which one may be open at a time. */
export async function openErasure(clinic: TestClinic): Promise<PrivacyRequestId> {
  const own = clinic.call(clinic.actors.patient).privacy;
  const open = (await own.listOwn({})).items.find(({ status }) => status === 'open');
  return (open ?? (await own.askErasure({ requestId: newRequestId() }))).id;
}

/** One that is open, to an address of its own. */
export async function insertInvitation(clinic: TestClinic): Promise<{ id: InvitationId; secret: string }> {
  const [id, secret] = [newRequestId() as InvitationId, newLinkSecret()];
  const { userId: invitedBy } = clinic.actors.admin;
  const at = clinic.clock.now();
  const until = { sentAt: at, expiresAt: addMinutes(at, 60), acceptedAt: null, revokedAt: null };
  const to = { name: 'Nia New', email: `${id}@matrix.test`, role: 'receptionist', doctorId: null } as const;
  await clinic.db.transact(({ q }) =>
    q
      .insertInto('invitation')
      .values({ id, ...to, secretHash: hashSecret(secret), invitedBy, ...until })
      .execute(),
  );
  return { id, secret };
}
