import { createHash } from 'node:crypto';
import {
  isGraver,
  type StrandedReason,
  strandedReason,
  type TouchedReason,
} from '../../../shared/domain/stranded.ts';
import { AppError } from '../../../shared/errors.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import * as repo from './clinic.repo.ts';
import type { ClinicSnapshot } from './clinic-snapshot.ts';

export type ComingVisit = Awaited<ReturnType<typeof repo.listFutureBlocking>>[number];
export type Touched = ComingVisit & { readonly reason: TouchedReason };

/** Why the visit does not stand on the clinic's shape; undefined where it does. */
export function strandedOn(snapshot: ClinicSnapshot, visit: ComingVisit): StrandedReason | undefined {
  const { doctorId, appointmentTypeId, startsAt: start, endsAt: end } = visit;
  const type = snapshot.types.get(appointmentTypeId);
  return strandedReason(
    { start, end },
    {
      isOffHours: visit.isOffHours === 1,
      hours: snapshot.hoursOn(doctorId, civilDateOf(start, snapshot.settings.timeZone)),
      isDoctorActive: snapshot.doctors.get(doctorId)?.isActive ?? false,
      isTypeActive: type?.isActive ?? false,
      isTypeOffered: type?.doctorIds.includes(doctorId) ?? false,
    },
  );
}

/** A visit whose room is given up stands on its ground still: it gets another one when it goes in. */
function lackOn(snapshot: ClinicSnapshot, visit: ComingVisit): TouchedReason | undefined {
  const room = visit.roomId === null ? undefined : snapshot.rooms.get(visit.roomId);
  return strandedOn(snapshot, visit) ?? (room?.isActive === false ? 'room_gone' : undefined);
}

/** Coming visits that lack more after than before: one booked over the rules never stood on them. */
export async function touchedVisits(
  q: Query,
  shapes: { readonly before: ClinicSnapshot; readonly after: ClinicSnapshot },
  at: Instant,
): Promise<Touched[]> {
  const { before, after } = shapes;
  const coming = await repo.listFutureBlocking(q, at, null);
  return coming.flatMap((visit) => {
    const reason = lackOn(after, visit);
    return reason !== undefined && isGraver(reason, lackOn(before, visit)) ? [{ ...visit, reason }] : [];
  });
}

/** The same for the same visits at the same times for the same reasons, and for no others. */
export function markOf(touched: readonly Touched[]): string {
  const lines = touched.map(({ id, startsAt, endsAt, reason }) => [id, startsAt, endsAt, reason].join(' '));
  return createHash('sha256').update(lines.sort().join('\n')).digest('base64url');
}

/** What is touched is what was looked at. A create that came twice has changed nothing the second time. */
export async function requireSeen(
  q: Query,
  shapes: { readonly before: ClinicSnapshot; readonly after: ClinicSnapshot },
  { seen, at }: { readonly seen: string | undefined; readonly at: Instant },
): Promise<void> {
  if (shapes.after.revision === shapes.before.revision) return;
  const touched = await touchedVisits(q, shapes, at);
  if (markOf(touched) !== seen) throw new AppError('stale_version', { touchedCount: touched.length });
}
