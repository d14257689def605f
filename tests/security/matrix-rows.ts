import { hashSecret, newLinkSecret } from '../../server/lib/seal.ts';
import type { InvitationId, PatientId, PrivacyRequestId, UserId } from '../../shared/ids.ts';
import { addMinutes } from '../../shared/time/instant.ts';
import type { TestApi, TestClinic } from '../support/start-clinic.ts';
import { insertAssignedDoctor, insertBreakGlass, insertPatient } from '../support/factories.ts';
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

/** Somebody both doctors look after: what they may differs by the calendar alone. */
export function insertOwnPatient({ db, cast }: TestClinic): Promise<PatientId> {
  return db.transact(async ({ q }) => {
    const patientId = await insertPatient(q, { familyName: 'Own' });
    for (const doctorId of [cast.doctor, cast.otherDoctor]) {
      await insertAssignedDoctor(q, { patientId, doctorId, holdsUntil: null });
    }
    return patientId;
  });
}

/** The same, whose chart the other doctor has opened with a reason besides. One for all: a doctor may open few a day. */
export const ownPatientOf = oncePerClinic(async (clinic) => {
  const patientId = await insertOwnPatient(clinic);
  await openWithReason(clinic, clinic.actors.otherDoctor.userId, patientId);
  return patientId;
});

/** Somebody the cast's doctor does not treat, whose chart was opened with a reason. */
export const strangerOf = oncePerClinic(async (clinic) => {
  const patientId = await clinic.db.transact(({ q }) => insertPatient(q, { familyName: 'Stranger' }));
  await openWithReason(clinic, clinic.actors.doctor.userId, patientId);
  return patientId;
});

function openWithReason({ db, clock }: TestClinic, userId: UserId, patientId: PatientId) {
  return db.transact(({ q }) => insertBreakGlass(q, { userId, patientId, openedAt: clock.now() }));
}

function oncePerClinic<T>(make: (clinic: TestClinic) => Promise<T>): (clinic: TestClinic) => Promise<T> {
  const made = new WeakMap<object, Promise<T>>();
  return (clinic) => {
    const known = made.get(clinic.db) ?? make(clinic);
    made.set(clinic.db, known);
    return known;
  };
}

/** Only so many may wait of one person: the earlier ones of these calls wait no longer. */
export function askCorrection(clinic: TestClinic, asked: Parameters<TestApi['corrections']['ask']>[0]) {
  clinic.db.file.exec(`DELETE FROM correction WHERE id NOT IN
    (SELECT id FROM correction ORDER BY wanted LIKE 'Wrong%', id DESC LIMIT 12)`);
  return clinic.call(clinic.actors.patient).corrections.ask(asked);
}
