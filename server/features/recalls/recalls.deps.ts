import type { PatientId, RecallId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Db, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';

export type RecallDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly clinic: Pick<ClinicService, 'current'>;
};

/** The line in the trail, and the hint to the screens that show the list. */
export async function noteRecall(
  tx: Transaction,
  actor: Actor,
  made: {
    row: { id: RecallId; patientId: PatientId; version: number };
    subtype: `recall.${string}`;
    action?: 'C' | 'U' | 'D';
    at: Instant;
  },
): Promise<void> {
  const { row, subtype, action = 'U', at } = made;
  const { id, patientId, version } = row;
  await recordAudit(
    tx.q,
    { who: actor, at },
    { action, subtype, patientId, objectType: 'recall', objectId: id, objectVersion: version },
  );
  tx.emit({ type: 'recall.changed', id, version, patientId });
}
