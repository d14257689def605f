import { isAllowed, type Relation } from '../../../shared/domain/policy.ts';
import { AppError } from '../../../shared/errors.ts';
import type { DoctorId, PatientId } from '../../../shared/ids.ts';
import { addMinutes } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Actor } from '../../trpc/context.ts';
import { isTreating, type Treating } from './patients.repo.ts';

const DAY_MIN = 24 * 60;
/** Twelve months back, six ahead. */
const BACK_DAYS = 365;
const AHEAD_DAYS = 183;

/** Whether this person may read this chart: the desk any, doctors their patients', patients their own. */
export async function isReadable(
  deps: { clock: Clock },
  q: Query,
  { actor, patientId }: { actor: Actor; patientId: PatientId },
): Promise<boolean> {
  if (actor.patientId !== null) {
    return actor.patientId === patientId && isAllowed(actor.role, 'patient.readOwn', ['self']);
  }
  const relations: Relation[] = ['clinic'];
  if (actor.doctorId !== null && (await isTreatedBy(deps, q, { doctorId: actor.doctorId, patientId }))) {
    relations.push('treating');
  }
  return isAllowed(actor.role, 'patient.read', relations);
}

/** The same rule for lists: undefined for those who see every chart, the doctor's span for doctors. */
export function authorizeList(deps: { clock: Clock }, actor: Actor): Treating | undefined {
  if (isAllowed(actor.role, 'patient.find', ['clinic'])) return undefined;
  if (actor.doctorId === null || !isAllowed(actor.role, 'patient.find', ['treating'])) {
    throw new AppError('forbidden');
  }
  return spanOf(deps.clock, actor.doctorId);
}

/** Whether a doctor has a visit of this patient behind or ahead: the relation `treating` of the policy. */
export function isTreatedBy(
  deps: { clock: Clock },
  q: Query,
  pair: { doctorId: DoctorId; patientId: PatientId },
): Promise<boolean> {
  return isTreating(q, pair.patientId, spanOf(deps.clock, pair.doctorId));
}

function spanOf(clock: Clock, doctorId: DoctorId): Treating {
  const now = clock.now();
  return {
    doctorId,
    from: addMinutes(now, -BACK_DAYS * DAY_MIN),
    to: addMinutes(now, AHEAD_DAYS * DAY_MIN),
  };
}
