import type {
  AddAddendum,
  ListNotes,
  ListUnsigned,
  NoteDto,
  NoteOfVisit,
  NoteOfVisitInput,
  NotePage,
  SignNote,
  UnsignedPage,
} from '../../../shared/contracts/notes.ts';
import type { AppointmentStatus } from '../../../shared/domain/appointment-status.ts';
import { AppError } from '../../../shared/errors.ts';
import { isYetToCome, NOTES_DUE_DAYS } from '../../../shared/domain/notes.ts';
import type { AppointmentId, NoteId, PatientId } from '../../../shared/ids.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import { requireOpenChart } from '../../db/known-patient.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import type { Ids } from '../../lib/ids.ts';
import { authorize, mayByItself, requireGrant } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { type AuditEntry, recordAudit } from '../audit/audit.repo.ts';
import type { AppointmentsService, VisitRow } from '../appointments/appointments.service.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { FormsService } from '../forms/forms.service.ts';
import { type Beside, presentNote, presentUnsigned } from './notes.presenter.ts';
import * as repo from './notes.repo.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly clinic: Pick<ClinicService, 'current'>;
  readonly appointments: Pick<AppointmentsService, 'find'>;
  readonly forms: Pick<FormsService, 'whichAnswered'>;
};
export type NotesService = ReturnType<typeof createNotes>;

/** There is nothing to write of somebody who was not seen. */
const NOT_SEEN: readonly AppointmentStatus[] = ['cancelled', 'no_show', 'entered_in_error'];

/** What doctors write of visits. What is not signed yet is a draft of its writer's, and none of this. */
export function createNotes(deps: Deps) {
  return {
    ofVisit: (actor: Actor, input: NoteOfVisitInput): Promise<NoteOfVisit> => ofVisit(deps, actor, input),
    listForPatient: (actor: Actor, input: ListNotes): Promise<NotePage> => listForPatient(deps, actor, input),
    listUnsigned: (actor: Actor, input: ListUnsigned): Promise<UnsignedPage> =>
      listUnsigned(deps, actor, input),
    sign: (actor: Actor, input: SignNote): Promise<NoteDto> => sign(deps, actor, input),
    addAddendum: (actor: Actor, input: AddAddendum): Promise<NoteDto> => addAddendum(deps, actor, input),
    /** In the transaction in which two charts become one. */
    moveToChart: (tx: Transaction, charts: { from: PatientId; to: PatientId }): Promise<void> =>
      repo.moveNotes(tx.q, charts),
  };
}

async function ofVisit(deps: Deps, actor: Actor, { appointmentId }: NoteOfVisitInput): Promise<NoteOfVisit> {
  const now = deps.clock.now();
  return deps.db.transact(async ({ q }) => {
    const visit = await findVisit(deps, q, appointmentId);
    const { patientId, doctorId } = visit;
    await requireGrant(q, { actor, now }, { action: 'note.read', subject: { patientId } });
    await recordAudit(q, { who: actor, at: now }, { ...readingOf(patientId), subtype: 'note.ofVisit' });
    const row = await repo.findNoteOf(q, appointmentId);
    const mayWrite = mayByItself(actor, 'note.write', { doctorId });
    return {
      note: row === undefined ? null : await present(deps, q, row),
      can: { sign: mayWrite && row === undefined && isSeen(visit), amend: mayWrite && row !== undefined },
    };
  });
}

async function listForPatient(deps: Deps, actor: Actor, input: ListNotes): Promise<NotePage> {
  const now = deps.clock.now();
  const { patientId, limit, cursor } = input;
  return deps.db.transact(async ({ q }) => {
    await requireGrant(q, { actor, now }, { action: 'note.read', subject: { patientId } });
    await recordAudit(
      q,
      { who: actor, at: now },
      { ...readingOf(patientId), subtype: 'note.listForPatient' },
    );
    const [startsAt, id] = cursor === undefined ? [] : decodeCursor(cursor, 2);
    const after = cursor === undefined ? undefined : { startsAt: startsAt as Instant, id: id as NoteId };
    const rows = await repo.listNotes(q, patientId, { after, limit: limit + 1 });
    const snapshot = await deps.clinic.current(q);
    const besideOf = await besideNotes(deps, q, rows);
    return toPage(rows, limit, {
      item: (row) => presentNote(row, besideOf(row), snapshot),
      keys: (row) => [row.startsAt, row.id],
    });
  });
}

const DAY_MIN = 24 * 60;

/** Names and times alone, as the doctor's own day shows them: no word of a note is read here. */
async function listUnsigned(deps: Deps, actor: Actor, input: ListUnsigned): Promise<UnsignedPage> {
  const { doctorId } = actor;
  authorize(actor, 'note.write', { doctorId });
  if (doctorId === null) throw new AppError('not_found');
  const until = deps.clock.now();
  const of = { doctorId, since: addMinutes(until, -NOTES_DUE_DAYS * DAY_MIN), until };
  const { limit, cursor } = input;
  const [startsAt, id] = cursor === undefined ? [] : decodeCursor(cursor, 2);
  const after = cursor === undefined ? undefined : { startsAt: startsAt as Instant, id: id as AppointmentId };
  return await deps.db.read(async (q) => {
    const rows = await repo.listUnsigned(q, of, { after, limit: limit + 1 });
    const snapshot = await deps.clinic.current(q);
    const page = toPage(rows, limit, {
      item: (row) => presentUnsigned(row, snapshot),
      keys: (row) => [row.startsAt, row.appointmentId],
    });
    return { ...page, count: await repo.countUnsigned(q, of) };
  });
}

async function sign(deps: Deps, actor: Actor, input: SignNote): Promise<NoteDto> {
  const { appointmentId, reason, findings, plan, requestId } = input;
  const at = deps.clock.now();
  return deps.db.transact(async (tx) => {
    const { q } = tx;
    const visit = await findVisit(deps, q, appointmentId);
    const { doctorId, patientId } = visit;
    await requireGrant(q, { actor, now: at }, { action: 'note.write', subject: { doctorId } });
    await requireOpenChart(q, patientId);
    const call = { actorId: actor.userId, requestId, operation: 'notes.sign', input, at };
    // What is remembered for a second call is the id alone: no word of a note stands anywhere else.
    const signed = await once(q, call, async () => {
      if (!isSeen(visit)) throw new AppError('illegal_transition');
      if (isYetToCome(visit, at)) throw new AppError('visit_to_come');
      if ((await repo.findNoteOf(q, appointmentId)) !== undefined) throw new AppError('note_signed');
      const id = deps.ids.next<NoteId>();
      const words = { reason, findings, plan };
      const row = { id, appointmentId, patientId, authorId: actor.userId, ...words, signedAt: at };
      await repo.insertNote(q, row);
      const changedFields = Object.entries(words).flatMap(([field, said]) => (said === '' ? [] : [field]));
      const line = { action: 'C', subtype: 'note.sign', objectType: 'note', objectId: id } as const;
      await recordAudit(q, { who: actor, at }, { ...line, patientId, changedFields });
      await tellChart(tx, patientId);
      return id;
    });
    return await getNote(deps, q, signed);
  });
}

async function addAddendum(deps: Deps, actor: Actor, input: AddAddendum): Promise<NoteDto> {
  const { noteId, words, requestId } = input;
  const at = deps.clock.now();
  return deps.db.transact(async (tx) => {
    const { q } = tx;
    const note = await repo.findNote(q, noteId);
    if (note === undefined) throw new AppError('not_found');
    const { doctorId, patientId } = note;
    await requireGrant(q, { actor, now: at }, { action: 'note.write', subject: { doctorId } });
    await requireOpenChart(q, patientId);
    const call = { actorId: actor.userId, requestId, operation: 'notes.addAddendum', input, at };
    await once(q, call, async () => {
      const id = deps.ids.next<string>();
      await repo.insertAddendum(q, { id, noteId, authorId: actor.userId, words, signedAt: at });
      const line = {
        action: 'C',
        subtype: 'note.addAddendum',
        objectType: 'note',
        objectId: noteId,
      } as const;
      await recordAudit(q, { who: actor, at }, { ...line, patientId });
      await tellChart(tx, patientId);
      return id;
    });
    return await getNote(deps, q, noteId);
  });
}

async function findVisit(deps: Deps, q: Query, id: SignNote['appointmentId']): Promise<VisitRow> {
  const visit = await deps.appointments.find(q, id);
  if (visit === undefined) throw new AppError('not_found');
  return visit;
}

function isSeen({ status }: VisitRow): boolean {
  return !NOT_SEEN.includes(status);
}

async function getNote(deps: Deps, q: Query, id: NoteId): Promise<NoteDto> {
  const row = await repo.findNote(q, id);
  if (row === undefined) throw new AppError('not_found');
  return await present(deps, q, row);
}

async function present(deps: Deps, q: Query, row: repo.NoteRow): Promise<NoteDto> {
  const besideOf = await besideNotes(deps, q, [row]);
  return presentNote(row, besideOf(row), await deps.clinic.current(q));
}

async function besideNotes(
  { forms }: Deps,
  q: Query,
  rows: readonly repo.NoteRow[],
): Promise<(row: repo.NoteRow) => Beside> {
  const ids = rows.map(({ id }) => id);
  const addenda = Map.groupBy(ids.length === 0 ? [] : await repo.listAddenda(q, ids), ({ noteId }) => noteId);
  const answered = await forms.whichAnswered(
    q,
    rows.map(({ appointmentId }) => appointmentId),
  );
  return ({ id, appointmentId }) => ({
    addenda: addenda.get(id) ?? [],
    hasAnswers: answered.has(appointmentId),
  });
}

/** Whoever has the chart open sees what has come. */
async function tellChart({ q, emit }: Transaction, patientId: PatientId): Promise<void> {
  emit({ type: 'patient.changed', id: patientId, version: await repo.versionOfChart(q, patientId) });
}

function readingOf(patientId: PatientId): Pick<AuditEntry, 'action' | 'patientId' | 'purpose'> {
  return { action: 'R', patientId, purpose: 'TREAT' };
}
