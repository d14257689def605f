import type { TakeUndo, Undone } from '../../../shared/contracts/undo.ts';
import { isBlocking } from '../../../shared/domain/appointment-status.ts';
import { UNDO_MIN } from '../../../shared/domain/undo.ts';
import type { PolicyAction } from '../../../shared/domain/policy.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { civilDaysOf } from '../../../shared/time/clinic-zone.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import type { NewRow, Row } from '../../db/schema.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { presentVisit } from './appointments.presenter.ts';
import * as repo from './appointments.repo.ts';
import { loadVisit, requireVersion } from './load-visit.ts';
import { occupancyOf, tellFreed } from './place-visit.ts';
import * as steps from './undo.repo.ts';

type Columns = Partial<NewRow<'appointment'>>;
type Kind = Row<'undoStep'>['kind'];

/**
 * A visit an act has touched: the version it found (0 where it made it) and the one in which the visit stands as
 * the act left it, and what it changed as it was before.
 */
export type UndoPart = {
  readonly id: AppointmentId;
  readonly from: number;
  readonly version: number;
  readonly before: Columns | null;
};

/** To undo an act one must still be allowed what it comes to. */
const ACTION_OF = {
  book: 'appointment.setStatus',
  move: 'appointment.move',
  cancel: 'appointment.cancel',
  status: 'appointment.setStatus',
  many: 'appointment.move',
} as const satisfies Record<Kind, PolicyAction>;

const KEPT_MIN = 60;

/** One step for one act, however many visits it touched, in the transaction of the act itself; its id. */
export async function recordUndo(
  deps: Pick<AppointmentDeps, 'ids'>,
  q: Query,
  act: {
    actor: Actor;
    at: Instant;
    kind: Kind;
    parts: readonly UndoPart[];
    /** A time off that goes when the act is taken back. */
    timeOffId?: number;
  },
): Promise<string> {
  const { actor, at, kind, parts, timeOffId = null } = act;
  const { userId } = actor;
  const step = { id: deps.ids.next<string>(), userId, kind, madeAt: at, takenAt: null, timeOffId };
  await steps.insertStep(q, { ...step, parts: JSON.stringify(parts) });
  return step.id;
}

/** The named columns of a row, to be put back. */
export function columnsBefore(row: repo.VisitRow, changed: readonly string[]): Columns {
  return Object.fromEntries(changed.map((name) => [name, row[name as keyof repo.VisitRow]]));
}

/**
 * Takes the newest act of this person back, as a whole or not at all: refused where somebody has touched one of
 * its visits since (`stale_version`), and where a place is taken meanwhile (the code of the conflict).
 */
export async function takeUndo(deps: AppointmentDeps, actor: Actor, input: TakeUndo): Promise<Undone> {
  authorize(actor, 'undo.own', { userId: actor.userId });
  const now = deps.clock.now();
  return await deps.db.transact(async (tx) => {
    const since = addMinutes(now, -UNDO_MIN);
    const mine = { userId: actor.userId, since };
    const [step] = await steps.listOpenSteps(tx.q, { ...mine, ...input, limit: 1 });
    if (step === undefined || !(await steps.takeStep(tx.q, step.id, now))) {
      throw new AppError('nothing_to_undo');
    }
    const snapshot = await deps.clinic.current(tx.q);
    const rows: repo.VisitRow[] = [];
    for (const part of partsOf(step)) {
      const row = await putBack(tx, { actor, now, snapshot, kind: step.kind, part });
      if (part.before === null) await deps.onUnmade(tx, { actor, appointmentId: row.id, at: now });
      await leadFurtherBack(tx.q, mine, { part, version: row.version });
      rows.push(row);
    }
    if (step.timeOffId !== null) await deps.clinic.dropTimeOff(tx, step.timeOffId);
    const visits = rows.map((row) => presentVisit(row, actor, snapshot));
    return { kind: step.kind, madeAt: step.madeAt, visits };
  });
}

function partsOf({ parts }: Row<'undoStep'>): UndoPart[] {
  return JSON.parse(parts) as UndoPart[];
}

/** As many acts on one visit as anybody takes back. */
const MOST_STEPS = 100;

/** The visit stands as the act before left it, under a new version: that act can be taken back next. */
async function leadFurtherBack(
  q: Query,
  mine: { userId: Actor['userId']; since: Instant },
  { part, version }: { part: UndoPart; version: number },
): Promise<void> {
  const earlier = await steps.listOpenSteps(q, { ...mine, visit: { id: part.id }, limit: MOST_STEPS });
  for (const step of earlier) {
    const parts = partsOf(step).map((each) =>
      each.id === part.id && each.version === part.from ? { ...each, version } : each,
    );
    await steps.rewriteParts(q, step.id, JSON.stringify(parts));
  }
}

export async function forgetOldSteps(deps: AppointmentDeps): Promise<void> {
  const before = addMinutes(deps.clock.now(), -KEPT_MIN);
  await deps.db.transact(({ q }) => steps.deleteStepsBefore(q, before));
}

type Putting = {
  readonly actor: Actor;
  readonly now: Instant;
  readonly snapshot: ClinicSnapshot;
  readonly kind: Kind;
  readonly part: UndoPart;
};

async function putBack(tx: Transaction, at: Putting): Promise<repo.VisitRow> {
  const { actor, now, snapshot, kind, part } = at;
  const row = await loadVisit(tx.q, { actor, now }, { id: part.id, action: ACTION_OF[kind] });
  requireVersion(row, part.version, (current) => presentVisit(current, actor, snapshot));
  // What the act made was never meant to be: it is no cancellation of anybody's.
  const back: Columns = part.before ?? { status: 'entered_in_error', statusSince: now, endedAt: now };
  const columns = { ...back, sequence: row.sequence + 1, updatedAt: now };
  const { id, version: expectedVersion } = row;
  if (!(await repo.updateAppointment(tx.q, { id, expectedVersion }, columns))) {
    throw new AppError('stale_version');
  }
  const after: repo.VisitRow = { ...row, ...columns, version: expectedVersion + 1 };
  await tell(tx, at, { before: row, after, fields: Object.keys(back) });
  return after;
}

async function tell(
  tx: Transaction,
  { actor, now, snapshot }: Putting,
  done: { before: repo.VisitRow; after: repo.VisitRow; fields: readonly string[] },
): Promise<void> {
  const { before, after } = done;
  const { id, patientId, version } = after;
  const isMoved = before.startsAt !== after.startsAt || before.doctorId !== after.doctorId;
  const isStep = before.status !== after.status;
  await repo.insertChange(tx.q, {
    appointmentId: id,
    at: now,
    byUser: actor.userId,
    kind: isMoved ? 'moved' : 'status',
    fromStatus: isStep ? before.status : null,
    toStatus: isStep ? after.status : null,
    fromStartsAt: isMoved ? before.startsAt : null,
    toStartsAt: isMoved ? after.startsAt : null,
    fromDoctorId: isMoved ? before.doctorId : null,
    toDoctorId: isMoved ? after.doctorId : null,
    reason: '',
  });
  await recordAudit(
    tx.q,
    { who: actor, at: now },
    {
      action: 'U',
      subtype: 'appointment.undo',
      patientId,
      objectType: 'appointment',
      objectId: id,
      objectVersion: version,
      changedFields: [...done.fields],
    },
  );
  const spans = [before, after].map(({ startsAt, endsAt }) => ({ start: startsAt, end: endsAt }));
  const days = [...new Set(spans.flatMap((span) => civilDaysOf(span, snapshot.settings.timeZone)))];
  for (const doctorId of new Set([after.doctorId, before.doctorId])) {
    tx.emit({ type: 'appointment.changed', id, version, doctorId, patientId, days });
  }
  for (const row of [before, after]) if (isBlocking(row.status)) tx.emit(occupancyOf(row));
  if (isBlocking(before.status) && (isMoved || !isBlocking(after.status))) tellFreed(tx, before, now);
}
