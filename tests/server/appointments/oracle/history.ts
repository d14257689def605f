import type { AppointmentStatus } from '../../../../shared/domain/appointment-status.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import type { AppointmentId } from '../../../../shared/ids.ts';
import { addDays, toCivilDate } from '../../../../shared/time/civil-date.ts';
import { fromEpochMs } from '../../../../shared/time/instant.ts';
import type { ActorName } from '../../../support/actors.ts';
import { refusal } from '../../../support/refusal.ts';
import type { SeededRandom } from '../../../support/seeded-random.ts';
import { newRequestId } from '../../../support/visits.ts';
import { judge, mustHave, type OracleVisit, roomGoneInto, type Verdict, type Wish } from './oracle.ts';
import type { RandomClinic } from './random-clinic.ts';
import { statusVerdict, trailAfter } from './status-oracle.ts';
import { DAY, MINUTE } from '../../../support/wall-clock.ts';

/** One week at a random clinic: what people try, and what the oracle says has to happen. */
export type History = {
  readonly world: RandomClinic;
  readonly random: SeededRandom;
  readonly monday: number;
  readonly visits: OracleVisit[];
  /** What was tried, for the message of a failure. */
  readonly log: string[];
  readonly counts: { accepted: number; refused: number };
  now: number;
};

type Answer = { id: AppointmentId; version: number; startsAt: string; endsAt: string; status: string };
type Expected = Verdict | { readonly isOk: false; readonly reasons: ReadonlySet<ErrorCode> };
type Wanted = Omit<Wish, 'now'>;

const PEOPLE = ['reception', 'reception', 'doctor', 'otherDoctor', 'patient', 'otherPatient'] as const;
type Person = (typeof PEOPLE)[number];

export async function play(history: History, steps: number): Promise<void> {
  const acts = [book, book, book, move, move, cancel, changeStatus, reopen, acceptRequest, letTimePass];
  for (let step = 0; step < steps; step++) {
    await history.random.pick(acts)(history);
    // No two acts at the same instant, as in life.
    setClock(history, history.now + 1_000);
  }
}

async function book(history: History): Promise<void> {
  const { random, world } = history;
  const who = random.pick(PEOPLE);
  const isByPatient = who === 'patient' || who === 'otherPatient';
  const api = world.clinic.call(world.clinic.actors[who]);
  const place = randomPlace(history);
  const common = {
    doctorId: place.doctorId,
    appointmentTypeId: place.typeId,
    startsAt: fromEpochMs(place.start),
    requestId: newRequestId(),
  };
  if (isByPatient) {
    const patientId = mustBe(world.clinic.actors[who].patientId);
    const wish = {
      doctorId: place.doctorId,
      typeId: place.typeId,
      start: place.start,
      patientId,
      isByPatient,
    };
    const expected = ask(history, wish);
    await run(history, `${who} books ${describe(wish)}`, {
      expected,
      call: () => api.appointments.bookOnline(common),
      apply: (answer) => add(history, wish, answer),
    });
    return;
  }
  const patientId = random.pick(world.patientIds);
  const wish: Wanted = { ...place, ...extras(random, world), patientId, isByPatient };
  await run(history, `${who} books ${describe(wish)}`, {
    expected: mayTouch(history, who, place.doctorId) ? ask(history, wish) : refusedWith('not_found'),
    call: () => api.appointments.book({ ...common, patientId, ...inputOf(wish) }),
    apply: (answer) => add(history, wish, answer),
  });
}

async function move(history: History): Promise<void> {
  const { random, world } = history;
  const visit = pickVisit(history);
  if (visit === undefined) return;
  const who = random.pick(PEOPLE);
  const isByPatient = who === 'patient' || who === 'otherPatient';
  const api = world.clinic.call(world.clinic.actors[who]);
  const place = randomPlace(history);
  const named = {
    ...(random.chance(0.3) && { doctorId: place.doctorId }),
    ...(random.chance(0.2) && { roomId: random.pick([...world.roomIds, null]) }),
    ...(random.chance(0.2) && { durationMin: random.pick([10, 30, 60]) }),
    ...(random.chance(0.3) && { isOverride: true }),
  };
  const expectedVersion = random.chance(0.9) ? visit.version : visit.version + 1;
  const asked = { who, visit, start: place.start, expectedVersion };
  const expected = isByPatient ? moveVerdict(history, asked) : moveVerdict(history, { ...asked, named });
  const input = {
    id: visit.id,
    startsAt: fromEpochMs(place.start),
    expectedVersion,
    requestId: newRequestId(),
  };
  const { isOverride, ...fields } = named;
  const full = { ...input, ...fields, ...(isOverride === true && { overrideReason: 'The oracle says so' }) };
  await run(history, `${who} moves ${visit.id} to ${place.start} ${JSON.stringify(named)}`, {
    expected,
    call: () => (isByPatient ? api.appointments.moveOwn(input) : api.appointments.move(full)),
    apply: (answer, verdict) => {
      const doctorId = isByPatient ? visit.doctorId : (named.doctorId ?? visit.doctorId);
      Object.assign(visit, { start: place.start, end: verdict.end, roomId: verdict.roomId, doctorId });
      visit.version = answer.version;
    },
  });
}

type Asked = {
  who: Person;
  visit: OracleVisit;
  start: number;
  expectedVersion: number;
  named?: { doctorId?: string; roomId?: string | null; durationMin?: number; isOverride?: boolean };
};

function moveVerdict(history: History, asked: Asked): Expected {
  const { who, visit, start, named = {} } = asked;
  const isByPatient = who === 'patient' || who === 'otherPatient';
  if (!mayTouchVisit(history, who, visit)) return refusedWith('not_found');
  if (named.doctorId !== undefined && !mayTouch(history, who, named.doctorId))
    return refusedWith('not_found');
  if (asked.expectedVersion !== visit.version) return refusedWith('stale_version');
  if (visit.status !== 'booked' && visit.status !== 'confirmed') return refusedWith('illegal_transition');
  if (isByPatient && visit.start <= history.now) return refusedWith('in_the_past');
  const isOtherDoctor = named.doctorId !== undefined && named.doctorId !== visit.doctorId;
  return ask(history, {
    doctorId: named.doctorId ?? visit.doctorId,
    patientId: visit.patientId,
    typeId: visit.typeId,
    start,
    durationMin: named.durationMin ?? (visit.end - visit.start) / MINUTE,
    roomId: 'roomId' in named ? named.roomId : isOtherDoctor ? undefined : keptRoom(history, visit),
    isOverride: named.isOverride ?? false,
    isByPatient,
    except: visit.id,
  });
}

async function cancel(history: History): Promise<void> {
  const { random, world } = history;
  const visit = pickVisit(history);
  if (visit === undefined) return;
  const who = random.pick(PEOPLE);
  const isByPatient = who === 'patient' || who === 'otherPatient';
  const api = world.clinic.call(world.clinic.actors[who]);
  const input = { id: visit.id, code: 'pat' as const, expectedVersion: visit.version };
  const isAhead = visit.status === 'booked' || visit.status === 'confirmed';
  const expected = !mayTouchVisit(history, who, visit)
    ? refusedWith('not_found')
    : !isAhead
      ? refusedWith('illegal_transition')
      : isByPatient && visit.start <= history.now
        ? refusedWith('in_the_past')
        : accepted(visit);
  await run(history, `${who} cancels ${visit.id}`, {
    expected,
    call: () => (isByPatient ? api.appointments.cancelOwn(input) : api.appointments.cancel(input)),
    apply: (answer) => Object.assign(visit, { status: 'cancelled', version: answer.version, trail: [] }),
  });
}

const STATUSES = [
  'booked',
  'confirmed',
  'arrived',
  'checked_in',
  'in_room',
  'with_doctor',
  'completed',
  'left',
  'no_show',
  'entered_in_error',
] as const satisfies readonly AppointmentStatus[];

async function changeStatus(history: History): Promise<void> {
  const visit = pickVisit(history);
  if (visit !== undefined) await setStatus(history, visit, history.random.pick(STATUSES));
}

async function reopen(history: History): Promise<void> {
  const ended = history.visits.filter((visit) => visit.status === 'cancelled' || visit.status === 'no_show');
  if (ended.length > 0) await setStatus(history, history.random.pick(ended), 'booked');
}

async function setStatus(history: History, visit: OracleVisit, to: (typeof STATUSES)[number]): Promise<void> {
  const { random, world } = history;
  const who = random.pick(['reception', 'doctor', 'otherDoctor'] as const);
  const isOverride = random.chance(0.3);
  const isReopening = (visit.status === 'cancelled' || visit.status === 'no_show') && to === 'booked';
  const reopening = () =>
    ask(history, {
      doctorId: visit.doctorId,
      patientId: visit.patientId,
      typeId: visit.typeId,
      start: visit.start,
      durationMin: (visit.end - visit.start) / MINUTE,
      roomId: keptRoom(history, visit),
      isOverride,
      isByPatient: false,
      except: visit.id,
      // A visit whose time has begun may be reopened all the same.
      now: Math.min(history.now, visit.start),
    });
  const goingIn = (verdict: Verdict): Verdict =>
    verdict.isOk ? { ...verdict, roomId: roomGoneInto(world.shape, history.visits, going) } : verdict;
  const going = { visit, to, now: history.now, roomIds: world.roomIds };
  const expected = !mayTouchVisit(history, who, visit)
    ? refusedWith('not_found')
    : isReopening
      ? reopening()
      : goingIn(statusVerdict(world.shape, visit, { to, now: history.now }));
  const why = isOverride ? { overrideReason: 'The oracle says so' } : {};
  await run(history, `${who} sets ${visit.id} to ${to}${isOverride ? ' with a reason' : ''}`, {
    expected,
    call: () =>
      world.clinic.call(world.clinic.actors[who]).appointments.setStatus({
        id: visit.id,
        status: to,
        expectedVersion: visit.version,
        ...why,
      }),
    apply: (answer, verdict) =>
      Object.assign(visit, {
        trail: trailAfter(visit, to),
        status: to,
        version: answer.version,
        roomId: verdict.roomId,
      }),
  });
}

async function acceptRequest(history: History): Promise<void> {
  const { random, world } = history;
  const { clinic } = world;
  const place = randomPlace(history);
  const patientId = random.pick(world.patientIds);
  const desk = clinic.call(clinic.actors.reception);
  if (!mustHave(world.shape.doctors, place.doctorId).isActive) return;
  const request = await desk.requests.createFor({
    patientId,
    doctorId: place.doctorId,
    // Of today, a part may be over already.
    date: addDays(toCivilDate(world.shape.clock.at(history.now).date), 1),
    dayPart: random.pick(['morning', 'afternoon', 'evening']),
    reason: 'Cough',
    requestId: newRequestId(),
  });
  const { isWalkIn: _, ...rest } = extras(random, world);
  const wish: Wanted = { ...place, ...rest, patientId, isByPatient: false };
  const { isWalkIn: __, ...input } = inputOf(wish);
  await run(history, `the desk accepts a request into ${describe(wish)}`, {
    expected: ask(history, wish),
    call: async () => {
      const { appointment } = await desk.requests.accept({
        id: request.id,
        appointmentTypeId: place.typeId,
        startsAt: fromEpochMs(place.start),
        expectedVersion: request.version,
        requestId: newRequestId(),
        ...input,
      });
      return appointment;
    },
    apply: (answer) => add(history, wish, answer),
  });
  // Answered or not, it is out of the way of the next one.
  const { items } = await desk.requests.list({});
  for (const { id, version } of items)
    await desk.requests.reject({ id, reason: 'Full', expectedVersion: version });
}

async function letTimePass(history: History): Promise<void> {
  const later = history.now + history.random.below(12 * 60) * MINUTE;
  setClock(history, Math.min(later, history.monday + 6 * DAY));
}

function setClock(history: History, now: number): void {
  history.now = now;
  history.world.clinic.clock.set(fromEpochMs(now));
}

async function run(
  history: History,
  what: string,
  act: {
    expected: Expected;
    call: () => Promise<Answer>;
    apply: (answer: Answer, verdict: { end: number; roomId: string | null }) => void;
  },
): Promise<void> {
  const { expected } = act;
  history.log.push(what);
  if (!expected.isOk) {
    const { reason } = await refusal(act.call());
    if (!expected.reasons.has(reason)) {
      throw new Error(`refused with ${reason}, expected ${[...expected.reasons].join(' or ')}`);
    }
    history.counts.refused += 1;
    return;
  }
  const answer = await act.call();
  act.apply(answer, expected);
  history.counts.accepted += 1;
}

function add(history: History, wish: Wanted, answer: Answer): void {
  const verdict = ask(history, wish);
  if (!verdict.isOk) throw new Error('the oracle changed its mind');
  const { doctorId, typeId, start } = wish;
  history.visits.push({
    id: answer.id,
    version: answer.version,
    doctorId,
    typeId,
    start,
    patientId: mustBe(wish.patientId),
    roomId: verdict.roomId,
    end: verdict.end,
    ...(wish.isWalkIn === true ? { status: 'arrived', trail: ['booked'] } : { status: 'booked', trail: [] }),
  });
}

function ask(history: History, wish: Omit<Wish, 'now'> & { now?: number }): Verdict {
  return judge(history.world.shape, history.visits, { now: history.now, ...wish });
}

/** The desk may touch every calendar, a doctor the own one. */
function mayTouch(history: History, who: Person, doctorId: string): boolean {
  const { actors } = history.world.clinic;
  return who === 'reception' || actors[who].doctorId === doctorId;
}

function mayTouchVisit(history: History, who: ActorName & Person, visit: OracleVisit): boolean {
  const { patientId } = history.world.clinic.actors[who];
  return patientId === null ? mayTouch(history, who, visit.doctorId) : patientId === visit.patientId;
}

/** Mostly on the raster of the doctor's hours on three days, so that people get into each other's way. */
function randomPlace({ random, world, monday }: History): {
  doctorId: string;
  typeId: string;
  start: number;
} {
  const { clock, doctors } = world.shape;
  const doctorId = random.pick(world.doctorIds);
  const midnight = clock.midnightOf(
    new Date(monday + (1 + random.below(3)) * DAY).toISOString().slice(0, 10),
  );
  const { from = 0, to = 0 } = mustHave(doctors, doctorId).hours[0] ?? {};
  const within = from + 15 * random.below((to - from) / 15);
  const anywhere = 7 * 60 + 5 * random.below(120);
  const minutes = random.chance(0.85) ? within : anywhere;
  const start = midnight + minutes * MINUTE + (random.chance(0.03) ? MINUTE : 0);
  const typeId = random.chance(0.93) ? random.pick(world.typeIds.slice(0, 3)) : random.pick(world.typeIds);
  return { doctorId, typeId, start };
}

function extras(random: SeededRandom, world: RandomClinic) {
  return {
    ...(random.chance(0.2) && { roomId: random.pick(world.roomIds) }),
    isWalkIn: random.chance(0.05),
    isOverride: random.chance(0.3),
  };
}

function inputOf(wish: Wanted) {
  return {
    isWalkIn: wish.isWalkIn ?? false,
    ...(typeof wish.roomId === 'string' && { roomId: wish.roomId }),
    ...(wish.isOverride === true && { overrideReason: 'The oracle says so' }),
  };
}

function keptRoom({ world }: History, visit: OracleVisit): string | null | undefined {
  const own = mustHave(world.shape.doctors, visit.doctorId).roomId;
  return visit.roomId !== null && visit.roomId === own ? undefined : visit.roomId;
}

function pickVisit(history: History): OracleVisit | undefined {
  return history.visits.length === 0 ? undefined : history.random.pick(history.visits);
}

function accepted(visit: OracleVisit): Verdict {
  return { isOk: true, end: visit.end, roomId: visit.roomId };
}

function refusedWith(reason: ErrorCode): Expected {
  return { isOk: false, reasons: new Set([reason]) };
}

function describe(wish: Wanted): string {
  const { start, ...rest } = wish;
  return `${fromEpochMs(start)} ${JSON.stringify(rest)}`;
}

function mustBe<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('has to be there');
  return value;
}
