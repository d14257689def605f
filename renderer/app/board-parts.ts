import type { Query, QueryFunctionContext } from '@tanstack/react-query';
import type { DayBoard, DayBoardInput, DayColumn } from '../../shared/contracts/appointments.ts';
import type { DoctorId } from '../../shared/ids.ts';

/** A day of which these doctors' columns are old; of no doctor: its counts alone. */
export type StaleParts = { readonly query: Query; readonly doctorIds: readonly DoctorId[] };
export type ReadBoard = (input: DayBoardInput) => Promise<DayBoard>;

type Round = { readonly promise: Promise<unknown> | undefined; readonly wanted: ReadonlySet<DoctorId> };

/** The newest round of each day in which only parts were asked for. */
const rounds = new WeakMap<Query, Round>();

/** A day that is shown and of which nothing else is old: these columns make it new. */
export function canReadParts({ query, doctorIds }: StaleParts): boolean {
  const board = query.state.data as DayBoard | undefined;
  if (board === undefined || !query.isActive()) return false;
  if (!doctorIds.every((doctor) => board.columns.some(({ doctorId }) => doctorId === doctor))) return false;
  return isOnParts(query) || (query.state.fetchStatus === 'idle' && !query.state.isInvalidated);
}

/**
 * Asks for the columns that are old and puts them among the others: all of a full day is megabytes, and its screens
 * would be late. It is a round of the day's own query, so that whatever makes that one old meanwhile ends this round
 * as it ends any other, and the next one asks for the whole day.
 */
export function readParts({ query, doctorIds }: StaleParts, read: ReadBoard): void {
  const { options } = query;
  const whole = options.queryFn;
  if (typeof whole !== 'function') return;
  const wanted = new Set([...(isOnParts(query) ? (rounds.get(query)?.wanted ?? []) : []), ...doctorIds]);
  const queryFn = async (context: QueryFunctionContext) => {
    const { day } = query.state.data as DayBoard;
    const parts = await read({ day, doctorIds: [...wanted] });
    return withColumns(query.state.data as DayBoard, parts, wanted) ?? whole(context);
  };
  // Old until it is answered, also for who leaves before that and comes back.
  query.invalidate();
  query.fetch({ ...options, queryFn }, { cancelRefetch: true }).catch(() => undefined);
  rounds.set(query, { promise: query.promise, wanted });
  // Only this once.
  query.setOptions(options);
}

function isOnParts(query: Query): boolean {
  return query.state.fetchStatus === 'fetching' && query.promise === rounds.get(query)?.promise;
}

/** The board with these columns as they were read; undefined where a column may have to come or to go. */
function withColumns(board: DayBoard, parts: DayBoard, wanted: ReadonlySet<DoctorId>): DayBoard | undefined {
  const read = new Map(parts.columns.map((column) => [column.doctorId, column]));
  if (read.size !== wanted.size) return undefined;
  // Who has left the clinic has a column for as long as visits are in it.
  const isEmptied = [...read.values()].some(({ appointments }) => appointments.length === 0);
  if (isEmptied) return undefined;
  // What has come from a column that is not read yet has left that one.
  const arrived = new Set(parts.columns.flatMap(({ appointments }) => appointments.map(({ id }) => id)));
  const others = (column: DayColumn): DayColumn => {
    const appointments = column.appointments.filter(({ id }) => !arrived.has(id));
    return appointments.length === column.appointments.length ? column : { ...column, appointments };
  };
  return { ...parts, columns: board.columns.map((column) => read.get(column.doctorId) ?? others(column)) };
}
