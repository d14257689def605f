import type { PatientId, WaitlistEntryId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Db, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';

export type WaitlistDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly clinic: ClinicService;
  readonly appointments: AppointmentsService;
};

/** The line in the trail of what happened to somebody's place, and the hint to the screens that show it. */
export async function noteEntry(
  tx: Transaction,
  actor: Actor | null,
  made: {
    row: { id: WaitlistEntryId; patientId: PatientId; version: number };
    subtype: `waitlist.${string}`;
    action?: 'C' | 'U';
    at: Instant;
  },
): Promise<void> {
  const { row, subtype, action = 'U', at } = made;
  const { id, patientId, version } = row;
  await recordAudit(
    tx.q,
    { who: actor, at },
    { action, subtype, patientId, objectType: 'waitlist_entry', objectId: id, objectVersion: version },
  );
  tx.emit({ type: 'waitlist.changed', patientId });
}
