import type { StrandedReason } from '../../../shared/domain/stranded.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import * as repo from './clinic.repo.ts';
import type { ClinicSnapshot } from './clinic-snapshot.ts';
import { type ComingVisit, strandedOn } from './touched-visits.ts';

type Deps = { readonly current: (q: Query) => Promise<ClinicSnapshot> };

/**
 * Coming visits that do not stand on the clinic's shape. All of them are weighed once for each shape: what is booked
 * or moved on a shape stands on it, so that only those that were found then can still be without ground.
 */
export function createStrandedVisits({ current }: Deps) {
  let remembered: { readonly revision: number; readonly ids: readonly AppointmentId[] } | undefined;

  async function idsOf(q: Query, snapshot: ClinicSnapshot, now: Instant): Promise<readonly AppointmentId[]> {
    if (remembered?.revision === snapshot.revision) return remembered.ids;
    const coming = await repo.listFutureBlocking(q, now, null);
    const ids = coming.filter((visit) => strandedOn(snapshot, visit) !== undefined).map(({ id }) => id);
    remembered = { revision: snapshot.revision, ids };
    return ids;
  }

  return {
    /** As they stand in this transaction, in order of time; without those put outside hours on purpose. */
    async list(q: Query, now: Instant): Promise<(ComingVisit & { readonly reason: StrandedReason })[]> {
      const snapshot = await current(q);
      const visits = await repo.listBlockingOf(q, await idsOf(q, snapshot, now), now);
      return visits.flatMap((visit) => {
        const reason = strandedOn(snapshot, visit);
        return reason === undefined ? [] : [{ ...visit, reason }];
      });
    },
  };
}
