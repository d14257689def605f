import type {
  AddClosure,
  AddTimeOff,
  CalendarChanged,
  ReplaceWeeklyHours,
  SetDateException,
} from '../../../shared/contracts/clinic.ts';
import type { WeeklyHours } from '../../../shared/domain/availability.ts';
import { invalidField } from '../../../shared/errors.ts';
import type { CivilDate, LocalTime } from '../../../shared/time/civil-date.ts';
import { type Instant, toInstant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Query } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import * as repo from './clinic.repo.ts';
import type { ClinicWriter } from './clinic-writer.ts';

type Deps = { readonly writer: ClinicWriter };

export function replaceWeeklyHours(
  deps: Deps,
  actor: Actor,
  input: ReplaceWeeklyHours,
): Promise<CalendarChanged> {
  const { doctorId } = input;
  return deps.writer.changeCalendar({ actor, what: 'replaceWeeklyHours', doctorId }, async (q) => {
    const hours = input.hours.map((h) => ({
      ...h,
      startTime: h.startTime as LocalTime,
      endTime: h.endTime as LocalTime,
      validFrom: h.validFrom as CivilDate,
      validTo: h.validTo as CivilDate | null,
    }));
    if (hasOverlap(hours)) throw invalidField('hours', 'two openings of one weekday overlap');
    await repo.replaceWeeklyHours(q, doctorId, hours);
  });
}

export function setDateException(
  deps: Deps,
  actor: Actor,
  input: SetDateException,
): Promise<CalendarChanged> {
  const { doctorId } = input;
  return deps.writer.changeCalendar({ actor, what: 'setDateException', doctorId }, async (q) => {
    const open = input.open.map((h) => ({
      kind: 'open' as const,
      startTime: h.startTime as LocalTime,
      endTime: h.endTime as LocalTime,
    }));
    const closed = { kind: 'closed' as const, startTime: null, endTime: null };
    const key = { doctorId, date: input.date as CivilDate };
    await repo.replaceDateException(q, key, open.length === 0 ? [closed] : open);
  });
}

export function addTimeOff(deps: Deps, actor: Actor, input: AddTimeOff): Promise<CalendarChanged> {
  const { doctorId, reason } = input;
  const row = { doctorId, reason, startsAt: toInstant(input.startsAt), endsAt: toInstant(input.endsAt) };
  const act = { actor, input, operation: 'clinic.addTimeOff' };
  return deps.writer.changeCalendar({ actor, what: 'addTimeOff', doctorId }, (q, at) =>
    addOnce(q, { ...act, at }, async () => void (await repo.insertTimeOff(q, row))),
  );
}

export function addClosure(deps: Deps, actor: Actor, input: AddClosure): Promise<CalendarChanged> {
  const { name, startsOn, endsOn } = input;
  const row = { name, startsOn: startsOn as CivilDate, endsOn: endsOn as CivilDate };
  const act = { actor, input, operation: 'clinic.addClosure' };
  return deps.writer.changeCalendar({ actor, what: 'addClosure', doctorId: null }, (q, at) =>
    addOnce(q, { ...act, at }, () => repo.insertClosure(q, row)),
  );
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

function hasOverlap(hours: readonly WeeklyHours[]): boolean {
  const clash = (a: WeeklyHours, b: WeeklyHours) =>
    a.kind === b.kind &&
    a.weekday === b.weekday &&
    a.startTime < b.endTime &&
    b.startTime < a.endTime &&
    (b.validTo === null || a.validFrom <= b.validTo) &&
    (a.validTo === null || b.validFrom <= a.validTo);
  return hours.some((a, index) => hours.slice(index + 1).some((b) => clash(a, b)));
}
