import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentId, AppointmentTypeId, DoctorId, SpecializationId } from '../../../shared/ids.ts';
import { type CivilDate, parseCivilDate } from '../../../shared/time/civil-date.ts';

export const BOARD_MARKS = ['urgent', 'allergy', 'first', 'interpreter', 'balance', 'note'] as const;
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

export const BOARD_GROUPS = ['room', 'field'] as const;
export type BoardGroup = (typeof BOARD_GROUPS)[number];

export const BOARD_SPANS = [3, 7] as const;
export type BoardSpan = (typeof BOARD_SPANS)[number];

/** How the board is laid out, whatever it is narrowed to. */
export type BoardLayout = {
  /** What the columns are, or are gathered under; left out, one is a doctor and that is all. */
  readonly by?: BoardGroup;
  /** So many days of one doctor side by side; left out, one day of all. */
  readonly days?: BoardSpan;
  /** Whose days. */
  readonly of?: DoctorId;
};
/** How the board stands on any day: a link says it, and a saved view keeps it. */
export type BoardLook = BoardFilter & BoardLayout;

/** What a link to the board says: whoever opens it sees the same. */
export type BoardAddress = BoardLook & {
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
    ...readLook(search),
  };
}

/** What is said of a look, as far as it is one. */
export function readLook(search: Readonly<Record<string, unknown>>): BoardLook {
  const { by, days, of } = search;
  return {
    ...(isOneOf(BOARD_GROUPS)(by) && { by }),
    ...(isOneOf(BOARD_SPANS)(days) && { days }),
    ...(isId(of) && { of: of as DoctorId }),
    ...readFilter(search),
  };
}

function readFilter(search: Readonly<Record<string, unknown>>): BoardFilter {
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

/** The look of an address, without what else it says. */
export function lookOf(address: BoardAddress): BoardLook {
  const { day: _, visit: __, ...look } = address;
  return look;
}

/** The same layout, narrowed by nothing. */
export function withoutFilter({ by, days, of }: BoardLook): BoardLook {
  return {
    ...(by !== undefined && { by }),
    ...(days !== undefined && { days }),
    ...(of !== undefined && { of }),
  };
}

/** The days of this doctor side by side, or again the one of all. */
export function withSpan(look: BoardLook, span: BoardSpan | undefined, doctor?: DoctorId): BoardLook {
  const { days: _, of: __, ...others } = look;
  if (span === undefined) return others;
  return { ...others, days: span, ...(doctor !== undefined && { of: doctor }) };
}

/** A look with one of its parts set anew; an empty part is none. */
export function withPart<K extends keyof BoardLook>(
  look: BoardLook,
  part: K,
  value: BoardLook[K] | null,
): BoardLook {
  const { [part]: _, ...others } = look;
  const isList = typeof value === 'string' || Array.isArray(value);
  const isEmpty = value === null || value === undefined || (isList && value.length === 0);
  return isEmpty ? others : { ...others, [part]: value };
}

/** The same text for the same look, in whatever order it was put together. */
export function lookKey(look: BoardLook): string {
  return JSON.stringify(Object.entries(look).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** How many things narrow the board, beside the words in the field, which are seen anyway. */
export function countActive(look: BoardLook): number {
  const { find: _, by: __, days: ___, of: ____, ...filters } = look;
  return Object.keys(filters).length;
}

const LONGEST = 60;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WORD = /^[a-z_]{1,20}$/;
const isWord = (text: unknown): text is string => typeof text === 'string' && WORD.test(text);
const isId = (text: unknown): text is string => typeof text === 'string' && UUID.test(text);

function isOneOf<T>(all: readonly T[]) {
  return (value: unknown): value is T => all.some((one) => one === value);
}

function several<T extends string>(values: unknown, fits: (value: unknown) => value is T): T[] {
  return Array.isArray(values) ? [...new Set(values.filter(fits))] : [];
}
