import { invalidField } from '../../../shared/errors.ts';
import type { AppointmentId, PatientId, WaitlistEntryId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Transaction } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { answerTheRest } from './offers.repo.ts';
import { noteEntry, type WaitlistDeps } from './waitlist.deps.ts';
import type { EntryRow } from './waitlist.repo.ts';
import { loadEntry, requireWaiting, writeEntry } from './write-entry.ts';

/** For whom a place is taken, and which. */
export type Claim = { actor: Actor; id: WaitlistEntryId; patientId: PatientId; at: Instant };

/**
 * Takes a place for a visit that is made in this transaction, and answers how to tie the two once it is. Of two who
 * book for the same place the second is refused (`not_waiting`), whatever time each has chosen.
 */
export async function claimPlace(
  deps: WaitlistDeps,
  tx: Transaction,
  asked: Claim,
): Promise<(appointmentId: AppointmentId) => Promise<void>> {
  const { actor, id, at } = asked;
  const before = await loadEntry(tx.q, { actor, now: at }, { id, action: 'waitlist.offer' });
  requireWaiting(before);
  if (before.patientId !== asked.patientId) throw invalidField('patientId', 'is not who waits there');
  const snapshot = await deps.clinic.current(tx.q);
  const place = { before, expectedVersion: before.version, snapshot };
  return async (appointmentId) => {
    await endPlace(tx, actor, { ...place, appointmentId, at });
  };
}

/** Whoever waited has a visit; what was offered to them besides no longer reaches them. */
export async function endPlace(
  tx: Transaction,
  actor: Actor,
  made: {
    before: EntryRow;
    expectedVersion: number;
    appointmentId: AppointmentId;
    snapshot: ClinicSnapshot;
    at: Instant;
  },
): Promise<EntryRow> {
  const { before, expectedVersion, appointmentId, snapshot, at } = made;
  const changes = { state: 'booked', appointmentId, updatedAt: at } as const;
  const row = await writeEntry(tx, actor, { before, input: { expectedVersion }, changes, snapshot });
  await answerTheRest(tx.q, { entryId: row.id }, { answer: 'closed', at });
  await noteEntry(tx, actor, { row, subtype: 'waitlist.book', at });
  return row;
}
