import type { InvalidateQueryFilters, QueryClient } from '@tanstack/react-query';
import type { AppointmentDto, DayBoard } from '../../shared/contracts/appointments.ts';
import type { Change } from '../../shared/realtime/changes.ts';
import type { ApiKeys } from '../lib/api.ts';

type ChangeOf<T extends Change['type']> = Extract<Change, { type: T }>;
type Filters = InvalidateQueryFilters;

/** The queries these changes make old, each once. */
export function staleQueries(changes: readonly Change[], keys: ApiKeys, queryClient: QueryClient): Filters[] {
  const filters = changes.flatMap((change) => filtersOf(change, keys, queryClient));
  const byKey = new Map<string, Filters>();
  for (const filter of filters) {
    const key = JSON.stringify(filter.queryKey);
    const known = byKey.get(key);
    // The same key with two predicates: either of them makes it old.
    byKey.set(key, known === undefined ? filter : { ...filter, predicate: either(known, filter) });
  }
  return [...byKey.values()];
}

function either(a: Filters, b: Filters): Filters['predicate'] {
  const [first, second] = [a.predicate, b.predicate];
  if (first === undefined || second === undefined) return undefined;
  return (query) => first(query) || second(query);
}

function filtersOf(change: Change, keys: ApiKeys, queryClient: QueryClient): Filters[] {
  switch (change.type) {
    case 'appointment.changed':
      return appointmentFilters(change, keys, queryClient);
    case 'request.changed':
      return [
        keys.requests.list.pathFilter(),
        keys.requests.listOwn.pathFilter(),
        // The board says how many requests wait.
        keys.appointments.dayBoard.pathFilter(),
      ];
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

function appointmentFilters(
  change: ChangeOf<'appointment.changed'>,
  keys: ApiKeys,
  queryClient: QueryClient,
): Filters[] {
  const boards = keys.appointments.dayBoard.pathFilter({
    predicate: ({ queryKey }) => {
      const board = queryClient.getQueryData<DayBoard>(queryKey);
      return board !== undefined && isBoardOld(board, change);
    },
  });
  const detail = keys.appointments.get.queryFilter({ id: change.id });
  return [
    boards,
    detail,
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

/** A board is old unless it lies on another day or already draws this version (we wrote it ourselves). */
function isBoardOld(board: DayBoard, change: ChangeOf<'appointment.changed'>): boolean {
  const drawn = board.columns.flatMap((column) => column.appointments).find(({ id }) => id === change.id);
  if (drawn !== undefined) return isOlder(drawn, change.version);
  return change.days.some((day) => day === board.day);
}

function isOlder(drawn: AppointmentDto, version: number): boolean {
  return drawn.version < version;
}
