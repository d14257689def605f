import { type InvalidateQueryFilters, matchQuery, type QueryClient } from '@tanstack/react-query';
import type { DayBoard } from '../../shared/contracts/appointments.ts';
import type { DoctorId } from '../../shared/ids.ts';
import type { Change } from '../../shared/realtime/changes.ts';
import type { ApiKeys } from '../lib/api.ts';
import { canReadParts, type StaleParts } from './board-parts.ts';

type ChangeOf<T extends Change['type']> = Extract<Change, { type: T }>;
type Filters = InvalidateQueryFilters;

/** What is old: whole queries, each once, and of the days that are shown the columns that have changed. */
export type Stale = { readonly filters: readonly Filters[]; readonly parts: readonly StaleParts[] };

export function staleQueries(changes: readonly Change[], keys: ApiKeys, queryClient: QueryClient): Stale {
  const all = changes.flatMap((change) => filtersOf(change, keys));
  const byKey = new Map(all.map((filter) => [JSON.stringify(filter.queryKey), filter]));
  const filters = [...byKey.values()];
  const parts = staleBoards(changes, keys, queryClient).filter(
    ({ query }) => !filters.some((filter) => matchQuery(filter, query)),
  );
  const days = parts.filter((part) => !canReadParts(part));
  return {
    // What stands first is asked for first, and it is the day somebody looks at.
    filters: [...days.map(({ query }) => ({ queryKey: query.queryKey, exact: true })), ...filters],
    parts: parts.filter(canReadParts),
  };
}

/** The days on which a visit or the count of the waiting requests is another one now. */
function staleBoards(changes: readonly Change[], keys: ApiKeys, queryClient: QueryClient): StaleParts[] {
  const boards = queryClient.getQueryCache().findAll(keys.appointments.dayBoard.pathFilter());
  return boards.flatMap((query) => {
    const board = query.state.data as DayBoard | undefined;
    const columns = changes.map((change) => staleColumns(change, board));
    if (columns.every((each) => each === undefined)) return [];
    return [{ query, doctorIds: [...new Set(columns.flatMap((each) => each ?? []))] }];
  });
}

/**
 * Whose columns a change makes old; nobody's where only the counts are, undefined where the board is not. A visit is
 * not where it lies on another day, nor where its newest version is drawn already: somebody here wrote it.
 */
function staleColumns(change: Change, board: DayBoard | undefined): readonly DoctorId[] | undefined {
  if (change.type === 'request.changed') return [];
  if (change.type !== 'appointment.changed') return undefined;
  // It is on its first way: what it brings may be older.
  if (board === undefined) return [change.doctorId];
  const column = board.columns.find(({ appointments }) => appointments.some(({ id }) => id === change.id));
  const drawn = column?.appointments.find(({ id }) => id === change.id);
  if (drawn === undefined || column === undefined)
    return change.days.some((day) => day === board.day) ? [change.doctorId] : undefined;
  return drawn.version < change.version ? [column.doctorId, change.doctorId] : undefined;
}

function filtersOf(change: Change, keys: ApiKeys): Filters[] {
  switch (change.type) {
    case 'appointment.changed':
      return appointmentFilters(change, keys);
    case 'request.changed':
      return [keys.requests.list.pathFilter(), keys.requests.listOwn.pathFilter()];
    case 'waitlist.changed':
    case 'slot.freed':
      return [keys.waitlist.pathFilter()];
    case 'recall.changed':
      return [keys.recalls.pathFilter(), keys.pins.pathFilter()];
    case 'pin.changed':
      return [keys.pins.pathFilter()];
    case 'room.changed':
      return [keys.flow.pathFilter()];
    case 'signal.changed':
      return [keys.signals.pathFilter()];
    case 'delay.changed':
      return [keys.delays.pathFilter(), keys.flow.pathFilter()];
    case 'turn.changed':
      return [keys.flow.ownDay.pathFilter()];
    case 'display.changed':
      return [keys.displays.pathFilter()];
    case 'patient.changed':
      return [
        keys.patients.pathFilter(),
        keys.profiles.pathFilter(),
        keys.notes.pathFilter(),
        keys.forms.pathFilter(),
        keys.flow.pathFilter(),
        keys.appointments.dayBoard.pathFilter(),
      ];
    case 'hours.changed':
      return [keys.hours.pathFilter()];
    case 'clinic.changed':
      return clinicFilters(keys);
    case 'user.changed':
      // Also one's own passkeys, of which one may have been suspended.
      return [
        keys.users.pathFilter(),
        keys.security.pathFilter(),
        keys.auth.listPasskeys.pathFilter(),
        // Nobody answers what somebody proposes whose account is disabled.
        keys.hours.pathFilter(),
      ];
    case 'breakGlass.changed':
      // What was opened is found, listed and read from now on.
      return [keys.breakGlass.pathFilter(), keys.patients.pathFilter()];
    case 'correction.changed':
      return [keys.corrections.pathFilter()];
    case 'privacy.changed':
      return [keys.privacy.pathFilter()];
  }
}

function clinicFilters(keys: ApiKeys): Filters[] {
  return [
    keys.clinic.pathFilter(),
    keys.hours.pathFilter(),
    keys.forms.list.pathFilter(),
    keys.appointments.dayBoard.pathFilter(),
    keys.appointments.listStranded.pathFilter(),
    keys.flow.pathFilter(),
    keys.schedule.pathFilter(),
  ];
}

function appointmentFilters(change: ChangeOf<'appointment.changed'>, keys: ApiKeys): Filters[] {
  return [
    keys.appointments.get.queryFilter({ id: change.id }),
    keys.flow.pathFilter(),
    // What is asked before it depends on its type, and whether it can be answered on where it stands.
    keys.forms.ofOwnVisit.queryFilter({ appointmentId: change.id }),
    keys.forms.state.queryFilter({ appointmentId: change.id }),
    keys.appointments.listOwn.pathFilter(),
    keys.appointments.listForPatient.pathFilter(),
    keys.appointments.listStranded.pathFilter(),
    keys.appointments.counts.pathFilter(),
    // A visit that is done is one more to write of.
    keys.notes.listUnsigned.pathFilter(),
    // The card counts what became of their visits.
    keys.profiles.get.queryFilter({ id: change.patientId }),
    // Whether a recall is booked follows from its visit.
    keys.recalls.pathFilter(),
    // And whether it still waits on the pinboard, from where it stands.
    keys.pins.pathFilter(),
    keys.series.pathFilter(),
    keys.schedule.pathFilter(),
  ];
}
