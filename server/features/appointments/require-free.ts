import { AppError } from '../../../shared/errors.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { findDoctorClash } from './appointments.repo.ts';
import { placeVisit, type Wanted } from './place-visit.ts';

/** Whether a visit could stand there now; refuses as its making would. Nothing is held and nothing written. */
export async function requireFree(
  deps: AppointmentDeps,
  q: Query,
  asked: { actor: Actor; wanted: Wanted; now: Instant },
): Promise<void> {
  const { actor, wanted, now } = asked;
  const snapshot = await deps.clinic.current(q);
  const place = await placeVisit(q, actor, { snapshot, now, wanted });
  const clash = await findDoctorClash(q, { ...place, exceptId: wanted.exceptId });
  if (clash !== undefined) throw new AppError('slot_taken');
}
