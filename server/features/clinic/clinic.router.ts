import {
  AddClosure,
  AddTimeOff,
  AppointmentTypeDto,
  AppointmentTypePage,
  CalendarChanged,
  ClinicOverview,
  CreateAppointmentType,
  CreateDoctor,
  CreateRoom,
  CreateSpecialization,
  DoctorDto,
  DoctorPage,
  DoctorRefInput,
  ListAppointmentTypes,
  ListDoctors,
  ListSpecializations,
  ReplaceWeeklyHours,
  RoomDto,
  SetDateException,
  SettingsDto,
  SpecializationDto,
  SpecializationPage,
  UpdateAppointmentType,
  UpdateDoctor,
  UpdateSettings,
} from '../../../shared/contracts/clinic.ts';
import {
  ChangePreview,
  ClinicReadiness,
  ClosurePage,
  DoctorCalendarDto,
  DoctorCalendarInput,
  ListClosures,
  PreviewChange,
  RemoveClosure,
  RemoveDateException,
  RemoveTimeOff,
  UpdateRoom,
  RenameSpecialization,
} from '../../../shared/contracts/clinic-calendar.ts';
import { Empty, RoomRef } from '../../../shared/contracts/common.ts';
import { guarded, rest, restCreate, router } from '../../trpc/procedures.ts';

export const clinicRouter = router({
  overview: guarded('clinic.read', rest('GET', '/clinic'))
    .input(Empty)
    .output(ClinicOverview)
    .query(({ ctx }) => ctx.services.clinic.overview(ctx.actor)),
  readiness: guarded('clinic.write', rest('GET', '/clinic/readiness'))
    .input(Empty)
    .output(ClinicReadiness)
    .query(({ ctx }) => ctx.services.clinic.readiness(ctx.actor)),
  listDoctors: guarded('clinic.read', rest('GET', '/doctors'))
    .input(ListDoctors)
    .output(DoctorPage)
    .query(({ ctx, input }) => ctx.services.clinic.listDoctors(ctx.actor, input)),
  getDoctor: guarded('clinic.read', rest('GET', '/doctors/{id}'))
    .input(DoctorRefInput)
    .output(DoctorDto)
    .query(({ ctx, input }) => ctx.services.clinic.getDoctor(ctx.actor, input.id)),
  listTypes: guarded('clinic.read', rest('GET', '/appointment-types'))
    .input(ListAppointmentTypes)
    .output(AppointmentTypePage)
    .query(({ ctx, input }) => ctx.services.clinic.listTypes(ctx.actor, input)),
  listSpecializations: guarded('clinic.read', rest('GET', '/specializations'))
    .input(ListSpecializations)
    .output(SpecializationPage)
    .query(({ ctx, input }) => ctx.services.clinic.listSpecializations(input)),
  updateSettings: guarded('clinic.write', rest('PATCH', '/clinic/settings'))
    .input(UpdateSettings)
    .output(SettingsDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.updateSettings(ctx.actor, input)),
  createSpecialization: guarded('clinic.write', restCreate('/clinic/specializations'))
    .input(CreateSpecialization)
    .output(SpecializationDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.createSpecialization(ctx.actor, input)),
  createRoom: guarded('clinic.write', restCreate('/clinic/rooms'))
    .input(CreateRoom)
    .output(RoomRef)
    .mutation(({ ctx, input }) => ctx.services.clinic.createRoom(ctx.actor, input)),
  createDoctor: guarded('clinic.write', restCreate('/clinic/doctors'))
    .input(CreateDoctor)
    .output(DoctorDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.createDoctor(ctx.actor, input)),
  updateDoctor: guarded('clinic.write', rest('PATCH', '/clinic/doctors/{id}'))
    .input(UpdateDoctor)
    .output(DoctorDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.updateDoctor(ctx.actor, input)),
  createType: guarded('clinic.write', restCreate('/clinic/appointment-types'))
    .input(CreateAppointmentType)
    .output(AppointmentTypeDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.createType(ctx.actor, input)),
  updateType: guarded('clinic.write', rest('PATCH', '/clinic/appointment-types/{id}'))
    .input(UpdateAppointmentType)
    .output(AppointmentTypeDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.updateType(ctx.actor, input)),
  updateRoom: guarded('clinic.write', rest('PATCH', '/clinic/rooms/{id}'))
    .input(UpdateRoom)
    .output(RoomDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.updateRoom(ctx.actor, input)),
  renameSpecialization: guarded('clinic.write', rest('PATCH', '/clinic/specializations/{id}'))
    .input(RenameSpecialization)
    .output(SpecializationDto)
    .mutation(({ ctx, input }) => ctx.services.clinic.renameSpecialization(ctx.actor, input)),
  previewChange: guarded('clinic.write', rest('POST', '/clinic/preview'))
    .input(PreviewChange)
    .output(ChangePreview)
    .mutation(({ ctx, input }) => ctx.services.clinic.previewChange(ctx.actor, input)),
  doctorCalendar: guarded('clinic.write', rest('GET', '/clinic/doctors/{doctorId}/calendar'))
    .input(DoctorCalendarInput)
    .output(DoctorCalendarDto)
    .query(({ ctx, input }) => ctx.services.clinic.doctorCalendar(ctx.actor, input)),
  listClosures: guarded('clinic.read', rest('GET', '/clinic/closures'))
    .input(ListClosures)
    .output(ClosurePage)
    .query(({ ctx, input }) => ctx.services.clinic.listClosures(ctx.actor, input)),
  replaceWeeklyHours: guarded('clinic.write', rest('PUT', '/clinic/doctors/{doctorId}/weekly-hours'))
    .input(ReplaceWeeklyHours)
    .output(CalendarChanged)
    .mutation(({ ctx, input }) => ctx.services.clinic.replaceWeeklyHours(ctx.actor, input)),
  setDateException: guarded('clinic.write', rest('PUT', '/clinic/doctors/{doctorId}/exceptions/{date}'))
    .input(SetDateException)
    .output(CalendarChanged)
    .mutation(({ ctx, input }) => ctx.services.clinic.setDateException(ctx.actor, input)),
  removeDateException: guarded('clinic.write', rest('DELETE', '/clinic/doctors/{doctorId}/exceptions/{date}'))
    .input(RemoveDateException)
    .output(CalendarChanged)
    .mutation(({ ctx, input }) => ctx.services.clinic.removeDateException(ctx.actor, input)),
  addTimeOff: guarded('clinic.write', restCreate('/clinic/doctors/{doctorId}/time-off'))
    .input(AddTimeOff)
    .output(CalendarChanged)
    .mutation(({ ctx, input }) => ctx.services.clinic.addTimeOff(ctx.actor, input)),
  removeTimeOff: guarded('clinic.write', rest('DELETE', '/clinic/doctors/{doctorId}/time-off/{id}'))
    .input(RemoveTimeOff)
    .output(CalendarChanged)
    .mutation(({ ctx, input }) => ctx.services.clinic.removeTimeOff(ctx.actor, input)),
  removeClosure: guarded('clinic.write', rest('DELETE', '/clinic/closures/{id}'))
    .input(RemoveClosure)
    .output(CalendarChanged)
    .mutation(({ ctx, input }) => ctx.services.clinic.removeClosure(ctx.actor, input)),
  addClosure: guarded('clinic.write', restCreate('/clinic/closures'))
    .input(AddClosure)
    .output(CalendarChanged)
    .mutation(({ ctx, input }) => ctx.services.clinic.addClosure(ctx.actor, input)),
});
