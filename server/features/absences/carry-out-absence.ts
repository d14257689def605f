import type { AbsenceDone, CarryOutAbsence } from '../../../shared/contracts/absences.ts';
import type { Language } from '../../../shared/domain/languages.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { fromDatabaseError } from '../../db/db-errors.ts';
import { once } from '../../db/idempotency.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Asker } from '../../policy/ties.ts';
import type { Actor } from '../../trpc/context.ts';
import { presentVisit } from '../appointments/appointments.presenter.ts';
import type { VisitRow } from '../appointments/appointments.service.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { AbsenceDeps } from './absences.deps.ts';
import * as repo from './absences.repo.ts';
import { absenceMail } from './absence-mail.ts';
import { absenceOf, loadHit } from './preview-absence.ts';

type Writing = Asker & { readonly tx: Transaction; readonly input: CarryOutAbsence };
type Changed = Awaited<ReturnType<AbsenceDeps['appointments']['moveVisit']>> & { readonly before: VisitRow };
type Outcome = { readonly moved: Changed[]; readonly cancelled: Changed[]; readonly left: VisitRow[] };
/** All that changed for one person, in one. */
type Letter = { readonly to: string; readonly language: Language; readonly changes: readonly Changed[] };

/**
 * The time off and all visits it hits, together or not at all. Refused as a whole where the span has another visit
 * than was seen, where one was changed meanwhile, or where a place is taken (`absence_refused`, naming the visit).
 */
export async function carryOutAbsence(
  deps: AbsenceDeps,
  actor: Actor,
  input: CarryOutAbsence,
): Promise<AbsenceDone> {
  authorize(actor, 'absence.manage');
  const now = deps.clock.now();
  const { doctorId, reason } = input;
  const span = { startsAt: toInstant(input.startsAt), endsAt: toInstant(input.endsAt) };
  const call = {
    actorId: actor.userId,
    requestId: input.requestId,
    operation: 'absence.carryOut',
    input,
    at: now,
  };
  let letters: Letter[] = [];
  const off = { actor, row: { doctorId, reason, ...span }, subtype: 'absence.carryOut' };
  const done = await deps.clinic.takeTimeOff(off, (tx, take) =>
    once(tx.q, call, async () => {
      const writing = { tx, actor, now, input };
      const rows = await loadSeen(deps, writing);
      const { id: timeOffId, snapshot } = await take();
      const outcome = await changeAll(deps, writing, { rows, snapshot });
      letters = await lettersFor(deps, tx.q, outcome);
      const parts = [...outcome.moved, ...outcome.cancelled].map(({ undo }) => undo).toReversed();
      const undoId = await deps.appointments.recordUndo(tx.q, {
        actor,
        at: now,
        kind: 'many',
        parts,
        timeOffId,
      });
      return { ...present(outcome, letters, { actor, snapshot }), undoId };
    }),
  );
  await post(deps, letters);
  return done;
}

/** The visits the absence hits, each in the version the person has decided about. */
async function loadSeen(deps: AbsenceDeps, { tx, actor, now, input }: Writing): Promise<VisitRow[]> {
  const snapshot = await deps.clinic.current(tx.q);
  const rows = await loadHit(deps, tx.q, { asker: { actor, now }, ...absenceOf(input, snapshot) });
  const seen = new Map(
    [...input.moves, ...input.left, ...input.cancels].map((each) => [each.id, each.expectedVersion]),
  );
  const changed = rows.find((row) => seen.get(row.id) !== row.version)?.id;
  const gone = [...seen.keys()].find((id) => !rows.some((row) => row.id === id));
  const id = changed ?? gone;
  if (id !== undefined) throw new AppError('stale_version', { id });
  return rows;
}

async function changeAll(
  deps: AbsenceDeps,
  { tx, actor, now, input }: Writing,
  { rows, snapshot }: { rows: readonly VisitRow[]; snapshot: ClinicSnapshot },
): Promise<Outcome> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const rowOf = (id: AppointmentId): VisitRow => {
    const row = byId.get(id);
    if (row === undefined) throw new AppError('stale_version');
    return row;
  };
  const moved: Changed[] = [];
  for (const { startsAt, ...wanted } of input.moves) {
    const before = rowOf(wanted.id);
    const move = {
      ...wanted,
      startsAt: toInstant(startsAt),
      reason: input.reason,
      action: 'appointment.move',
    } as const;
    const act = () => deps.appointments.moveVisit(tx, { actor, now, move, before, snapshot });
    moved.push({ ...(await orRefused(before, act)), before });
  }
  const cancelled: Changed[] = [];
  for (const { id } of input.cancels) {
    const before = rowOf(id);
    const asked = { actor, now, code: 'prov', note: input.reason } as const;
    cancelled.push({ ...(await deps.appointments.cancelVisit(tx, asked, { before, snapshot })), before });
  }
  return { moved, cancelled, left: input.left.map(({ id }) => rowOf(id)) };
}

/** Which visit could not go where it was to go, and why. */
async function orRefused<T>({ id }: VisitRow, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    const error = fromDatabaseError(thrown);
    if (!(error instanceof AppError)) throw error;
    throw new AppError('absence_refused', { id, why: error.code });
  }
}

async function lettersFor(deps: AbsenceDeps, q: Query, { moved, cancelled }: Outcome): Promise<Letter[]> {
  if (deps.mail === null) return [];
  const changes = [...moved, ...cancelled];
  const patientIds = changes.map(({ row }) => row.patientId);
  const addresses = await repo.readMailAddresses(q, patientIds);
  const languages = await deps.languages.ofPatients(q, patientIds);
  return [...Map.groupBy(changes, ({ row }) => row.patientId)].flatMap(([patientId, own]) => {
    const to = addresses.get(patientId);
    const language = languages.get(patientId);
    return to === undefined || language === undefined ? [] : [{ to, language, changes: own }];
  });
}

function present(
  { moved, cancelled, left }: Outcome,
  letters: readonly Letter[],
  { actor, snapshot }: { actor: Actor; snapshot: ClinicSnapshot },
): Omit<AbsenceDone, 'undoId'> {
  const told = new Set(letters.flatMap(({ changes }) => changes.map(({ row }) => row.id)));
  const rows = [...moved, ...cancelled].map(({ row }) => row);
  const shown = (row: VisitRow) => presentVisit(row, actor, snapshot);
  return {
    moved: moved.map(({ row }) => shown(row)),
    cancelled: cancelled.map(({ row }) => shown(row)),
    left: left.map(shown),
    toldCount: letters.length,
    toCall: [...rows, ...left].map(({ id }) => id).filter((id) => !told.has(id)),
  };
}

/** After the commit, each once: what was taken back with the transaction is told to nobody. */
async function post(deps: AbsenceDeps, letters: readonly Letter[]): Promise<void> {
  if (letters.length === 0) return;
  const snapshot = await deps.db.read((q) => deps.clinic.current(q));
  for (const letter of letters) deps.mail?.post(absenceMail({ ...letter, snapshot }));
}
