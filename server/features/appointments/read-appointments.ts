import { sql } from 'kysely';
import type {
  AppointmentCounts,
  AppointmentDetail,
  AppointmentDto,
  AppointmentPage,
  CountInput,
  DayBoard,
  DayBoardInput,
  DayColumn,
  ListAppointments,
  ListOwnAppointments,
  ListPatientAppointments,
  OwnAppointmentDto,
  OwnAppointmentPage,
} from '../../../shared/contracts/appointments.ts';
import type { DoctorDto } from '../../../shared/contracts/clinic.ts';
import { APPOINTMENT_STATUSES } from '../../../shared/domain/appointment-status.ts';
import type { Attendance } from '../../../shared/contracts/attendance.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppointmentId, DoctorId, PatientId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { civilDateOf, dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { ReadMemory } from '../../db/read-memory.ts';
import type { Query } from '../../db/transact.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import { authorize, requireGrant } from '../../policy/decide.ts';
import { type Scope, scopeFor } from '../../policy/scope.ts';
import type { Asker } from '../../policy/ties.ts';
import type { Actor } from '../../trpc/context.ts';
import { type AuditEntry, recordAudit } from '../audit/audit.repo.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { presentHistory, presentOwnVisit, presentVisit } from './appointments.presenter.ts';
import * as repo from './appointments.repo.ts';
import { type DrawnVisit, listDrawnVisits } from './board.repo.ts';
import { countAttendance } from './attendance.ts';
import { presentCheckIn } from './check-in.ts';
import { findCheckIn } from './check-in.repo.ts';
import { openVisit } from './load-visit.ts';

/** Whole days as they were drawn last; to those who see everything they look the same, by their role. */
export type DrawnDays = ReadMemory<DayColumn[]>;

/** One civil day of the clinic, a column per doctor; a doctor gets the own column only. */
export function dayBoard(
  deps: AppointmentDeps & { readonly drawnDays: DrawnDays },
  actor: Actor,
  input: DayBoardInput,
): Promise<DayBoard> {
  const day = input.day as CivilDate;
  const scope = scopeFor({ actor, now: deps.clock.now() }, 'board.read');
  return deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const { timeZone } = snapshot.settings;
    const wanted = input.doctorIds;
    const isWhole = wanted === undefined && scope.isEverything;
    const draw = async () => {
      const rows = await listDrawnVisits(q, dayBounds(day, timeZone), { scope, doctorIds: wanted });
      return columnsOf(actor, { snapshot, day, rows, wanted, scope });
    };
    return {
      day,
      timeZone,
      serverTime: deps.clock.now(),
      isClosure: snapshot.closures.some((c) => c.startsOn <= day && day <= c.endsOn),
      columns: await (isWhole ? deps.drawnDays(`${actor.role} ${day}`, draw) : draw()),
      pendingRequestCount: await countPending(q, { actor, now: deps.clock.now() }),
    };
  });
}

/** The same for the program itself, in the caller's transaction: what it does with it stays in the clinic. */
export async function wholeDay(deps: AppointmentDeps, q: Query, day: CivilDate): Promise<DayColumn[]> {
  const snapshot = await deps.clinic.current(q);
  const rows = await listDrawnVisits(q, dayBounds(day, snapshot.settings.timeZone), { scope: EVERYTHING });
  return columnsOf(null, { snapshot, day, rows, wanted: undefined, scope: EVERYTHING });
}

/** For what asks nobody's rights. */
export const EVERYTHING: Scope = { isEverything: true, where: () => sql`TRUE`, covers: () => true };

/** Active doctors have a column each day; one who has left keeps it on the days with visits. */
function columnsOf(
  actor: Actor | null,
  board: {
    snapshot: ClinicSnapshot;
    day: CivilDate;
    rows: DrawnVisit[];
    wanted: readonly DoctorId[] | undefined;
    scope: Scope;
  },
): DayColumn[] {
  const { snapshot, day, wanted, scope } = board;
  const byDoctor = Map.groupBy(board.rows, (row) => row.doctorId);
  const isWanted = (doctor: DoctorDto) =>
    wanted === undefined ? doctor.isActive || byDoctor.has(doctor.id) : wanted.includes(doctor.id);
  const shown = [...snapshot.doctors.values()].filter(
    (doctor) => scope.covers({ doctorId: doctor.id }) && isWanted(doctor),
  );
  return shown.map((doctor) => {
    const { open, blocked } = snapshot.hoursOn(doctor.id, day);
    return {
      doctorId: doctor.id,
      doctorName: doctor.name,
      room: doctor.room,
      open,
      blocked,
      appointments: (byDoctor.get(doctor.id) ?? []).map((row) => presentVisit(row, actor, snapshot)),
    };
  });
}

/** One visit with its history. Reading it is a line in the audit. */
export function getAppointment(
  deps: AppointmentDeps,
  actor: Actor,
  id: AppointmentId,
): Promise<AppointmentDetail> {
  const now = deps.clock.now();
  return deps.db.transact(async ({ q }) => {
    const snapshot = await deps.clinic.current(q);
    const { row } = await openVisit(q, { actor, now }, { id, action: 'appointment.read' });
    const history = await repo.listHistory(q, id);
    const checkedIn = await findCheckIn(q, id);
    await recordAudit(q, { who: actor, at: now }, readingOf(row, 'appointment.get'));
    return {
      appointment: presentVisit(row, actor, snapshot),
      history: history.map(presentHistory),
      checkIn: checkedIn === undefined ? null : presentCheckIn(checkedIn),
      language: await deps.languages.ofPatient(q, row.patientId),
    };
  });
}

/** The clinic's visits in order of time; a doctor's own. */
export function listAppointments(
  deps: AppointmentDeps,
  actor: Actor,
  input: ListAppointments,
): Promise<AppointmentPage> {
  const scope = scopeFor({ actor, now: deps.clock.now() }, 'board.read');
  const { from, to, doctorId, status, limit } = input;
  return deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const { timeZone } = snapshot.settings;
    const rows = await repo.listVisits(q, {
      from: from === undefined ? undefined : dayBounds(from as CivilDate, timeZone).start,
      before: to === undefined ? undefined : dayBounds(to as CivilDate, timeZone).end,
      scope,
      doctorId,
      status,
      after: keysOf(input.cursor),
      limit: limit + 1,
    });
    return toPage(rows, limit, {
      item: (row) => presentVisit(row, actor, snapshot),
      keys: (row) => [row.startsAt, row.id],
    });
  });
}

/** One visit as its own patient sees it. */
export function getOwnAppointment(
  deps: AppointmentDeps,
  actor: Actor,
  id: AppointmentId,
): Promise<OwnAppointmentDto> {
  const now = deps.clock.now();
  return deps.db.transact(async ({ q }) => {
    const { row } = await openVisit(q, { actor, now }, { id, action: 'appointment.readOwn' });
    await recordAudit(q, { who: actor, at: now }, readingOf(row, 'appointment.getOwn'));
    return presentOwnVisit(row, await deps.clinic.current(q), now);
  });
}

/** For whoever is on the phone: as much as the board shows of it, to those who may see the board. */
export async function aroundCall(
  deps: AppointmentDeps,
  actor: Actor,
  patient: { id: PatientId; phone: string | null },
): Promise<AroundCall> {
  const now = deps.clock.now();
  const scope = scopeFor({ actor, now }, 'board.read');
  return await deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const { timeZone } = snapshot.settings;
    const today = dayBounds(civilDateOf(now, timeZone), timeZone);
    const found = await repo.listAroundCall(q, { patientId: patient.id, phone: patient.phone, scope, today });
    const present = (row: repo.VisitRow) => presentVisit(row, actor, snapshot);
    return {
      attendance: await countAttendance(deps, q, patient.id),
      last: found.last === undefined ? undefined : present(found.last),
      coming: found.coming.map(present),
      household: found.household.map(present),
    };
  });
}

export type AroundCall = {
  readonly attendance: Attendance;
  readonly last: AppointmentDto | undefined;
  readonly coming: AppointmentDto[];
  readonly household: AppointmentDto[];
};

export function listPatientAppointments(
  deps: AppointmentDeps,
  actor: Actor,
  input: ListPatientAppointments,
): Promise<AppointmentPage> {
  const now = deps.clock.now();
  const { patientId, which, limit } = input;
  return deps.db.transact(async ({ q }) => {
    await requireGrant(q, { actor, now }, { action: 'appointment.read', subject: { patientId } });
    if ((await repo.findPatientFacts(q, patientId)) === undefined) throw new AppError('not_found');
    const snapshot = await deps.clinic.current(q);
    const rows = await repo.listPatientVisits(q, patientId, {
      which,
      after: keysOf(input.cursor),
      limit: limit + 1,
    });
    await recordAudit(
      q,
      { who: actor, at: now },
      { action: 'R', subtype: 'appointment.listForPatient', patientId },
    );
    return toPage(rows, limit, {
      item: (row) => presentVisit(row, actor, snapshot),
      keys: (row) => [row.startsAt, row.id],
    });
  });
}

export function listOwnAppointments(
  deps: AppointmentDeps,
  actor: Actor,
  input: ListOwnAppointments,
): Promise<OwnAppointmentPage> {
  const now = deps.clock.now();
  const scope = scopeFor({ actor, now }, 'appointment.readOwn');
  const { when, limit } = input;
  return deps.db.transact(async ({ q }) => {
    const snapshot = await deps.clinic.current(q);
    const { timeZone } = snapshot.settings;
    const rows = await repo.listOwnVisits(q, {
      scope,
      when,
      now,
      today: dayBounds(civilDateOf(now, timeZone), timeZone).start,
      after: keysOf(input.cursor),
      limit: limit + 1,
    });
    const { patientId } = actor;
    const entry = { action: 'R', subtype: 'appointment.listOwn', patientId } as const;
    await recordAudit(q, { who: actor, at: now }, entry);
    return toPage(rows, limit, {
      item: (row) => presentOwnVisit(row, snapshot, now),
      keys: (row) => [row.startsAt, row.id],
    });
  });
}

/** How many visits of each status a day holds: all an admin may know of them. */
export function countAppointments(
  deps: AppointmentDeps,
  actor: Actor,
  input: CountInput,
): Promise<AppointmentCounts> {
  authorize(actor, 'appointment.count');
  return deps.db.read(async (q) => {
    const { timeZone } = (await deps.clinic.current(q)).settings;
    const counts = await repo.countByStatus(q, dayBounds(input.day as CivilDate, timeZone));
    const byStatus = Object.fromEntries(
      APPOINTMENT_STATUSES.map((status) => [status, 0]),
    ) as AppointmentCounts['byStatus'];
    for (const { status, count } of counts) byStatus[status] = count;
    return { day: input.day, byStatus, total: counts.reduce((sum, { count }) => sum + count, 0) };
  });
}

/** As many as the inbox would show this person. */
function countPending(q: Query, asker: Asker): Promise<number> {
  return repo.countPendingRequests(q, scopeFor(asker, 'request.read'));
}

function readingOf(row: repo.VisitRow, subtype: string): AuditEntry {
  const { id, patientId, version } = row;
  return { action: 'R', subtype, patientId, objectType: 'appointment', objectId: id, objectVersion: version };
}

function keysOf(cursor: string | undefined): { startsAt: Instant; id: AppointmentId } | undefined {
  if (cursor === undefined) return undefined;
  const [startsAt, id] = decodeCursor(cursor, 2);
  return { startsAt: startsAt as Instant, id: id as AppointmentId };
}
