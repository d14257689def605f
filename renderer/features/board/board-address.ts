import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentId, AppointmentTypeId, DoctorId, SpecializationId } from '../../../shared/ids.ts';
import { type CivilDate, parseCivilDate } from '../../../shared/time/civil-date.ts';

export const BOARD_MARKS = ['urgent', 'first', 'interpreter', 'note'] as const;
export type BoardMark = (typeof BOARD_MARKS)[number];

/** Of whom columns are shown, and which visits in them; what is left out narrows nothing. */
export type BoardFilter = {
  /** Part of a doctor's name or of a specialization's. */
  readonly find?: string;
  readonly doctor?: DoctorId;
  readonly fields?: readonly SpecializationId[];
  readonly types?: readonly AppointmentTypeId[];
  readonly statuses?: readonly AppointmentStatus[];
  /** All of them have to be there. */
  readonly marks?: readonly BoardMark[];
};

/** What a link to the board says: whoever opens it sees the same. */
export type BoardAddress = BoardFilter & {
  readonly day?: CivilDate;
  /** The visit that lies open. */
  readonly visit?: AppointmentId;
};

/**
 * What is mistyped is left out: the board opens all the same. Read before any screen is loaded, and so light:
 * which words are statuses `withKnownStatuses` knows.
 */
export function readBoardAddress(search: Readonly<Record<string, unknown>>): BoardAddress {
  const day = typeof search.day === 'string' ? parseCivilDate(search.day) : undefined;
  return {
    ...(day !== undefined && { day }),
    ...(isId(search.visit) && { visit: search.visit as AppointmentId }),
    ...readFilter(search),
  };
}

/** What is said of a filter, as far as it is one. */
export function readFilter(search: Readonly<Record<string, unknown>>): BoardFilter {
  const { find, doctor } = search;
  const fields = several(search.fields, isId) as SpecializationId[];
  const types = several(search.types, isId) as AppointmentTypeId[];
  const statuses = several(search.statuses, isWord) as AppointmentStatus[];
  const marks = several(search.marks, isOneOf(BOARD_MARKS));
  return {
    ...(typeof find === 'string' && find !== '' && { find: find.slice(0, LONGEST) }),
    ...(isId(doctor) && { doctor: doctor as DoctorId }),
    ...(fields.length > 0 && { fields }),
    ...(types.length > 0 && { types }),
    ...(statuses.length > 0 && { statuses }),
    ...(marks.length > 0 && { marks }),
  };
}

/** The filter of an address, without what else it says. */
export function filterOf(address: BoardAddress): BoardFilter {
  const { day: _, visit: __, ...filter } = address;
  return filter;
}

/** A filter with one of its parts set anew; an empty part is none. */
export function withPart<K extends keyof BoardFilter>(
  filter: BoardFilter,
  part: K,
  value: BoardFilter[K] | null,
): BoardFilter {
  const { [part]: _, ...others } = filter;
  const isEmpty = value === null || value === undefined || value.length === 0;
  return isEmpty ? others : { ...others, [part]: value };
}

/** The same text for the same filter, in whatever order it was put together. */
export function filterKey(filter: BoardFilter): string {
  return JSON.stringify(Object.entries(filter).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** How many things narrow the board, beside the words in the field, which are seen anyway. */
export function countActive(filter: BoardFilter): number {
  return Object.keys(withPart(filter, 'find', null)).length;
}

const LONGEST = 60;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WORD = /^[a-z_]{1,20}$/;
const isWord = (text: unknown): text is string => typeof text === 'string' && WORD.test(text);
const isId = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);

function isOneOf<T extends string>(all: readonly T[]) {
  return (value: unknown): value is T => all.some((one) => one === value);
}

function several<T extends string>(values: unknown, fits: (value: unknown) => value is T): T[] {
  return Array.isArray(values) ? [...new Set(values.filter(fits))] : [];
}
