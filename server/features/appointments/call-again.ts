import { AppError } from '../../../shared/errors.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { loadVisit } from './load-visit.ts';

/** Nobody came to the room: the screens in the waiting room say it once more. The visit itself stays as it is. */
export async function callAgain(deps: AppointmentDeps, actor: Actor, id: AppointmentId): Promise<void> {
  const now = deps.clock.now();
  await deps.db.transact(async (tx) => {
    const visit = await loadVisit(tx.q, { actor, now }, { id, action: 'appointment.setStatus' });
    if (visit.status !== 'in_room') {
      throw new AppError('illegal_transition', { from: visit.status, to: 'in_room', why: 'not_in_room' });
    }
    await deps.calls.noteCall(tx, { appointmentId: id, roomId: visit.roomId, at: now });
    const object = { objectType: 'appointment', objectId: id, patientId: visit.patientId };
    await recordAudit(
      tx.q,
      { who: actor, at: now },
      { action: 'E', subtype: 'appointment.callAgain', ...object },
    );
  });
}
