import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { RoomMark, RoomNow } from '../../../shared/contracts/rooms.ts';
import { isInRoom, roomState } from '../../../shared/domain/rooms.ts';
import type { RoomId } from '../../../shared/ids.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';

/** Every room in use, in order of name, with who is in it; one given up as long as somebody is. */
export function roomsNow(
  { rooms, doctors }: ClinicSnapshot,
  visits: readonly AppointmentDto[],
  marks: ReadonlyMap<RoomId, RoomMark>,
): RoomNow[] {
  const byName = new Intl.Collator('en', { numeric: true });
  return [...rooms.values()]
    .toSorted((a, b) => byName.compare(a.name, b.name))
    .flatMap(({ id, name, isActive }) => {
      const inside = visits.filter((visit) => visit.room?.id === id && isInRoom(visit.status));
      if (!isActive && inside.length === 0) return [];
      const mark = marks.get(id) ?? { id, version: 0, toCleanSince: null };
      const guests = inside.map((visit) => ({
        visitId: visit.id,
        givenName: visit.patient.givenName,
        familyName: visit.patient.familyName,
        doctorName: doctors.get(visit.doctorId)?.name ?? '',
        status: visit.status,
        since: visit.statusSince,
      }));
      const state = roomState({ isOccupied: guests.length > 0, isToClean: mark.toCleanSince !== null });
      return [{ ...mark, name, state, guests }];
    });
}
