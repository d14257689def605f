import {
  AppointmentCounts,
  AppointmentDetail,
  AppointmentDto,
  AppointmentPage,
  AppointmentRefInput,
  ArriveOwnAppointment,
  BookAppointment,
  BookOnline,
  CancelAppointment,
  CancelOwnAppointment,
  CheckIn,
  CountInput,
  DayBoard,
  DayBoardInput,
  ListAppointments,
  ListOwnAppointments,
  ListPatientAppointments,
  ListStranded,
  MoveAppointment,
  MoveOwnAppointment,
  OwnAppointmentDto,
  OwnAppointmentPage,
  SetAppointmentStatus,
  StrandedPage,
} from '../../../shared/contracts/appointments.ts';
import { Done } from '../../../shared/contracts/common.ts';
import { guarded, guardedList, rest, restCreate, router } from '../../trpc/procedures.ts';
import { checkedWhole } from '../../trpc/whole-check.ts';

export const appointmentsRouter = router({
  dayBoard: guardedList('board.read', rest('GET', '/appointments/day-board'))
    .input(DayBoardInput)
    .output(checkedWhole(DayBoard))
    .query(({ ctx, input }) => ctx.services.appointments.dayBoard(ctx.actor, input)),
  counts: guarded('appointment.count', rest('GET', '/appointments/counts'))
    .input(CountInput)
    .output(AppointmentCounts)
    .query(({ ctx, input }) => ctx.services.appointments.counts(ctx.actor, input)),
  get: guarded('appointment.read', rest('GET', '/appointments/{id}'))
    .input(AppointmentRefInput)
    .output(AppointmentDetail)
    .query(({ ctx, input }) => ctx.services.appointments.get(ctx.actor, input.id)),
  list: guardedList('board.read', rest('GET', '/appointments'))
    .input(ListAppointments)
    .output(AppointmentPage)
    .query(({ ctx, input }) => ctx.services.appointments.list(ctx.actor, input)),
  listStranded: guardedList('board.read', rest('GET', '/appointments/stranded'))
    .input(ListStranded)
    .output(StrandedPage)
    .query(({ ctx, input }) => ctx.services.appointments.listStranded(ctx.actor, input)),
  getOwn: guarded('appointment.readOwn', rest('GET', '/me/appointments/{id}'), '/appointments/{id}')
    .input(AppointmentRefInput)
    .output(OwnAppointmentDto)
    .query(({ ctx, input }) => ctx.services.appointments.getOwn(ctx.actor, input.id)),
  listForPatient: guarded('appointment.read', rest('GET', '/patients/{patientId}/appointments'))
    .input(ListPatientAppointments)
    .output(AppointmentPage)
    .query(({ ctx, input }) => ctx.services.appointments.listForPatient(ctx.actor, input)),
  listOwn: guarded('appointment.readOwn', rest('GET', '/me/appointments'), '/appointments')
    .input(ListOwnAppointments)
    .output(OwnAppointmentPage)
    .query(({ ctx, input }) => ctx.services.appointments.listOwn(ctx.actor, input)),
  book: guarded('appointment.book', restCreate('/appointments'))
    .input(BookAppointment)
    .output(AppointmentDto)
    .mutation(({ ctx, input }) => ctx.services.appointments.book(ctx.actor, input)),
  bookOnline: guarded('appointment.bookOnline', restCreate('/me/appointments'), '/appointments')
    .input(BookOnline)
    .output(OwnAppointmentDto)
    .mutation(({ ctx, input }) => ctx.services.appointments.bookOnline(ctx.actor, input)),
  move: guarded('appointment.move', rest('POST', '/appointments/{id}/reschedule'))
    .input(MoveAppointment)
    .output(AppointmentDto)
    .mutation(({ ctx, input }) => ctx.services.appointments.move(ctx.actor, input)),
  moveOwn: guarded(
    'appointment.moveOwn',
    rest('POST', '/me/appointments/{id}/reschedule'),
    '/appointments/{id}/reschedule',
  )
    .input(MoveOwnAppointment)
    .output(OwnAppointmentDto)
    .mutation(({ ctx, input }) => ctx.services.appointments.moveOwn(ctx.actor, input)),
  cancel: guarded('appointment.cancel', rest('POST', '/appointments/{id}/cancel'))
    .input(CancelAppointment)
    .output(AppointmentDto)
    .mutation(({ ctx, input }) => ctx.services.appointments.cancel(ctx.actor, input)),
  cancelOwn: guarded(
    'appointment.cancelOwn',
    rest('POST', '/me/appointments/{id}/cancel'),
    '/appointments/{id}/cancel',
  )
    .input(CancelOwnAppointment)
    .output(OwnAppointmentDto)
    .mutation(({ ctx, input }) => ctx.services.appointments.cancelOwn(ctx.actor, input)),
  arriveOwn: guarded('appointment.arriveOwn', rest('POST', '/me/appointments/{id}/arrive'))
    .input(ArriveOwnAppointment)
    .output(OwnAppointmentDto)
    .mutation(({ ctx, input }) =>
      ctx.services.appointments.arriveOwn({ actor: ctx.actor, caller: ctx.caller }, input),
    ),
  setStatus: guarded('appointment.setStatus', rest('POST', '/appointments/{id}/status'))
    .input(SetAppointmentStatus)
    .output(AppointmentDto)
    .mutation(({ ctx, input }) => ctx.services.appointments.setStatus(ctx.actor, input)),
  callAgain: guarded('appointment.setStatus', rest('POST', '/appointments/{id}/call'))
    .input(AppointmentRefInput)
    .output(Done)
    .mutation(async ({ ctx, input }): Promise<Done> => {
      await ctx.services.appointments.callAgain(ctx.actor, input.id);
      return { ok: true };
    }),
  checkIn: guarded('appointment.checkIn', rest('POST', '/appointments/{id}/check-in'))
    .input(CheckIn)
    .output(AppointmentDto)
    .mutation(({ ctx, input }) => ctx.services.appointments.checkIn(ctx.actor, input)),
});
