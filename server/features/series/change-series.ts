import type {
  CancelSeries,
  ChangedSeries,
  MoveSeries,
  PreviewSeriesMove,
  SeriesMovePreview,
} from '../../../shared/contracts/series.ts';
import { isInScope, type SeriesScope, shifted, wallShift } from '../../../shared/domain/series.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { type Instant, minutesBetween, toInstant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Transaction } from '../../db/transact.ts';
import { tryOut } from '../../db/try-out.ts';
import { authorize } from '../../policy/decide.ts';
import type { Asker } from '../../policy/ties.ts';
import type { Actor } from '../../trpc/context.ts';
import { presentVisit } from '../appointments/appointments.presenter.ts';
import type { VisitRow } from '../appointments/appointments.service.ts';
import type { UndoPart } from '../appointments/undo.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { explainDates, type Judged, orDatesRefused, refusalOf, requireAllFit } from './judge-dates.ts';
import type { SeriesDeps } from './series.deps.ts';

type Edit = { readonly id: AppointmentId; readonly scope: SeriesScope };
type Edited = {
  readonly visit: VisitRow;
  readonly targets: readonly VisitRow[];
  readonly snapshot: ClinicSnapshot;
};
type Step = Judged & {
  readonly id: AppointmentId;
  readonly version: number;
  readonly index: number;
  readonly from: Instant;
};
type Writing = Asker & { readonly tx: Transaction };
type Changed = { readonly row: VisitRow; readonly undo: UndoPart };

/** Visit by visit: where it would go and whether it fits there. Moves them all and takes it back. */
export async function previewMove(
  deps: SeriesDeps,
  actor: Actor,
  input: PreviewSeriesMove,
): Promise<SeriesMovePreview> {
  requireCalendar(actor, input);
  const asker = { actor, now: deps.clock.now() };
  const tried = await tryOut(deps.db, async (tx) => {
    const edited = await loadTargets(deps, { ...asker, tx }, { ...input, act: 'move' });
    return { edited, ...(await moveAll(deps, { ...asker, tx }, { edited, input })) };
  });
  const visits = await explain(deps, { actor, edited: tried.edited }, tried.steps);
  return { visits, timeZone: tried.edited.snapshot.settings.timeZone };
}

/** All of the scope in one transaction, or none of it; what has begun or ended stays as it is. */
export async function moveSeries(deps: SeriesDeps, actor: Actor, input: MoveSeries): Promise<ChangedSeries> {
  requireCalendar(actor, input);
  const asker = { actor, now: deps.clock.now() };
  let edited: Edited | undefined;
  const act = () =>
    runOnce(deps, { ...asker, operation: 'series.move', input }, async (tx) => {
      edited = await loadTargets(deps, { ...asker, tx }, { ...input, act: 'move' });
      requireSeen(edited.targets, input.seen);
      const { steps, changed } = await moveAll(deps, { ...asker, tx }, { edited, input });
      requireAllFit(steps);
      if (changed.length === 0) throw invalidField('changes', 'leaves nothing to move');
      return await conclude(deps, { ...asker, tx }, { edited, changed, subtype: 'series.move' });
    });
  return await orDatesRefused(act, async (steps) =>
    edited === undefined ? [] : await explain(deps, { actor, edited }, steps),
  );
}

export async function cancelSeries(
  deps: SeriesDeps,
  actor: Actor,
  input: CancelSeries,
): Promise<ChangedSeries> {
  const asker = { actor, now: deps.clock.now() };
  const { code, note } = input;
  return await runOnce(deps, { ...asker, operation: 'series.cancel', input }, async (tx) => {
    const edited = await loadTargets(deps, { ...asker, tx }, { ...input, act: 'cancel' });
    requireSeen(edited.targets, input.seen);
    const changed: Changed[] = [];
    for (const before of edited.targets) {
      const at = { before, snapshot: edited.snapshot };
      changed.push(await deps.appointments.cancelVisit(tx, { ...asker, code, note }, at));
    }
    return await conclude(deps, { ...asker, tx }, { edited, changed, subtype: 'series.cancel' });
  });
}

/** To someone who may not know of a doctor's calendar, that doctor is not there to be moved to. */
function requireCalendar(actor: Actor, { doctorId }: PreviewSeriesMove): void {
  if (doctorId !== undefined) authorize(actor, 'appointment.book', { doctorId });
}

async function runOnce(
  deps: SeriesDeps,
  { actor, now, ...call }: Asker & { operation: string; input: { requestId: string } },
  act: (tx: Transaction) => Promise<ChangedSeries>,
): Promise<ChangedSeries> {
  const { requestId } = call.input;
  const idempotent = { ...call, actorId: actor.userId, requestId, at: now };
  return await deps.db.transact((tx) => once(tx.q, idempotent, () => act(tx)));
}

/** The visits an edit means: those of its scope that are still to come and that this person may change so. */
async function loadTargets(
  deps: SeriesDeps,
  { tx: { q }, ...asker }: Writing,
  edit: Edit & { act: 'move' | 'cancel' },
): Promise<Edited> {
  const { act, id, scope } = edit;
  const { row: visit } = await deps.appointments.openVisit(q, asker, { id, action: `appointment.${act}` });
  if (visit.seriesId === null) throw invalidField('id', 'belongs to no series');
  const snapshot = await deps.clinic.current(q);
  const index = visit.seriesIndex ?? 0;
  const targets = (await deps.appointments.seriesVisits(q, visit.seriesId)).filter(
    (row) => isInScope(scope, index, row.seriesIndex ?? 0) && mayStill(act, row, { asker, snapshot }),
  );
  // What the others move by is how far this one goes.
  const isMissing = act === 'move' && !targets.some((row) => row.id === id);
  if (targets.length === 0 || isMissing) throw new AppError('illegal_transition', { from: visit.status });
  return { visit, targets, snapshot };
}

/** Whether an edit of the series reaches this visit: what has begun or ended stays as it is. */
export function mayStill(
  act: 'move' | 'cancel',
  row: VisitRow,
  { asker, snapshot }: { asker: Asker; snapshot: ClinicSnapshot },
): boolean {
  return row.startsAt > asker.now && presentVisit(row, asker.actor, snapshot).can[act];
}

/** The one who decides has seen each of these visits as it is now, and no fewer. */
function requireSeen(targets: readonly VisitRow[], seen: MoveSeries['seen']): void {
  const versions = new Map<string, number>(seen.map((visit) => [visit.id, visit.expectedVersion]));
  const isSame = targets.every((row) => versions.get(row.id) === row.version);
  if (!isSame || versions.size !== targets.length) throw new AppError('stale_version');
}

async function moveAll(
  deps: SeriesDeps,
  { actor, now, tx }: Writing,
  { edited, input }: { edited: Edited; input: PreviewSeriesMove & { reason?: string } },
): Promise<{ steps: Step[]; changed: Changed[] }> {
  const { snapshot } = edited;
  const { doctorId, reason = '' } = input;
  const steps: Step[] = [];
  const changed: Changed[] = [];
  for (const { row, startsAt, isLeftOut } of plannedMoves(edited, input)) {
    const { id, version } = row;
    const move = {
      id,
      startsAt,
      doctorId,
      reason,
      expectedVersion: version,
      action: 'appointment.move',
    } as const;
    const act = async () => {
      changed.push(await deps.appointments.moveVisit(tx, { actor, now, move, before: row, snapshot }));
    };
    const refusal = isLeftOut ? null : await refusalOf(act);
    const to = isLeftOut ? row : { doctorId: doctorId ?? row.doctorId, startsAt };
    const durationMin = minutesBetween(row.startsAt, row.endsAt);
    const index = row.seriesIndex ?? 0;
    const place = { doctorId: to.doctorId, startsAt: to.startsAt, durationMin };
    steps.push({ id, version, index, from: row.startsAt, ...place, isLeftOut, refusal });
  }
  steps.sort((a, b) => a.index - b.index);
  return { steps, changed };
}

/**
 * Where each visit goes, in an order in which none is kept out by another that is still to leave: the last first
 * when all go later. Those with a time of their own come at the end.
 */
function plannedMoves({ visit, targets, snapshot }: Edited, input: PreviewSeriesMove) {
  const { timeZone } = snapshot.settings;
  const to = toInstant(input.startsAt);
  const shift = wallShift(visit.startsAt, to, timeZone);
  const changes = new Map<string, string | null>(input.changes.map((change) => [change.id, change.startsAt]));
  if ([...changes.keys()].some((id) => !targets.some((row) => row.id === id))) {
    throw invalidField('changes', 'names a visit that is not moved');
  }
  const isLater = to > visit.startsAt;
  const ordered = isLater ? [...targets].reverse() : targets;
  const moves = ordered.map((row) => {
    const other = changes.get(row.id);
    const along = row.id === visit.id ? to : shifted(row.startsAt, shift, timeZone);
    const startsAt = typeof other === 'string' ? toInstant(other) : along;
    return { row, startsAt, isLeftOut: other === null, hasOwnTime: typeof other === 'string' };
  });
  return [...moves.filter((move) => !move.hasOwnTime), ...moves.filter((move) => move.hasOwnTime)];
}

/** One line in the trail and one step to take back for the whole edit; each visit has left its own. */
async function conclude(
  deps: SeriesDeps,
  { actor, now, tx }: Writing,
  done: { edited: Edited; changed: readonly Changed[]; subtype: 'series.move' | 'series.cancel' },
): Promise<ChangedSeries> {
  const { edited, changed, subtype } = done;
  const { patientId, seriesId } = edited.visit;
  const object = { objectType: 'series', objectId: seriesId ?? undefined };
  await recordAudit(tx.q, { who: actor, at: now }, { action: 'U', subtype, patientId, ...object });
  // Taken back the other way round, each finds its old place left again.
  const parts = changed.map((each) => each.undo).reverse();
  await deps.appointments.recordUndo(tx.q, { actor, at: now, kind: 'many', parts });
  const rows = changed.map(({ row }) => row).sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  return { visits: rows.map((row) => presentVisit(row, actor, edited.snapshot)) };
}

async function explain(
  deps: SeriesDeps,
  { actor, edited }: { actor: Actor; edited: Edited },
  steps: readonly Judged[],
) {
  const { visit } = edited;
  return await deps.db.read((q) =>
    explainDates(deps, q, { actor, planned: visit, dates: steps as readonly Step[] }),
  );
}
