import type { PatientId } from '../../shared/ids.ts';
import { closedChartsOf } from '../db/merged-charts.ts';
import type { Query } from '../db/transact.ts';
import { recordAudit } from '../features/audit/audit.repo.ts';
import type { Asker } from './ties.ts';

/** The first look at a chart that was opened with a reason is a line of its own; later ones are ordinary reads. */
export async function noteFirstRead(q: Query, asker: Asker, patientId: PatientId): Promise<void> {
  const { actor, now } = asker;
  const opened = await q
    .updateTable('breakGlass')
    .set({ firstReadAt: now })
    .where('userId', '=', actor.userId)
    .where('expiresAt', '>', now)
    .where('endedAt', 'is', null)
    .where('patientId', 'in', [patientId, ...(await closedChartsOf(q, patientId))])
    .where('firstReadAt', 'is', null)
    .returning('id')
    .execute();
  const line = { action: 'R', subtype: 'patient.breakGlassRead', purpose: 'BTG', patientId } as const;
  for (const { id } of opened) {
    await recordAudit(q, { who: actor, at: now }, { ...line, objectType: 'breakGlass', objectId: id });
  }
}
