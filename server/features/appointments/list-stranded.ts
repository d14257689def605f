import type { ListStranded, StrandedPage } from '../../../shared/contracts/appointments.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import { scopeFor } from '../../policy/scope.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { presentVisit } from './appointments.presenter.ts';
import { listVisitsOf } from './appointments.repo.ts';

/** Coming visits that lie outside hours, or whose doctor or type is gone: somebody has to move them. */
export function listStranded(
  deps: AppointmentDeps,
  actor: Actor,
  input: ListStranded,
): Promise<StrandedPage> {
  const now = deps.clock.now();
  const scope = scopeFor({ actor, now }, 'board.read');
  const { limit, cursor } = input;
  return deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const all = await deps.clinic.strandedVisits(q, now);
    const own = all.filter(({ doctorId }) => scope.covers({ doctorId }));
    const [startsAt = '', id = ''] = cursor === undefined ? [] : decodeCursor(cursor, 2);
    const isAfter = (visit: { startsAt: string; id: AppointmentId }) =>
      visit.startsAt > startsAt || (visit.startsAt === startsAt && visit.id > id);
    const shown = own.filter(isAfter).slice(0, limit + 1);
    const reasons = new Map(shown.map((visit) => [visit.id, visit.reason]));
    const rows = await listVisitsOf(
      q,
      shown.map((visit) => visit.id),
    );
    const page = toPage(rows, limit, {
      item: (row) => ({
        visit: presentVisit(row, actor, snapshot),
        reason: reasons.get(row.id) ?? ('outside_hours' as const),
      }),
      keys: (row) => [row.startsAt, row.id],
    });
    return { ...page, count: own.length };
  });
}
