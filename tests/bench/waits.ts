import {
  type InLine,
  paceOf,
  type SeenVisit,
  type Turn,
  turnsOf,
} from '../../shared/domain/wait-estimate.ts';
import { addMinutes, type Instant, minutesBetween, toInstant } from '../../shared/time/instant.ts';
import { createSeededRandom, type SeededRandom } from '../support/seeded-random.ts';
import { atLeast, atMost, type Line } from './report.ts';

/** The clinic's past, from which the product knows how its doctors work; then the month that is measured. */
const [PAST_DAYS, MONTH_DAYS] = [28, 28];
const DOCTORS = ['a', 'b', 'c', 'd'];
const SEED = 2026;
/** What the server reads of one doctor at most. */
const [READ_DAYS, READ_VISITS] = [28, 200];

/** Minutes a visit is booked for, and how many there are of each. */
const TYPES = [
  { id: 'check', bookedMin: 15, weight: 50 },
  { id: 'new', bookedMin: 30, weight: 35 },
  { id: 'procedure', bookedMin: 45, weight: 15 },
] as const;
const WALK_IN = { id: 'walk-in', bookedMin: 15 } as const;
/** What a desk without time stamps would reckon with: about the mean of what is booked. */
const FIXED_MIN = 20;
const [OPENS_MIN, LUNCH_MIN, LUNCH_ENDS_MIN, LAST_START_MIN, ENDS_MIN] = [480, 720, 780, 960, 1320];
const EARLY_MIN = 10;
const MARKED_MISSED_MIN = 20;

type Person = InLine & {
  readonly bookedMin: number;
  readonly comesAt: number | null;
  readonly dueMin: number;
};
type Guess = { readonly product: Turn['expected']; readonly fixedMin: number; readonly bookedMin: number };
type Said = Guess & { readonly atMin: number; readonly isWalkIn: boolean };
type Outcome = Said & { readonly now: Instant; readonly waitedMin: number };

/** Of a month nobody has tuned anything to: how far what is said on arrival is from what came of it. */
export function measureWaits(): Line[] {
  const random = createSeededRandom(SEED);
  const outcomes = DOCTORS.flatMap((doctorId) => monthOf(doctorId, random));
  const told = outcomes.filter(({ product }) => product !== null);
  const walkIns = told.filter(({ isWalkIn }) => isWalkIn);
  return [...linesOf('all who came', told, outcomes.length), ...linesOf('walk-ins', walkIns, walkIns.length)];
}

function linesOf(whose: string, told: readonly Outcome[], all: number): Line[] {
  const middle = ({ product, now }: Outcome) =>
    product === null ? 0 : (minutesBetween(now, product.from) + minutesBetween(now, product.until)) / 2;
  const ours = errorsOf(told, middle);
  const fixed = errorsOf(told, ({ fixedMin }) => fixedMin);
  const booked = errorsOf(told, ({ bookedMin }) => bookedMin);
  const inRange = told.filter(({ product, now, waitedMin }) => {
    if (product === null) return false;
    return minutesBetween(now, product.from) <= waitedMin && waitedMin <= minutesBetween(now, product.until);
  });
  const goals = [
    atMost('mean error', round(fixed.mean), ours.mean),
    atLeast('share within 10 min', round(fixed.within), ours.within),
  ];
  const work = `wait of ${whose}`;
  const range = `${percent(inRange.length / told.length)} inside the range`;
  return [
    {
      work: `${work}, from time stamps`,
      ours: {},
      goals,
      note: `${words(ours)}, ${range}, ${told.length} of ${all} told`,
    },
    { work: `${work}, ${FIXED_MIN} min each`, ours: {}, goals: [], note: words(fixed) },
    { work: `${work}, as booked`, ours: {}, goals: [], note: words(booked) },
  ];
}

function errorsOf(outcomes: readonly Outcome[], guessOf: (outcome: Outcome) => number) {
  const errors = outcomes.map((outcome) => Math.abs(outcome.waitedMin - guessOf(outcome)));
  return {
    mean: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    within: errors.filter((error) => error <= 10).length / errors.length,
  };
}

function monthOf(doctorId: string, random: SeededRandom): Outcome[] {
  const seen: SeenVisit[] = [];
  const outcomes: Outcome[] = [];
  // Each doctor has a pace: some take two thirds of what is booked, some a good deal more.
  const pace = 0.7 + random.below(60) / 100;
  for (let day = 0; day < PAST_DAYS + MONTH_DAYS; day++) {
    if (day % 7 > 4) continue;
    const midnight = addMinutes(toInstant('2026-03-02T00:00:00Z'), day * 1440);
    const said = liveDay({ doctorId, midnight, pace, seen, random });
    if (day >= PAST_DAYS) outcomes.push(...said);
  }
  return outcomes;
}

type Day = {
  readonly doctorId: string;
  readonly midnight: Instant;
  readonly pace: number;
  readonly seen: SeenVisit[];
  readonly random: SeededRandom;
};

/** One doctor's day, minute by minute. Who comes in is told their wait; what it was is known when the doctor comes. */
function liveDay({ doctorId, midnight, pace, seen, random }: Day): Outcome[] {
  const expected = [...bookedPeople(doctorId, midnight, random), ...walkInPeople(doctorId, midnight, random)];
  const before = seen.filter(({ startsAt }) => startsAt >= addMinutes(midnight, -READ_DAYS * 1440));
  const today: SeenVisit[] = [];
  const said = new Map<string, Said>();
  const outcomes: Outcome[] = [];
  let line: Person[] = expected.filter((person) => !isWalkIn(person));
  let current: { person: Person; sinceMin: number; doneMin: number } | undefined;
  let freeMin = OPENS_MIN + random.below(16);
  for (let minute = OPENS_MIN - 60; minute < ENDS_MIN; minute++) {
    const now = addMinutes(midnight, minute);
    if (current !== undefined && minute >= current.doneMin) {
      today.push(seenOf(current, midnight));
      freeMin = minute + restOf(random);
      current = undefined;
    }
    line = line.filter(({ arrivedAt, dueMin }) => arrivedAt !== null || minute < dueMin + MARKED_MISSED_MIN);
    for (const comer of expected.filter(({ comesAt }) => comesAt === minute)) {
      line = [...line.filter(({ id }) => id !== comer.id), { ...comer, arrivedAt: now }];
      const inside = current && {
        ...current.person,
        isInRoom: true,
        seenSince: addMinutes(midnight, current.sinceMin),
      };
      const all = inside === undefined ? line : [inside, ...line];
      const read = [...today.toReversed(), ...before.toReversed().slice(0, READ_VISITS)];
      said.set(comer.id, {
        ...guess(comer.id, all, { now, read, midnight }),
        atMin: minute,
        isWalkIn: isWalkIn(comer),
      });
    }
    if (current !== undefined || minute < freeMin || isLunch(minute)) continue;
    const next = line
      .filter(({ arrivedAt, dueMin }) => arrivedAt !== null && dueMin - EARLY_MIN <= minute)
      .toSorted(byTurn)[0];
    if (next === undefined) continue;
    line = line.filter(({ id }) => id !== next.id);
    const told = said.get(next.id);
    if (told !== undefined)
      outcomes.push({ ...told, now: addMinutes(midnight, told.atMin), waitedMin: minute - told.atMin });
    current = { person: next, sinceMin: minute, doneMin: minute + lengthOf(next, pace, random) };
  }
  seen.push(...today);
  return outcomes;
}

type Known = { readonly now: Instant; readonly read: readonly SeenVisit[]; readonly midnight: Instant };

/** What the product says, and two guesses that count the same people ahead. */
function guess(id: string, line: readonly Person[], { now, read, midnight }: Known): Guess {
  const pace = paceOf(read, midnight);
  const person = line.find((each) => each.id === id) as Person;
  const isAhead = (other: Person) =>
    byTurn(other, person) < 0 && (other.arrivedAt !== null || other.startsAt <= person.startsAt);
  const ahead = line.filter((other) => other.id !== id && (other.seenSince !== null || isAhead(other)));
  const toStart = Math.max(0, minutesBetween(now, person.startsAt));
  const sum = (minutesOf: (other: Person) => number) =>
    ahead.reduce((total, other) => {
      const gone = other.seenSince === null ? 0 : minutesBetween(other.seenSince, now);
      return total + Math.max(0, minutesOf(other) - gone);
    }, 0);
  return {
    product: turnsOf(line, now, () => pace).get(id)?.expected ?? null,
    fixedMin: Math.max(
      toStart,
      sum(() => FIXED_MIN),
    ),
    bookedMin: Math.max(
      toStart,
      sum(({ bookedMin }) => bookedMin),
    ),
  };
}

/** Nine of ten places are booked; one of twenty does not come, one of eight comes late. */
function bookedPeople(doctorId: string, midnight: Instant, random: SeededRandom): Person[] {
  const people: Person[] = [];
  for (let minute = OPENS_MIN; minute <= LAST_START_MIN; ) {
    const type = pickType(random);
    const isFree = random.chance(0.1) || isLunch(minute) || isLunch(minute + type.bookedMin - 1);
    if (!isFree) {
      const isLate = random.chance(0.125);
      const offMin = isLate ? 3 + random.below(20) : -random.below(20);
      const comesAt = random.chance(0.05) ? null : minute + offMin;
      people.push(personOf({ doctorId, midnight, minute, comesAt, type, random }));
    }
    minute += isFree ? 15 : type.bookedMin;
  }
  return people;
}

function walkInPeople(doctorId: string, midnight: Instant, random: SeededRandom): Person[] {
  return Array.from({ length: random.below(4) }, () => {
    const minute = OPENS_MIN + 15 + random.below(LAST_START_MIN - OPENS_MIN - 30);
    return personOf({ doctorId, midnight, minute, comesAt: minute, type: WALK_IN, random });
  });
}

let people = 0;
function personOf(of: {
  doctorId: string;
  midnight: Instant;
  minute: number;
  comesAt: number | null;
  type: { id: string; bookedMin: number };
  random: SeededRandom;
}): Person {
  return {
    id: `${of.doctorId} ${++people}`,
    doctorId: of.doctorId,
    typeId: of.type.id,
    bookedMin: of.type.bookedMin,
    urgency: of.random.chance(0.01) ? 'emergency' : 'medium',
    startsAt: addMinutes(of.midnight, of.minute),
    dueMin: of.minute,
    comesAt: of.comesAt,
    arrivedAt: null,
    isInRoom: false,
    seenSince: null,
  };
}

/** Most near the doctor's own pace, a few far longer: lengths of visits have a long tail. */
function lengthOf({ bookedMin }: Person, pace: number, random: SeededRandom): number {
  const spread = 0.55 + (random.below(1000) + random.below(1000) + random.below(1000)) / 3333;
  const tail = random.chance(0.07) ? 1.6 : 1;
  return Math.max(3, Math.round(bookedMin * pace * spread * tail));
}

/** Between two visits: notes, and now and then a telephone call. */
function restOf(random: SeededRandom): number {
  return random.chance(0.05) ? 8 + random.below(10) : random.below(4);
}

function pickType(random: SeededRandom): (typeof TYPES)[number] {
  let at = random.below(100);
  return TYPES.find(({ weight }) => (at -= weight) < 0) ?? TYPES[0];
}

function seenOf(
  { person, sinceMin, doneMin }: { person: Person; sinceMin: number; doneMin: number },
  midnight: Instant,
) {
  const { typeId, startsAt, comesAt } = person;
  return {
    typeId,
    startsAt,
    arrivedAt: comesAt === null ? null : addMinutes(midnight, comesAt),
    withDoctorAt: addMinutes(midnight, sinceMin),
    doneAt: addMinutes(midnight, doneMin),
  };
}

/** The clinic's own order: emergencies, then by the time that was booked. */
function byTurn(a: Person, b: Person): number {
  const first = ({ urgency }: Person) => Number(urgency === 'emergency');
  return first(b) - first(a) || a.dueMin - b.dueMin;
}

const isWalkIn = ({ typeId }: Person) => typeId === WALK_IN.id;
const isLunch = (minute: number) => LUNCH_MIN <= minute && minute < LUNCH_ENDS_MIN;
const percent = (share: number) => `${Math.round(share * 100)} %`;
const round = (value: number) => Math.round(value * 100) / 100;
const words = ({ mean, within }: { mean: number; within: number }) =>
  `mean error ${mean.toFixed(1)} min, ${percent(within)} within 10 min`;
