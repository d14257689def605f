import type { AppointmentTypeId, DoctorId, SpecializationId } from '../ids.ts';
import type { CivilDate, LocalTime } from '../time/civil-date.ts';
import { type DayPartName, readWhen } from './booking-when.ts';
import type { BookingWords } from './booking-words.ts';
import { foldText } from './patient-search-text.ts';
import { writtenDatesIn } from './written-date.ts';

export type Named<Id> = { readonly id: Id; readonly name: string };
/** The clinic's own lists decide what a word can mean. */
export type BookingLists = {
  readonly today: CivilDate;
  readonly words: BookingWords;
  readonly types: readonly Named<AppointmentTypeId>[];
  readonly doctors: readonly (Named<DoctorId> & {
    readonly specializations: readonly Named<SpecializationId>[];
  })[];
};

export type Chip = {
  readonly kind:
    | 'patient'
    | 'type'
    | 'doctor'
    | 'specialization'
    | 'any'
    | 'day'
    | 'part'
    | 'time'
    | 'filler'
    | 'unread';
  /** The words of the line it was read from. */
  readonly from: string;
};

export type BookingLine = {
  /** As the patient search takes it; empty while too little is typed. */
  readonly patient: string;
  readonly type: Named<AppointmentTypeId> | undefined;
  /** All that fit what was typed; empty when no doctor was named. */
  readonly doctors: readonly Named<DoctorId>[];
  readonly specialization: Named<SpecializationId> | undefined;
  readonly isAnyDoctor: boolean;
  readonly from: CivilDate | undefined;
  readonly days: number | undefined;
  readonly part: DayPartName | undefined;
  readonly time: LocalTime | undefined;
  /** In the order typed: every word is in exactly one of them. */
  readonly chips: readonly Chip[];
};

const SHORTEST_NAME = 3;
const SHORTEST_WORD = 2;
const MOST_DATE_WORDS = 3;
const MOST_WHEN_WORDS = 4;
const IS_NUMBER = /^[+(#]?\p{Nd}[\p{Nd}().\-/]*$/u;

type State = { -readonly [Key in keyof Omit<BookingLine, 'chips' | 'patient'>]: BookingLine[Key] } & {
  patient: string[];
  types: readonly Named<AppointmentTypeId>[];
  chips: Chip[];
};

/**
 * Reads what the desk types during a call, such as `smi follow 2w am lee`: first the patient, then in any
 * order the kind of visit, the doctor and when. A comma keeps the word after it with the patient.
 */
export function readBookingLine(line: string, lists: BookingLists): BookingLine {
  const words = line.split(/\s+/).filter(Boolean);
  const state: State = {
    patient: [],
    type: undefined,
    types: [],
    doctors: [],
    specialization: undefined,
    isAnyDoctor: false,
    from: undefined,
    days: undefined,
    part: undefined,
    time: undefined,
    chips: [],
  };
  for (let at = 0; at < words.length; ) at += readAt(state, words.slice(at), { lists, last: words[at - 1] });
  const patient = state.patient.join(' ').replace(/,/g, ' ').trim();
  const { types, ...rest } = state;
  return { ...rest, type: types[0], patient: isEnough(patient) ? patient : '' };
}

/** Three letters of a name, or any digits: a phone, a birth date, a chart number. */
function isEnough(patient: string): boolean {
  return /\p{Nd}/u.test(patient) || foldText(patient).replaceAll(' ', '').length >= SHORTEST_NAME;
}

/** How many of the words were read. */
function readAt(
  state: State,
  words: readonly string[],
  at: { lists: BookingLists; last: string | undefined },
): number {
  const [word = ''] = words;
  const isPatient = state.chips.length === 0 || at.last?.endsWith(',') === true;
  // Names have two words and phones have gaps, as long as nothing else has been read yet.
  const isStillPatient = state.chips.every(({ kind }) => kind === 'patient');
  const birthDate = birthDateAt(words, { today: at.lists.today, isPatient });
  if (birthDate !== undefined)
    return put(state, isPatient || isStillPatient ? 'patient' : 'unread', birthDate);
  if (isPatient) return put(state, 'patient', [word]);
  const aside = setAside(words, at.lists);
  if (aside.length > 1 || (aside.length === 1 && !(isStillPatient && isName(word, at.lists))))
    return put(state, 'unread', aside);
  const isNumberGoingOn = IS_NUMBER.test(word) && isStillPatient;
  const count = readTimeWords(state, words, at.lists) ?? readListWord(state, word, at.lists);
  if (count !== undefined) return count;
  return put(state, isNumberGoingOn || isStillPatient ? 'patient' : 'unread', [word]);
}

/** `Müller Till`, before which nothing but a name was read. */
function isName(word: string, { words: table }: BookingLists): boolean {
  return table.asideNames.includes(word.toLowerCase());
}

/** `not monday`, `before noon`: the word, and the day or time it says something else of; none where it does no such thing. */
function setAside(words: readonly string[], { words: table, today }: BookingLists): readonly string[] {
  if (!table.aside.includes(words[0]?.toLowerCase() ?? '')) return [];
  const behind = words.slice(1, MOST_WHEN_WORDS).map((word) => word.toLowerCase());
  return words.slice(0, 1 + (readWhen({ words: behind, today, table })?.count ?? 0));
}

/**
 * The words of a birth date whose month is a word, where they begin so: `25 jun 1992`. Where a patient stands anyway
 * the year may have two digits; elsewhere a day to come is one to book on.
 */
function birthDateAt(
  words: readonly string[],
  { today, isPatient }: { today: CivilDate; isPatient: boolean },
): readonly string[] | undefined {
  for (let count = Math.min(MOST_DATE_WORDS, words.length); count > 0; count--) {
    const part = words.slice(0, count);
    const text = part.join(' ').replace(/,$/, '');
    const read = writtenDatesIn(text).find(({ written }) => written === text);
    const hasPassed = /\d{4}$/.test(text) && read?.dates.every((date) => date < today) === true;
    if (read !== undefined && (isPatient || hasPassed)) return part;
  }
  return undefined;
}

function put(state: State, kind: Chip['kind'], words: readonly string[]): number {
  const from = words.join(' ');
  if (kind === 'patient') state.patient.push(from);
  const last = state.chips.at(-1);
  const joins = last !== undefined && last.kind === kind && kind !== 'unread';
  if (joins) state.chips[state.chips.length - 1] = { kind, from: `${last.from} ${from}` };
  else state.chips.push({ kind, from });
  return words.length;
}

function readTimeWords(state: State, written: readonly string[], lists: BookingLists): number | undefined {
  const { words: table, today } = lists;
  const words = written.slice(0, MOST_WHEN_WORDS).map((word) => word.toLowerCase());
  const read = readWhen({ words, today, table });
  if (read === undefined) return undefined;
  // Each is said once; a second one is not read as if it were the first.
  if (read.kind === 'day') {
    if (state.from !== undefined) return undefined;
    state.from = read.from;
    state.days = read.days;
  } else if (read.kind === 'part') {
    if (state.part !== undefined) return undefined;
    state.part = read.part;
  } else {
    if (state.time !== undefined) return undefined;
    state.time = read.time;
  }
  return put(state, read.kind, written.slice(0, read.count));
}

function readListWord(state: State, word: string, lists: BookingLists): number | undefined {
  const key = foldText(word).trim();
  if (lists.words.any.includes(key)) {
    state.isAnyDoctor = true;
    return put(state, 'any', [word]);
  }
  if (lists.words.before.includes(key)) return put(state, 'filler', [word]);
  if (key.length < SHORTEST_WORD) return undefined;
  const types = narrowed(state.types, lists.types, key);
  const doctors = narrowed(state.doctors, lists.doctors, key);
  const fields = lists.doctors.flatMap((doctor) => doctor.specializations);
  const field = fields.find(({ name }) => startsAWord(name, key));
  // A whole name is meant before the beginning of another.
  const isDoctorMeant = doctors.length > 0 && (types.length === 0 || isWholeWord(doctors, key));
  if (types.length > 0 && !isDoctorMeant) {
    state.types = types;
    return put(state, 'type', [word]);
  }
  if (isDoctorMeant) {
    state.doctors = doctors.map(({ id, name }) => ({ id, name }));
    return put(state, 'doctor', [word]);
  }
  if (field === undefined || state.specialization !== undefined) return undefined;
  state.specialization = field;
  return put(state, 'specialization', [word]);
}

/** A second word for the same thing says which of those the first has left. */
function narrowed<Id, Item extends Named<Id>>(
  left: readonly Named<Id>[],
  all: readonly Item[],
  key: string,
): Item[] {
  const fits = fitting(all, key);
  return left.length === 0 ? fits : fits.filter(({ id }) => left.some((one) => one.id === id));
}

/** Those with a word in their name that begins so. */
export function fitting<Item extends { readonly name: string }>(all: readonly Item[], key: string): Item[] {
  return all.filter(({ name }) => startsAWord(name, key));
}

const wordsOf = (name: string) => foldText(name).split(' ');
const startsAWord = (name: string, key: string) => wordsOf(name).some((word) => word.startsWith(key));
const isWholeWord = (items: readonly { name: string }[], key: string) =>
  items.some(({ name }) => wordsOf(name).includes(key));
