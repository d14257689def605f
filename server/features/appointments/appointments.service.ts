import type {
  ArriveOwnAppointment,
  BookAppointment,
  BookOnline,
  CancelAppointment,
  CancelOwnAppointment,
  CheckIn,
  CountInput,
  DayBoardInput,
  ListAppointments,
  ListOwnAppointments,
  ListPatientAppointments,
  ListSlotsToMoveOwn,
  ListStranded,
  MoveAppointment,
  MoveOwnAppointment,
  SetAppointmentStatus,
} from '../../../shared/contracts/appointments.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import type { AppointmentId, DoctorId, PatientId } from '../../../shared/ids.ts';
import type { TakeUndo } from '../../../shared/contracts/undo.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { createReadMemory } from '../../db/read-memory.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import type { Query, Transaction } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import * as repo from './appointments.repo.ts';
import { countAttendance } from './attendance.ts';
import {
  bookAppointment,
  bookOnline,
  makeVisit,
  type NewVisit,
  requireMayBookFor,
} from './book-appointment.ts';
import {
  cancelAppointment,
  cancelOwnAppointment,
  cancelVisit,
  setAppointmentStatus,
} from './change-status.ts';
import { findCalendarVisit, listCalendarVisits } from './calendar-visits.ts';
import { arriveByDevice, expectedOn } from './arrive-by-device.ts';
import { arriveOwn, type FromWhere } from './arrive-own.ts';
import { callAgain } from './call-again.ts';
import { checkIn, seenAtCheckIn } from './check-in.ts';
import { listCountedVisits } from './counted-visits.ts';
import { explainRefusal } from './explain-refusal.ts';
import { inHouse, linesOf, patientsInLine } from './in-house.ts';
import { listStranded } from './list-stranded.ts';
import { openVisit } from './load-visit.ts';
import { moveAppointment, moveOwnAppointment, moveVisit, slotsToMoveOwn } from './move-appointment.ts';
import { forgetOldSteps, recordUndo, takeUndo } from './undo.ts';
import { moveToChart } from './move-to-chart.ts';
import type { Wanted } from './place-visit.ts';
import * as reads from './read-appointments.ts';
import { listSeenVisits } from './seen-visits.ts';

const DRAWN_DAYS_KEPT = 32;

export type { VisitRow } from './appointments.repo.ts';
export type AppointmentsService = ReturnType<typeof createAppointments>;

/** Visits: booked, moved, cancelled, walked along their path, drawn on the board. */
export function createAppointments(deps: AppointmentDeps) {
  const drawnDays: reads.DrawnDays = createReadMemory(deps.db, DRAWN_DAYS_KEPT);
  return {
    book: (actor: Actor, input: BookAppointment) => bookAppointment(deps, actor, input),
    bookOnline: (actor: Actor, input: BookOnline) => bookOnline(deps, actor, input),
    move: (actor: Actor, input: MoveAppointment) => moveAppointment(deps, actor, input),
    moveOwn: (actor: Actor, input: MoveOwnAppointment) => moveOwnAppointment(deps, actor, input),
    slotsToMoveOwn: (actor: Actor, input: ListSlotsToMoveOwn) => slotsToMoveOwn(deps, actor, input),
    cancel: (actor: Actor, input: CancelAppointment) => cancelAppointment(deps, actor, input),
    cancelOwn: (actor: Actor, input: CancelOwnAppointment) => cancelOwnAppointment(deps, actor, input),
    arriveOwn: (from: FromWhere, input: ArriveOwnAppointment) => arriveOwn(deps, from, input),
    setStatus: (actor: Actor, input: SetAppointmentStatus) => setAppointmentStatus(deps, actor, input),
    callAgain: (actor: Actor, id: AppointmentId) => callAgain(deps, actor, id),
    checkIn: (actor: Actor, input: CheckIn) => checkIn(deps, actor, input),
    dayBoard: (actor: Actor, input: DayBoardInput) => reads.dayBoard({ ...deps, drawnDays }, actor, input),
    /** For the sheet that is kept on the disk; nobody's rights are asked. */
    wholeDay: (q: Query, day: CivilDate) => reads.wholeDay(deps, q, day),
    /** Who has come on a day and is not done yet. */
    inHouse: (q: Query, asked: Parameters<typeof inHouse>[2]) => inHouse(deps, q, asked),
    /** For who learns the own place in it and no more, and who is told when that changes. */
    linesOf: (q: Query, asked: Parameters<typeof linesOf>[2]) => linesOf(deps, q, asked),
    patientsInLine: (q: Query, day: CivilDate) => patientsInLine(deps, q, day),
    listCountedVisits,
    listSeenVisits,
    /** For the patient's card, in its transaction. */
    seenAtCheckIn,
    countAttendance: (q: Query, patientId: PatientId) => countAttendance(deps, q, patientId),
    get: (actor: Actor, id: AppointmentId) => reads.getAppointment(deps, actor, id),
    list: (actor: Actor, input: ListAppointments) => reads.listAppointments(deps, actor, input),
    listStranded: (actor: Actor, input: ListStranded) => listStranded(deps, actor, input),
    /** Rows, for who asks about rights themselves. */
    find: repo.findVisit,
    findAll: repo.listVisitsOf,
    getOwn: (actor: Actor, id: AppointmentId) => reads.getOwnAppointment(deps, actor, id),
    listForCalendar: listCalendarVisits,
    findForCalendar: findCalendarVisit,
    listOwn: (actor: Actor, input: ListOwnAppointments) => reads.listOwnAppointments(deps, actor, input),
    listForPatient: (actor: Actor, input: ListPatientAppointments) =>
      reads.listPatientAppointments(deps, actor, input),
    aroundCall: (actor: Actor, patient: { id: PatientId; phone: string | null }) =>
      reads.aroundCall(deps, actor, patient),
    counts: (actor: Actor, input: CountInput) => reads.countAppointments(deps, actor, input),

    undo: (actor: Actor, input: TakeUndo) => takeUndo(deps, actor, input),
    forgetOldSteps: () => forgetOldSteps(deps),

    ...forOthers(deps),
    explainRefusal: <T>(asked: { actor: Actor; wanted: Wanted }, act: () => Promise<T>) =>
      explainRefusal(deps, asked, act),
  };
}

/** What other features do to visits, in a transaction of their own. */
function forOthers(deps: AppointmentDeps) {
  return {
    /** For the acceptance of a request: the visit is made in that transaction, or neither is. */
    makeVisit: (tx: Transaction, asked: { actor: Actor; visit: NewVisit; now: Instant }) =>
      makeVisit(deps, tx, asked),
    /** For the edits of a series: visits already loaded, in that transaction, each by the same rules as by itself. */
    moveVisit: (tx: Transaction, asked: Parameters<typeof moveVisit>[2]) => moveVisit(deps, tx, asked),
    cancelVisit,
    /** For the tablet at the entrance, which asks nobody's rights. */
    expectedOn: (q: Query, day: CivilDate) => expectedOn(deps, q, day),
    arriveByDevice: (tx: Transaction, come: Parameters<typeof arriveByDevice>[2]) =>
      arriveByDevice(deps, tx, come),
    requireMayBookFor,
    openVisit,
    seriesVisits: repo.listSeriesVisits,
    recordUndo: (q: Query, act: Parameters<typeof recordUndo>[2]) => recordUndo(deps, q, act),
    /** Two charts turned out to be one person's. */
    moveToChart: (tx: Transaction, charts: { from: PatientId; to: PatientId }) =>
      moveToChart(deps, tx, charts),
    /** What a doctor, and these patients, are taken for around an interval. */
    busyAround: async (
      q: Query,
      asked: { doctorId: DoctorId; around: Interval; patientIds: readonly PatientId[] },
    ) => ({
      doctor: await repo.listDoctorBusy(q, asked.doctorId, asked.around),
      patients: await repo.listPatientsBusy(q, asked.patientIds, asked.around),
    }),
  };
}
