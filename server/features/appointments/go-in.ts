import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import { isInRoom } from '../../../shared/domain/rooms.ts';
import { AppError, invalidField, unknownIn } from '../../../shared/errors.ts';
import type { RoomId } from '../../../shared/ids.ts';
import { civilDateOf, dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import * as repo from './appointments.repo.ts';
import { isInUse } from './place-visit.ts';

type GoingIn = {
  readonly before: repo.VisitRow;
  readonly to: AppointmentStatus;
  /** What the desk chose; missing leaves it to what is free. */
  readonly roomId: RoomId | undefined;
  readonly snapshot: ClinicSnapshot;
  readonly now: Instant;
};

/**
 * The room of a visit that goes in. A chosen one that somebody is still in is refused here, one that another
 * visit is booked into by the database. Without a choice a visit that has none gets the doctor's own, or one
 * that is no doctor's own; it goes in without where none of them is free.
 */
export async function roomToGoIn(q: Query, going: GoingIn): Promise<{ roomId?: RoomId }> {
  const { before, to, roomId, snapshot } = going;
  if (!isInRoom(to)) {
    if (roomId !== undefined) throw invalidField('roomId', 'is chosen when somebody goes in');
    return {};
  }
  const zone = snapshot.settings.timeZone;
  const others = { exceptId: before.id, today: dayBounds(civilDateOf(going.now, zone), zone) };
  if (roomId !== undefined) {
    if (!isInUse(roomId, snapshot)) throw unknownIn('roomId');
    if (await repo.isAnybodyIn(q, roomId, others)) throw new AppError('room_taken');
    return { roomId };
  }
  const hasRoom = before.roomId !== null && isInUse(before.roomId, snapshot);
  if (hasRoom || isInRoom(before.status)) return {};
  for (const candidate of candidatesFor(before, snapshot)) {
    const isFree =
      !(await repo.isAnybodyIn(q, candidate, others)) && !(await repo.isRoomBooked(q, candidate, before));
    if (isFree) return { roomId: candidate };
  }
  return {};
}

function candidatesFor(visit: repo.VisitRow, { doctors, rooms }: ClinicSnapshot): RoomId[] {
  const own = doctors.get(visit.doctorId)?.room?.id;
  const owned = new Set([...doctors.values()].map(({ room }) => room?.id));
  const shared = [...rooms.values()]
    .filter(({ id, isActive }) => isActive && !owned.has(id))
    .map(({ id }) => id);
  return own === undefined ? shared : [own, ...shared];
}
