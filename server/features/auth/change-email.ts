import type {
  BeginEmailChange,
  ChangePatientEmail,
  PatientSignIn,
} from '../../../shared/contracts/recovery.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import { requireOpenChart } from '../../db/known-patient.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { postEmailCode } from './email-code.ts';
import { addressee, type RecoveryDeps } from './recovery.deps.ts';
import * as resets from './reset.repo.ts';
import { tellOldAddress, writeEmail } from './write-email.ts';

/** Another address to sign in with: one's own by a code sent there, a patient's at the desk by a document and the password of who looked at it. */
export function createEmailChanges(deps: RecoveryDeps) {
  return {
    beginEmailChange: (actor: Actor, input: BeginEmailChange): Promise<void> => begin(deps, actor, input),
    changePatientEmail: (actor: Actor, input: ChangePatientEmail): Promise<PatientSignIn> =>
      changeForPatient(deps, actor, input),
  };
}

async function begin(deps: RecoveryDeps, actor: Actor, { email, password }: BeginEmailChange): Promise<void> {
  authorize(actor, 'session.own', { userId: actor.userId });
  if (deps.mail === null) throw new AppError('no_mail');
  if (email === actor.email) throw invalidField('email', 'is the one you have');
  const confirmed = await deps.confirmPassword(actor, password);
  await postEmailCode(deps, actor, {
    email,
    isChange: true,
    subtype: 'user.beginEmailChange',
    within: confirmed,
  });
}

async function changeForPatient(
  deps: RecoveryDeps,
  actor: Actor,
  { patientId, email, document, password }: ChangePatientEmail,
): Promise<PatientSignIn> {
  authorize(actor, 'account.changeEmailForPatient', { patientId });
  // Whoever has the address can have a link to a new password sent there.
  const confirmed = await deps.confirmPassword(actor, password);
  const old = await confirmed.transact(async (tx) => {
    const before = await resets.findUserOfPatient(tx.q, patientId);
    if (before !== undefined) await requireOpenChart(tx.q, patientId);
    if (before === undefined || before.isActive === 0) throw new AppError('not_found');
    if (before.email === email) throw invalidField('email', 'is the one they have');
    const line = { who: actor, reason: document, subtype: 'user.changeEmailForPatient' };
    // Nobody has shown yet that the new one is theirs.
    await writeEmail(tx, before, { ...line, email, verifiedAt: null, at: deps.clock.now() });
    return addressee(deps, tx.q, before);
  });
  tellOldAddress(deps, old);
  return { email };
}
