import type {
  AddToWaitlist,
  EditWaitlistEntry,
  ReopenWaitlistEntry,
  WaitlistEntryDto,
  WithdrawWaitlistEntry,
} from '../../../shared/contracts/waitlist.ts';
import { DAY_PARTS } from '../../../shared/domain/clinic-settings.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { URGENCY_RANK } from '../../../shared/domain/urgency.ts';
import { isStillWaiting } from '../../../shared/domain/waitlist-order.ts';
import { AppError, invalidField, unknownIn } from '../../../shared/errors.ts';
import type { AppointmentId, WaitlistEntryId } from '../../../shared/ids.ts';
import { type CivilDate } from '../../../shared/time/civil-date.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import { isKnownPatient } from '../../db/known-patient.ts';
import type { NewRow } from '../../db/schema.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { requireGrant } from '../../policy/decide.ts';
import type { Asker } from '../../policy/ties.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { answerTheRest, reopenInvites } from './offers.repo.ts';
import { noteEntry, type WaitlistDeps } from './waitlist.deps.ts';
import { presentEntry } from './waitlist.presenter.ts';
import * as repo from './waitlist.repo.ts';

/** More than anybody waits at; so many of one patient's own the desk can still look through. */
const MOST_PLACES = 10;

/** What decides which free time fits. */
const WISHED_FOR = [
  'appointmentTypeId',
  'doctorId',
  'specializationId',
  'earliestDate',
  'latestDate',
  'dayParts',
] as const;

type Wish = Omit<AddToWaitlist, 'patientId' | 'requestId'>;

export async function addEntry(
  deps: WaitlistDeps,
  actor: Actor,
  asked: { input: AddToWaitlist; action: PolicyAction; via: 'portal' | 'desk' },
): Promise<WaitlistEntryDto> {
  const { input, action, via } = asked;
  const at = deps.clock.now();
  const call = { actorId: actor.userId, requestId: input.requestId, operation: 'waitlist.add', input, at };
  return await deps.db.transact(async (tx) => {
    await requireGrant(tx.q, { actor, now: at }, { action, subject: input });
    return await once(tx.q, call, async () => {
      const snapshot = await deps.clinic.current(tx.q);
      if (!(await isKnownPatient(tx.q, input.patientId))) throw unknownIn('patientId');
      requireSensible(input, snapshot, at);
      if (via === 'portal' && (await repo.countTakenFromPortal(tx.q, input.patientId)) >= MOST_PLACES) {
        throw new AppError('too_many_places_open');
      }
      const id = deps.ids.next<WaitlistEntryId>();
      const { patientId } = input;
      await repo.insertEntry(tx.q, {
        id,
        patientId,
        ...columnsOf(input),
        via,
        state: 'waiting',
        appointmentId: null,
        version: 1,
        createdBy: actor.userId,
        createdAt: at,
        updatedAt: at,
      });
      const row = { id, patientId, version: 1 };
      await noteEntry(tx, actor, { row, subtype: 'waitlist.add', action: 'C', at });
      return presentEntry(await getEntry(tx.q, id), actor, snapshot);
    });
  });
}

export async function editEntry(
  deps: WaitlistDeps,
  actor: Actor,
  input: EditWaitlistEntry,
): Promise<WaitlistEntryDto> {
  const now = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const snapshot = await deps.clinic.current(tx.q);
    const before = await loadEntry(tx.q, { actor, now }, { id: input.id, action: 'waitlist.write' });
    requireSensible(input, snapshot, now);
    const columns = columnsOf(input);
    // What was offered was offered for the wish as it was.
    const isOther = WISHED_FOR.some((column) => before[column] !== columns[column]);
    const changes = { ...columns, state: isOther ? 'waiting' : before.state, updatedAt: now };
    const row = await writeEntry(tx, actor, { before, input, changes, snapshot });
    if (isOther) await answerTheRest(tx.q, { entryId: row.id }, { answer: 'closed', at: now });
    await noteEntry(tx, actor, { row, subtype: 'waitlist.edit', at: now });
    return presentEntry(row, actor, snapshot);
  });
}

/** The patient no longer waits; an offer that still stands no longer reaches them. */
export async function withdrawEntry(
  deps: WaitlistDeps,
  actor: Actor,
  asked: { input: WithdrawWaitlistEntry; action: PolicyAction },
): Promise<WaitlistEntryDto> {
  const { input, action } = asked;
  const now = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const snapshot = await deps.clinic.current(tx.q);
    const before = await loadEntry(tx.q, { actor, now }, { id: input.id, action });
    const changes = { state: 'withdrawn' as const, updatedAt: now };
    const row = await writeEntry(tx, actor, { before, input, changes, snapshot });
    await answerTheRest(tx.q, { entryId: row.id }, { answer: 'closed', at: now });
    await noteEntry(tx, actor, { row, subtype: 'waitlist.withdraw', at: now });
    return presentEntry(row, actor, snapshot);
  });
}

/** Who was taken off waits on as if they never had been, with an offer that still stands, if they had one. */
export async function reopenEntry(
  deps: WaitlistDeps,
  actor: Actor,
  input: ReopenWaitlistEntry,
): Promise<WaitlistEntryDto> {
  const { id, expectedVersion } = input;
  const now = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const snapshot = await deps.clinic.current(tx.q);
    const before = await loadEntry(tx.q, { actor, now }, { id, action: 'waitlist.write' });
    if (before.version !== expectedVersion) {
      throw new AppError('stale_version', { current: presentEntry(before, actor, snapshot) });
    }
    const isOver = before.latestDate < civilDateOf(now, snapshot.settings.timeZone);
    if (before.state !== 'withdrawn' || isOver) throw new AppError('nothing_to_undo');
    const isOffered = await reopenInvites(tx.q, { entryId: id, closedAt: before.updatedAt, now });
    const changes = { state: isOffered ? 'offered' : 'waiting', updatedAt: now } as const;
    if (!(await repo.reopenWithdrawn(tx.q, { id, expectedVersion }, changes))) {
      throw new AppError('stale_version');
    }
    const row = await getEntry(tx.q, id);
    await noteEntry(tx, actor, { row, subtype: 'waitlist.reopen', at: now });
    return presentEntry(row, actor, snapshot);
  });
}

/** The visit that was given to somebody who waits is taken back: they wait on. */
export async function waitOnFor(
  tx: Transaction,
  { actor, appointmentId, at }: { actor: Actor; appointmentId: AppointmentId; at: Instant },
): Promise<void> {
  const row = await repo.reopenFor(tx.q, appointmentId, at);
  if (row !== undefined) await noteEntry(tx, actor, { row, subtype: 'waitlist.waitOn', at });
}

/** Refuses one that no longer waits, and a version that has moved on. */
export async function writeEntry(
  tx: Transaction,
  actor: Actor,
  made: {
    before: repo.EntryRow;
    input: { expectedVersion: number };
    changes: Partial<NewRow<'waitlistEntry'>>;
    snapshot: ClinicSnapshot;
  },
): Promise<repo.EntryRow> {
  const { before, changes, snapshot } = made;
  requireWaiting(before);
  const key = { id: before.id, expectedVersion: made.input.expectedVersion };
  if (!(await repo.updateEntry(tx.q, key, changes))) {
    throw new AppError('stale_version', { current: presentEntry(before, actor, snapshot) });
  }
  return await getEntry(tx.q, before.id);
}

export function requireWaiting(row: repo.EntryRow): void {
  if (!isStillWaiting(row.state)) throw new AppError('not_waiting', { state: row.state });
}

export async function loadEntry(
  q: Query,
  asker: Asker,
  wanted: { id: WaitlistEntryId; action: PolicyAction },
): Promise<repo.EntryRow> {
  const row = await getEntry(q, wanted.id);
  await requireGrant(q, asker, { action: wanted.action, subject: { patientId: row.patientId } });
  return row;
}

async function getEntry(q: Query, id: WaitlistEntryId): Promise<repo.EntryRow> {
  const row = await repo.findEntry(q, id);
  if (row === undefined) throw new AppError('not_found');
  return row;
}

/** Days that can still come, and a doctor, if one is named, who offers what is wanted. */
function requireSensible(wish: Wish, snapshot: ClinicSnapshot, at: Instant): void {
  const type = snapshot.types.get(wish.appointmentTypeId);
  if (type === undefined) throw unknownIn('appointmentTypeId');
  if (!type.isActive) throw new AppError('type_inactive');
  if (wish.doctorId !== null) {
    const doctor = snapshot.doctors.get(wish.doctorId);
    if (doctor === undefined) throw unknownIn('doctorId');
    if (!doctor.isActive) throw new AppError('doctor_inactive');
    if (!type.doctorIds.includes(doctor.id)) throw new AppError('type_not_offered');
  }
  const isKnown = snapshot.specializations.some(({ id }) => id === wish.specializationId);
  if (wish.specializationId !== null && !isKnown) throw unknownIn('specializationId');
  if (wish.latestDate < civilDateOf(at, snapshot.settings.timeZone)) {
    throw invalidField('latestDate', 'has passed; choose today or later');
  }
}

function columnsOf(wish: Wish) {
  return {
    appointmentTypeId: wish.appointmentTypeId,
    doctorId: wish.doctorId,
    specializationId: wish.specializationId,
    earliestDate: wish.earliestDate as CivilDate,
    latestDate: wish.latestDate as CivilDate,
    // In one order, so that the same wish is the same text.
    dayParts: JSON.stringify(DAY_PARTS.filter((part) => wish.dayParts.includes(part))),
    urgency: wish.urgency,
    urgencyRank: URGENCY_RANK[wish.urgency],
    note: wish.note,
  };
}
