import type {
  AppointmentCounts,
  AppointmentDetail,
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
import { APPOINTMENT_STATUSES } from '../../../shared/domain/appointment-status.ts';
import { isAllowed } from '../../../shared/domain/policy.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppointmentId, DoctorId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { ReadMemory } from '../../db/read-memory.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { presentHistory, presentOwnVisit, presentVisit } from './appointments.presenter.ts';
import * as repo from './appointments.repo.ts';
import { type DrawnVisit, listDrawnVisits } from './board.repo.ts';
import { loadVisit } from './load-visit.ts';

/** Whole days as they were drawn last; what may be done to a visit depends on the role, not on the person. */
export type DrawnDays = ReadMemory<DayColumn[]>;

/** One civil day of the clinic, a column per doctor; a doctor gets the own column only. */
export function dayBoard(
  deps: AppointmentDeps & { readonly drawnDays: DrawnDays },
  actor: Actor,
  input: DayBoardInput,
): Promise<DayBoard> {
  const day = input.day as CivilDate;
  const own = actor.role === 'doctor' ? actor.doctorId : null;
  if (!isAllowed(actor.role, 'board.read', own === null ? ['clinic'] : ['own_schedule']))
    throw new AppError('forbidden');
  return deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const { timeZone } = snapshot.settings;
    const wanted = own === null ? input.doctorIds : [own];
    const draw = async () => {
      const rows = await listDrawnVisits(q, dayBounds(day, timeZone), wanted);
      return columnsOf(actor, { snapshot, day, rows, wanted });
    };
    return {
      day,
      timeZone,
      serverTime: deps.clock.now(),
      isClosure: snapshot.closures.some((c) => c.startsOn <= day && day <= c.endsOn),
      columns: await (wanted === undefined ? deps.drawnDays(`${actor.role} ${day}`, draw) : draw()),
      pendingRequestCount: await repo.countPendingRequests(q, own),
    };
  });
}

/** Active doctors have a column each day; one who has left keeps it on the days with visits. */
function columnsOf(
  actor: Actor,
  board: {
    snapshot: ClinicSnapshot;
    day: CivilDate;
    rows: DrawnVisit[];
    wanted: readonly DoctorId[] | undefined;
  },
): DayColumn[] {
  const { snapshot, day, wanted } = board;
  const byDoctor = Map.groupBy(board.rows, (row) => row.doctorId);
  const shown = [...snapshot.doctors.values()].filter((doctor) =>
    wanted === undefined ? doctor.isActive || byDoctor.has(doctor.id) : wanted.includes(doctor.id),
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
    const row = await loadVisit({ ...deps, q }, actor, { id, action: 'appointment.read' });
    const history = await repo.listHistory(q, id);
    const what = { objectType: 'appointment', objectId: id, patientId: row.patientId };
    await recordAudit(q, { who: actor, at: now }, { action: 'R', subtype: 'appointment.get', ...what });
    return { appointment: presentVisit(row, actor, snapshot), history: history.map(presentHistory) };
  });
}

/** The clinic's visits in order of time; a doctor's own. */
export function listAppointments(
  deps: AppointmentDeps,
  actor: Actor,
  input: ListAppointments,
): Promise<AppointmentPage> {
  const own = actor.role === 'doctor' ? actor.doctorId : null;
  if (!isAllowed(actor.role, 'board.read', own === null ? ['clinic'] : ['own_schedule']))
    throw new AppError('forbidden');
  const { from, to, status, limit } = input;
  return deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const { timeZone } = snapshot.settings;
    const rows = await repo.listVisits(q, {
      from: from === undefined ? undefined : dayBounds(from as CivilDate, timeZone).start,
      before: to === undefined ? undefined : dayBounds(to as CivilDate, timeZone).end,
      doctorId: own ?? input.doctorId,
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
  return deps.db.read(async (q) => {
    const row = await loadVisit({ ...deps, q }, actor, { id, action: 'appointment.readOwn' });
    return presentOwnVisit(row, await deps.clinic.current(q), deps.clock.now());
  });
}

export function listPatientAppointments(
  deps: AppointmentDeps,
  actor: Actor,
  input: ListPatientAppointments,
): Promise<AppointmentPage> {
  const now = deps.clock.now();
  const { patientId, limit } = input;
  return deps.db.transact(async ({ q }) => {
    const relations =
      actor.doctorId === null
        ? (['clinic'] as const)
        : (await deps.patients.isTreatedBy(q, { doctorId: actor.doctorId, patientId }))
          ? (['treating'] as const)
          : [];
    if (!isAllowed(actor.role, 'appointment.read', relations)) throw new AppError('not_found');
    if ((await repo.findPatientFacts(q, patientId)) === undefined) throw new AppError('not_found');
    const snapshot = await deps.clinic.current(q);
    const rows = await repo.listPatientVisits(q, patientId, {
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
  const { patientId } = actor;
  if (patientId === null || !isAllowed(actor.role, 'appointment.readOwn', ['self']))
    throw new AppError('forbidden');
  const { when, limit } = input;
  const now = deps.clock.now();
  return deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const rows = await repo.listOwnVisits(q, patientId, {
      when,
      now,
      after: keysOf(input.cursor),
      limit: limit + 1,
    });
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
  if (!isAllowed(actor.role, 'appointment.count', ['clinic'])) throw new AppError('forbidden');
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

function keysOf(cursor: string | undefined): { startsAt: Instant; id: AppointmentId } | undefined {
  if (cursor === undefined) return undefined;
  const [startsAt, id] = decodeCursor(cursor, 2);
  return { startsAt: startsAt as Instant, id: id as AppointmentId };
}
