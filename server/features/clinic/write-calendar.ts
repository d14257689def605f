import type {
  AddClosure,
  AddTimeOff,
  CalendarChanged,
  ReplaceWeeklyHours,
  SetDateException,
} from '../../../shared/contracts/clinic.ts';
import type {
  RemoveClosure,
  RemoveDateException,
  RemoveTimeOff,
} from '../../../shared/contracts/clinic-calendar.ts';
import { hasOverlap, type WeeklyRow } from '../../../shared/domain/weekly-hours.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import type { CivilDate, LocalTime } from '../../../shared/time/civil-date.ts';
import { type Instant, toInstant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AuditEntry } from '../audit/audit.repo.ts';
import * as repo from './clinic.repo.ts';
import type { ClinicSnapshot } from './clinic-snapshot.ts';
import type { ClinicWriter } from './clinic-writer.ts';
import { hoursIn } from './read-calendar.ts';
import { strandedOn } from './touched-visits.ts';

type Deps = { readonly writer: ClinicWriter };

export function replaceWeeklyHours(
  deps: Deps,
  actor: Actor,
  input: ReplaceWeeklyHours,
): Promise<CalendarChanged> {
  return changeHours(deps, { actor, ...input }, () => Promise.resolve(input.hours));
}

/** Of whose hours, with the marks of what was looked at before. */
export type HoursAct = Pick<ReplaceWeeklyHours, 'doctorId' | 'seenHours' | 'touched'> & {
  readonly actor: Actor;
};
/** What is put in the place of the hours that are there, told in the transaction that writes it. */
export type HoursOf = (
  tx: Transaction,
  present: readonly WeeklyRow[],
  at: Instant,
) => Promise<ReplaceWeeklyHours['hours']>;

/** The one way a doctor's week is written, whoever has thought of it. */
export function changeHours(
  deps: Deps,
  { actor, doctorId, seenHours, touched: seen }: HoursAct,
  hoursOf: HoursOf,
): Promise<CalendarChanged> {
  const act = { actor, what: 'replaceWeeklyHours', doctorId, seen };
  return changeCalendar(deps, act, async (tx, at) => {
    const { weeklyHours, hoursMark } = hoursIn(await deps.writer.current(tx.q), doctorId);
    if (seenHours !== undefined && seenHours !== hoursMark) throw new AppError('stale_version');
    await putWeeklyHours(tx.q, { doctorId, hours: await hoursOf(tx, weeklyHours, at) });
  });
}

export function setDateException(
  deps: Deps,
  actor: Actor,
  input: SetDateException,
): Promise<CalendarChanged> {
  const { doctorId, touched: seen } = input;
  const act = { actor, what: 'setDateException', doctorId, seen };
  return changeCalendar(deps, act, ({ q }) => putDateException(q, input));
}

export function removeDateException(
  deps: Deps,
  actor: Actor,
  input: RemoveDateException,
): Promise<CalendarChanged> {
  const { doctorId, touched: seen } = input;
  const act = { actor, what: 'removeDateException', doctorId, seen };
  return changeCalendar(deps, act, ({ q }) => dropDateException(q, input));
}

export function addTimeOff(deps: Deps, actor: Actor, input: AddTimeOff): Promise<CalendarChanged> {
  const { doctorId, touched: seen } = input;
  const act = { actor, input, operation: 'clinic.addTimeOff' };
  return changeCalendar(deps, { actor, what: 'addTimeOff', doctorId, seen }, ({ q }, at) =>
    addOnce(q, { ...act, at }, () => putTimeOff(q, input)),
  );
}

export function removeTimeOff(deps: Deps, actor: Actor, input: RemoveTimeOff): Promise<CalendarChanged> {
  const { doctorId } = input;
  return changeCalendar(deps, { actor, what: 'removeTimeOff', doctorId }, async ({ q }) => {
    if (!(await repo.deleteTimeOffOf(q, input))) throw new AppError('not_found');
  });
}

export function addClosure(deps: Deps, actor: Actor, input: AddClosure): Promise<CalendarChanged> {
  const { touched: seen } = input;
  const act = { actor, input, operation: 'clinic.addClosure' };
  return changeCalendar(deps, { actor, what: 'addClosure', doctorId: null, seen }, ({ q }, at) =>
    addOnce(q, { ...act, at }, () => putClosure(q, input)),
  );
}

export function removeClosure(deps: Deps, actor: Actor, { id }: RemoveClosure): Promise<CalendarChanged> {
  return changeCalendar(deps, { actor, what: 'removeClosure', doctorId: null }, async ({ q }) => {
    if (!(await repo.deleteClosure(q, id))) throw new AppError('not_found');
  });
}

export async function putWeeklyHours(q: Query, input: ReplaceWeeklyHours): Promise<void> {
  const hours = input.hours.map((h) => ({
    ...h,
    startTime: h.startTime as LocalTime,
    endTime: h.endTime as LocalTime,
    validFrom: h.validFrom as CivilDate,
    validTo: h.validTo as CivilDate | null,
  }));
  if (hasOverlap(hours)) throw invalidField('hours', 'two openings of one weekday overlap');
  await repo.replaceWeeklyHours(q, input.doctorId, hours);
}

export async function putDateException(q: Query, { doctorId, date, open }: SetDateException): Promise<void> {
  const hours = open.map((h) => ({
    kind: 'open' as const,
    startTime: h.startTime as LocalTime,
    endTime: h.endTime as LocalTime,
  }));
  const closed = { kind: 'closed' as const, startTime: null, endTime: null };
  const key = { doctorId, date: date as CivilDate };
  await repo.replaceDateException(q, key, hours.length === 0 ? [closed] : hours);
}

export function dropDateException(q: Query, { doctorId, date }: RemoveDateException): Promise<void> {
  return repo.replaceDateException(q, { doctorId, date: date as CivilDate }, []);
}

export async function putTimeOff(q: Query, input: AddTimeOff): Promise<void> {
  const { doctorId, reason, startsAt, endsAt } = input;
  await repo.insertTimeOff(q, {
    doctorId,
    reason,
    startsAt: toInstant(startsAt),
    endsAt: toInstant(endsAt),
  });
}

export function putClosure(q: Query, { name, startsOn, endsOn }: AddClosure): Promise<void> {
  return repo.insertClosure(q, { name, startsOn: startsOn as CivilDate, endsOn: endsOn as CivilDate });
}

type CalendarAct = {
  readonly actor: Actor;
  readonly what: string;
  /** Null where it is everybody's. */
  readonly doctorId: DoctorId | null;
  readonly seen?: string | undefined;
};

/** A change of somebody's hours (or everybody's), answered with how many future visits it leaves outside them. */
function changeCalendar(
  { writer: { write, current } }: Deps,
  { actor, what, doctorId, seen }: CalendarAct,
  run: (tx: Transaction, at: Instant) => Promise<void>,
): Promise<CalendarChanged> {
  const entry: AuditEntry = { action: 'U', subtype: `clinic.${what}`, objectId: doctorId ?? undefined };
  return write({ actor, entry, seen }, async (tx, at) => {
    const { q } = tx;
    if (doctorId !== null && !(await current(q)).doctors.has(doctorId)) throw new AppError('not_found');
    await run(tx, at);
    return await outsideHours(q, await current(q), { doctorId, at });
  });
}

async function outsideHours(
  q: Query,
  snapshot: ClinicSnapshot,
  of: { doctorId: DoctorId | null; at: Instant },
): Promise<CalendarChanged> {
  const future = await repo.listFutureBlocking(q, of.at, of.doctorId);
  const outside = future.filter((visit) => strandedOn(snapshot, visit) === 'outside_hours');
  return { revision: snapshot.revision, affectedCount: outside.length };
}

async function addOnce(
  q: Query,
  act: { actor: Actor; input: { requestId: string }; operation: string; at: Instant },
  insert: () => Promise<void>,
): Promise<void> {
  const { actor, input, operation, at } = act;
  await once(q, { actorId: actor.userId, requestId: input.requestId, operation, input, at }, async () => {
    await insert();
    return true;
  });
}
