import type { PatientProfileDto, RecordIdCheck } from '../../../shared/contracts/profiles.ts';
import type { IdCheckDocument } from '../../../shared/domain/profile-words.ts';
import { AppError } from '../../../shared/errors.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { once } from '../../db/idempotency.ts';
import type { Transaction } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ProfileDeps } from './profile-deps.ts';
import { toProfileDto } from './profiles.presenter.ts';
import * as repo from './profiles.repo.ts';
import { loadChart } from './read-profile.ts';

/** Somebody at the desk has seen who the patient is. Once per request id. */
export async function recordIdCheck(
  deps: ProfileDeps,
  actor: Actor,
  input: RecordIdCheck,
): Promise<PatientProfileDto> {
  const { id, document, requestId } = input;
  authorize(actor, 'patient.checkIdentity', { patientId: id });
  const at = deps.clock.now();
  const call = { actorId: actor.userId, requestId, operation: 'profiles.recordIdCheck', input, at };
  return deps.db.transact((tx) =>
    once(tx.q, call, async () => {
      await noteIdCheck(deps, tx, { actor, id, document });
      return toProfileDto(actor, await loadChart(deps, tx.q, { actor, id }));
    }),
  );
}

/** In the caller's transaction; raises the chart's version, because the chart shows it. */
export async function noteIdCheck(
  deps: ProfileDeps,
  tx: Transaction,
  what: { actor: Actor; id: PatientId; document: IdCheckDocument },
): Promise<void> {
  const { actor, id, document } = what;
  const chart = await deps.patients.findChart(tx.q, id);
  if (chart === undefined) throw new AppError('not_found');
  await deps.patients.changeChart(tx, {
    actor,
    id,
    expectedVersion: chart.version,
    subtype: 'patient.checkIdentity',
    changes: {},
    otherFields: ['idCheck'],
  });
  await repo.insertIdCheck(tx.q, {
    id: deps.ids.next<string>(),
    patientId: id,
    checkedBy: actor.userId,
    checkedAt: deps.clock.now(),
    document,
  });
}
