import { addMinutes, type Instant, minutesBetween } from '../time/instant.ts';
import { percentile } from './percentile.ts';
import { byTurn, type InTurn } from './turn-order.ts';

/** One visit that somebody was seen in, as the clinic's own time stamps tell it. */
export type SeenVisit = {
  readonly typeId: string;
  readonly startsAt: Instant;
  readonly arrivedAt: Instant | null;
  readonly withDoctorAt: Instant;
  /** When the doctor was done; null where nobody noted it. */
  readonly doneAt: Instant | null;
};

/** How one doctor's visits really go. */
export type Pace = {
  /** Minutes with the doctor, ascending: of each kind of visit, and of all. */
  readonly lengths: ReadonlyMap<string, readonly number[]>;
  readonly allLengths: readonly number[];
  /** Minutes from the time on which somebody was here and due until the doctor came, ascending, of those who did not wait for another visit; early is below 0. */
  readonly delays: readonly number[];
  /** Minutes from the end of a visit until somebody came in who was here and due, ascending: notes, a call, hands. */
  readonly rests: readonly number[];
};

/** Somebody in a doctor's line. */
export type InLine = InTurn & {
  readonly doctorId: string;
  readonly typeId: string;
  readonly startsAt: Instant;
  readonly arrivedAt: Instant | null;
  /** Since when the doctor is with them; null for who waits. */
  readonly seenSince: Instant | null;
};

export type Turn = {
  /** 1 is next with this doctor. */
  readonly position: number;
  /** Between when and when the doctor comes; null where too little is known to say. */
  readonly expected: Expected | null;
};
export type Expected = {
  readonly from: Instant;
  readonly until: Instant;
  /** Of how many visits it is taken. */
  readonly basis: number;
};

/** With fewer visits than this nothing is said. */
export const ENOUGH_VISITS = 5;
/** From so many on, how late a doctor runs today says more than the past weeks. */
const ENOUGH_TODAY = 3;
/** Of five visits, one goes faster and one slower than the range says. */
const [FAST, SLOW] = [0.2, 0.8] as const;
/** Who is this late most likely does not come any more: nobody waits for them. */
const GIVEN_UP_MIN = 15;
/** Stamps further off than this were set at some other time than they tell of. */
const [LONGEST_VISIT_MIN, EARLIEST_MIN, LATEST_MIN] = [240, -120, 240];
/** A longer one is a meal or the night. */
const LONGEST_REST_MIN = 60;

export function paceOf(seen: readonly SeenVisit[], todayStart: Instant): Pace {
  const timed = seen
    .map((visit) => ({ ...visit, lengthMin: lengthOf(visit), delayMin: delayOf(visit) }))
    .filter(({ delayMin }) => EARLIEST_MIN <= delayMin && delayMin <= LATEST_MIN);
  const whole = timed.filter(({ lengthMin }) => 1 <= lengthMin && lengthMin <= LONGEST_VISIT_MIN);
  const inOrder = timed.toSorted(byStamps);
  // Of somebody who waits for the visit before, it is the visit that says how long.
  const onTheirOwn = inOrder.filter((visit, index) => (inOrder[index - 1]?.doneAt ?? '') <= dueAt(visit));
  const today = onTheirOwn.filter(({ startsAt }) => startsAt >= todayStart);
  const lengths = (visits: typeof whole) => ascending(visits.map(({ lengthMin }) => lengthMin));
  return {
    lengths: new Map([...Map.groupBy(whole, ({ typeId }) => typeId)].map(([id, of]) => [id, lengths(of)])),
    allLengths: lengths(whole),
    delays: ascending((today.length >= ENOUGH_TODAY ? today : onTheirOwn).map(({ delayMin }) => delayMin)),
    rests: restsOf(inOrder),
  };
}

/** The place and the wait of everybody who is here and not with the doctor yet, by the id of the visit. */
export function turnsOf(
  line: readonly InLine[],
  now: Instant,
  paceOfDoctor: (doctorId: string) => Pace,
): ReadonlyMap<string, Turn> {
  const turns = new Map<string, Turn>();
  for (const [doctorId, people] of Map.groupBy(line, (each) => each.doctorId)) {
    const pace = paceOfDoctor(doctorId);
    const inside = people.filter(({ seenSince }) => seenSince !== null);
    const waiting = people.filter(({ seenSince }) => seenSince === null).toSorted(byTurn);
    const here = waiting.filter(({ arrivedAt }) => arrivedAt !== null);
    for (const [index, each] of here.entries()) {
      const before = waiting.slice(0, waiting.indexOf(each));
      // An emergency that is expected later today is ahead of others only once it has come.
      const due = before.filter((other) => other.arrivedAt !== null || other.startsAt <= each.startsAt);
      const ahead = [...inside, ...due];
      turns.set(each.id, { position: index + 1, expected: estimateWait(each, ahead, { now, pace }) });
    }
  }
  return turns;
}

/**
 * Between when and when the doctor comes to somebody, with these ahead: one after the other in the order of
 * their turn, nobody before their time, unless the doctor does take people early, and a rest after each. At
 * the early end all ahead are quick and who has not come does not come; at the late end all are slow and
 * come. Null where too little is known.
 */
export function estimateWait(
  person: Pick<InLine, 'startsAt'>,
  ahead: readonly InLine[],
  at: Known,
): Expected | null {
  const { allLengths, delays } = at.pace;
  if (allLengths.length < ENOUGH_VISITS) return null;
  const free = { fast: 0, slow: 0 };
  for (const other of ahead.toSorted(byTurn)) {
    const span = spanOf(other, at);
    // Who has been called in, and an emergency, do not wait for their time.
    const isTaken = other.isInRoom || other.seenSince !== null || isHereInEmergency(other);
    const due = isTaken ? { fast: 0, slow: 0 } : dueOf(other, at);
    if (span.fast > 0) free.fast = Math.max(free.fast, due.fast) + span.fast;
    if (span.slow > 0) free.slow = Math.max(free.slow, due.slow) + span.slow;
  }
  const toStart = Math.max(0, minutesBetween(at.now, person.startsAt));
  const fast = Math.max(0, free.fast, toStart + ofShare(delays, FAST));
  const slow = Math.max(fast, free.slow, toStart + ofShare(delays, SLOW));
  return { from: addMinutes(at.now, fast), until: addMinutes(at.now, slow), basis: allLengths.length };
}

type Known = { readonly now: Instant; readonly pace: Pace };

/** In how many minutes the doctor would take somebody, were nobody ahead: before their time where that is done here. */
function dueOf({ startsAt }: Pick<InLine, 'startsAt'>, { now, pace }: Known): { fast: number; slow: number } {
  const toStart = Math.max(0, minutesBetween(now, startsAt));
  const early = (share: number) => Math.max(0, toStart + Math.min(0, ofShare(pace.delays, share)));
  return { fast: early(FAST), slow: early(SLOW) };
}

function isHereInEmergency({ urgency, arrivedAt }: InLine): boolean {
  return urgency === 'emergency' && arrivedAt !== null;
}

/** For how long somebody ahead takes the doctor's time from now on, in minutes. */
function spanOf(other: InLine, { now, pace }: Known): { fast: number; slow: number } {
  const ofType = pace.lengths.get(other.typeId) ?? [];
  const lengths = ofType.length >= ENOUGH_VISITS ? ofType : pace.allLengths;
  const restMin = ofShare(pace.rests, 0.5);
  const [fast, slow] = [ofShare(lengths, FAST) + restMin, ofShare(lengths, SLOW) + restMin];
  if (other.seenSince !== null) {
    const goneMin = Math.max(0, minutesBetween(other.seenSince, now));
    // One that takes longer than nearly all others ends at any moment, and nobody knows when.
    return { fast: Math.max(0, fast - goneMin), slow: goneMin < slow ? slow - goneMin : fast };
  }
  if (other.arrivedAt !== null) return { fast, slow };
  return { fast: 0, slow: addMinutes(other.startsAt, GIVEN_UP_MIN) < now ? 0 : slow };
}

function lengthOf({ withDoctorAt, doneAt }: SeenVisit): number {
  return doneAt === null ? 0 : minutesBetween(withDoctorAt, doneAt);
}

function delayOf(visit: SeenVisit): number {
  return minutesBetween(dueAt(visit), visit.withDoctorAt);
}

/** Who comes after their time is due from then on. */
function dueAt({ startsAt, arrivedAt }: SeenVisit): Instant {
  return arrivedAt !== null && arrivedAt > startsAt ? arrivedAt : startsAt;
}

function ofShare(sorted: readonly number[], share: number): number {
  return percentile(sorted, share) ?? 0;
}

/** The order in which they were seen; visits alike in all their stamps may change places. */
function byStamps(a: SeenVisit, b: SeenVisit): number {
  const keys = ({ withDoctorAt, doneAt, startsAt, arrivedAt }: SeenVisit) =>
    `${withDoctorAt} ${doneAt} ${startsAt} ${arrivedAt}`;
  return keys(a) < keys(b) ? -1 : 1;
}

/** Only of those who were waiting: without them the doctor was idle, or early. */
function restsOf(inOrder: readonly SeenVisit[]): readonly number[] {
  return ascending(
    inOrder.flatMap(({ arrivedAt, startsAt, withDoctorAt }, index) => {
      const before = inOrder[index - 1]?.doneAt ?? null;
      if (before === null || arrivedAt === null || before < arrivedAt || before < startsAt) return [];
      const restMin = minutesBetween(before, withDoctorAt);
      return 0 <= restMin && restMin <= LONGEST_REST_MIN ? [restMin] : [];
    }),
  );
}

function ascending(values: readonly number[]): readonly number[] {
  return values.toSorted((a, b) => a - b);
}

/** What is said aloud: whole steps of five minutes, never narrower than it is. */
export function spokenWait(
  expected: { from: string; until: string },
  now: Instant,
): { min: number; max: number } {
  const left = (instant: string) => Math.max(0, minutesBetween(now, instant as Instant));
  return { min: Math.floor(left(expected.from) / 5) * 5, max: Math.ceil(left(expected.until) / 5) * 5 };
}
