import {
  AddClosure,
  AddTimeOff,
  AppointmentTypeDto,
  CalendarChanged,
  ClinicOverview,
  CreateAppointmentType,
  CreateDoctor,
  CreateRoom,
  CreateSpecialization,
  DoctorDto,
  ReplaceWeeklyHours,
  SetDateException,
  SettingsDto,
  SpecializationDto,
  UpdateAppointmentType,
  UpdateDoctor,
  UpdateSettings,
} from '../../../shared/contracts/clinic.ts';
import { Empty, RoomRef } from '../../../shared/contracts/common.ts';
import { guarded, rest, router } from '../../trpc/procedures.ts';

export const clinicRouter = router({
  overview: guarded('clinic.read', rest('GET', '/clinic'))
    .input(Empty)
    .output(ClinicOverview)
    .query(({ ctx }) => ctx.services.clinic.overview()),
  updateSettings: guarded('clinic.write', rest('PATCH', '/clinic/settings'))
    .input(UpdateSettings)
    .output(SettingsDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.updateSettings(ctx.actor, input)),
  createSpecialization: guarded('clinic.write', rest('POST', '/clinic/specializations'))
    .input(CreateSpecialization)
    .output(SpecializationDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.createSpecialization(ctx.actor, input)),
  createRoom: guarded('clinic.write', rest('POST', '/clinic/rooms'))
    .input(CreateRoom)
    .output(RoomRef)
    .mutation(({ ctx, input }) => ctx.services.clinic.createRoom(ctx.actor, input)),
  createDoctor: guarded('clinic.write', rest('POST', '/clinic/doctors'))
    .input(CreateDoctor)
    .output(DoctorDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.createDoctor(ctx.actor, input)),
  updateDoctor: guarded('clinic.write', rest('PATCH', '/clinic/doctors/{id}'))
    .input(UpdateDoctor)
    .output(DoctorDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.updateDoctor(ctx.actor, input)),
  createType: guarded('clinic.write', rest('POST', '/clinic/appointment-types'))
    .input(CreateAppointmentType)
    .output(AppointmentTypeDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.createType(ctx.actor, input)),
  updateType: guarded('clinic.write', rest('PATCH', '/clinic/appointment-types/{id}'))
    .input(UpdateAppointmentType)
    .output(AppointmentTypeDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.updateType(ctx.actor, input)),
  replaceWeeklyHours: guarded('clinic.write', rest('PUT', '/clinic/doctors/{doctorId}/weekly-hours'))
    .input(ReplaceWeeklyHours)
    .output(CalendarChanged)
    .mutation(({ ctx, input }) => ctx.services.clinic.replaceWeeklyHours(ctx.actor, input)),
  setDateException: guarded('clinic.write', rest('PUT', '/clinic/doctors/{doctorId}/exceptions/{date}'))
    .input(SetDateException)
    .output(CalendarChanged)
    .mutation(({ ctx, input }) => ctx.services.clinic.setDateException(ctx.actor, input)),
  addTimeOff: guarded('clinic.write', rest('POST', '/clinic/doctors/{doctorId}/time-off'))
    .input(AddTimeOff)
    .output(CalendarChanged)
    .mutation(({ ctx, input }) => ctx.services.clinic.addTimeOff(ctx.actor, input)),
  addClosure: guarded('clinic.write', rest('POST', '/clinic/closures'))
    .input(AddClosure)
    .output(CalendarChanged)
    .mutation(({ ctx, input }) => ctx.services.clinic.addClosure(ctx.actor, input)),
});
