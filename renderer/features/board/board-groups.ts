import type { ClinicOverview } from '../../../shared/contracts/clinic.ts';
import type { SpecializationId } from '../../../shared/ids.ts';
import type { GridSpan } from '../../ui/day-grid/types.ts';
import type { VisitColumn, VisitEvent } from './board-columns.ts';

/** The column of visits that no room has been given to yet. */
export const NO_ROOM = 'no-room';

type Clinic = Pick<ClinicOverview, 'rooms' | 'doctors' | 'specializations'>;
type Words = { readonly noRoom: string; readonly noField: string };

/**
 * Columns of rooms made of the doctors' ones. Hands out the same columns and events for as long as what they
 * are made of is the same. Where not every doctor is shown, rooms that have nothing to do with the shown ones
 * stay away.
 */
export function createRoomColumns() {
  const named = new WeakMap<VisitEvent, VisitEvent>();
  const known = new Map<string, VisitColumn>();

  /** Among visits of several doctors each says whose it is. */
  function withDoctor(event: VisitEvent, doctorName: string): VisitEvent {
    const last = named.get(event);
    if (last?.data.doctorName === doctorName) return last;
    const made = { ...event, data: { ...event.data, doctorName } };
    named.set(event, made);
    return made;
  }
  function kept(column: VisitColumn): VisitColumn {
    const last = known.get(column.id);
    if (last !== undefined && isSame(last, column)) return last;
    known.set(column.id, column);
    return column;
  }
  return (
    doctors: readonly VisitColumn[],
    { clinic, isNarrowed, words }: { clinic: Clinic; isNarrowed: boolean; words: Words },
  ): readonly VisitColumn[] => {
    const events = doctors.flatMap(({ events: own, title }) => own.map((event) => withDoctor(event, title)));
    const byRoom = Map.groupBy(events, ({ data }): string => data.room?.id ?? NO_ROOM);
    const usersOf = roomUsers(doctors, clinic);
    const open = joined(doctors.flatMap((column) => column.open));
    const rooms = clinic.rooms.filter(({ id, isActive }) =>
      byRoom.has(id) ? true : isActive && (!isNarrowed || usersOf.has(id)),
    );
    const column = (id: string, title: string): VisitColumn =>
      kept({
        id,
        title,
        subtitle: (usersOf.get(id) ?? []).map((user) => user.title).join(', '),
        mark: usersOf.get(id)?.find(({ mark }) => mark !== undefined)?.mark,
        open,
        blocked: [],
        events: (byRoom.get(id) ?? []).toSorted((a, b) => a.startMin - b.startMin),
      });
    return [
      ...rooms.map(({ id, name }) => column(id, name)),
      ...(byRoom.has(NO_ROOM) ? [column(NO_ROOM, words.noRoom)] : []),
    ];
  };
}

/** Doctors' columns in order of what they do, under its name; a doctor of several fields stands under the first. */
export function createFieldColumns() {
  const made = new WeakMap<VisitColumn, VisitColumn>();
  return (
    doctors: readonly VisitColumn[],
    { clinic, fields, words }: { clinic: Clinic; fields?: readonly SpecializationId[]; words: Words },
  ): readonly VisitColumn[] => {
    const ranks = new Map<string, number>(clinic.specializations.map(({ id }, rank) => [id, rank]));
    const own = new Map<string, Clinic['specializations']>(
      clinic.doctors.map(({ id, specializations }) => [id, specializations]),
    );
    const placed = doctors.map((column) => {
      const wanted = (own.get(column.id) ?? []).filter(({ id }) => fields?.includes(id) ?? true);
      const [first] = wanted.toSorted((a, b) => rankOf(a.id) - rankOf(b.id));
      const group = first?.name ?? words.noField;
      const last = made.get(column);
      const grouped = last?.group === group ? last : { ...column, group };
      made.set(column, grouped);
      return { grouped, rank: first === undefined ? ranks.size : rankOf(first.id) };
    });
    return placed.toSorted((a, b) => a.rank - b.rank).map(({ grouped }) => grouped);

    function rankOf(id: string): number {
      return ranks.get(id) ?? ranks.size;
    }
  };
}

/** By room those whose own it is. */
function roomUsers(
  doctors: readonly VisitColumn[],
  clinic: Clinic,
): ReadonlyMap<string, readonly VisitColumn[]> {
  const roomOf = new Map<string, string | undefined>(clinic.doctors.map(({ id, room }) => [id, room?.id]));
  const users = Map.groupBy(doctors, ({ id }) => roomOf.get(id) ?? NO_ROOM);
  users.delete(NO_ROOM);
  return users;
}

/** A room is open while anybody works. */
function joined(spans: readonly GridSpan[]): readonly GridSpan[] {
  const whole: GridSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.startMin - b.startMin)) {
    const last = whole.at(-1);
    if (last === undefined || span.startMin > last.endMin) whole.push(span);
    else whole[whole.length - 1] = { ...last, endMin: Math.max(last.endMin, span.endMin) };
  }
  return whole;
}

function isSame(a: VisitColumn, b: VisitColumn): boolean {
  return (
    a.title === b.title &&
    a.subtitle === b.subtitle &&
    a.mark?.words === b.mark?.words &&
    a.mark?.title === b.mark?.title &&
    a.events.length === b.events.length &&
    a.events.every((event, index) => event === b.events[index]) &&
    a.open.length === b.open.length &&
    a.open.every(
      ({ startMin, endMin }, at) => b.open[at]?.startMin === startMin && b.open[at].endMin === endMin,
    )
  );
}
