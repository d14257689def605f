import type {
  AddClosure,
  AddTimeOff,
  ChangeOwnDoctor,
  CreateAppointmentType,
  CreateDoctor,
  CreateRoom,
  CreateSpecialization,
  ListAppointmentTypes,
  ListDoctors,
  ListSpecializations,
  ReplaceOwnDoctor,
  ReplaceWeeklyHours,
  SetDateException,
  UpdateAppointmentType,
  UpdateDoctor,
  UpdateSettings,
} from '../../../shared/contracts/clinic.ts';
import type {
  DoctorCalendarInput,
  ListClosures,
  PreviewChange,
  RemoveClosure,
  RemoveDateException,
  RemoveTimeOff,
  RenameSpecialization,
  UpdateRoom,
} from '../../../shared/contracts/clinic-calendar.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from './clinic-snapshot.ts';
import { type ClinicDeps, createClinicWriter } from './clinic-writer.ts';
import * as lists from './list-clinic.ts';
import { editOwnDoctor, getOwnDoctor } from './own-doctor.ts';
import { lookAhead, previewChange } from './preview-change.ts';
import { listClosures, readDoctorCalendar } from './read-calendar.ts';
import { readinessOf } from './readiness.ts';
import { createStrandedVisits } from './stranded-visits.ts';
import { dropTimeOff, takeTimeOff, type TimeOffAct } from './take-time-off.ts';
import * as calendar from './write-calendar.ts';
import * as shape from './write-shape.ts';

export type ClinicService = ReturnType<typeof createClinic>;

/** The clinic's shape and calendar: read by everyone signed in, written by the admin. */
export function createClinic(deps: ClinicDeps) {
  const writer = createClinicWriter(deps);
  const parts = { writer, ids: deps.ids };
  const stranded = createStrandedVisits(writer);
  const readers = { db: deps.db, clock: deps.clock, current: writer.current };
  const read = async <T>(of: (snapshot: ClinicSnapshot) => T): Promise<T> =>
    of(await deps.db.read(writer.current));
  return {
    /** The shape as of a transaction; cheap while nothing has changed. */
    current: writer.current,
    /** Coming visits that were booked on what is no longer so. */
    strandedVisits: stranded.list,
    overview: (actor: Actor) =>
      read((snapshot) => lists.overviewOf(snapshot, actor, deps.networkAddress?.() ?? null)),
    readiness: (actor: Actor) => {
      authorize(actor, 'clinic.write');
      const now = deps.clock.now();
      return read((snapshot) => readinessOf(snapshot, civilDateOf(now, snapshot.settings.timeZone)));
    },
    listDoctors: (actor: Actor, input: ListDoctors) =>
      read((snapshot) => lists.listDoctors(snapshot, actor, input)),
    getDoctor: (actor: Actor, id: DoctorId) => read((snapshot) => lists.getDoctor(snapshot, actor, id)),
    ownDoctor: (actor: Actor) => read((snapshot) => getOwnDoctor(snapshot, actor)),
    editOwnDoctor: (actor: Actor, input: ReplaceOwnDoctor | ChangeOwnDoctor) =>
      editOwnDoctor({ writer, clock: deps.clock }, actor, input),
    listTypes: (actor: Actor, input: ListAppointmentTypes) =>
      read((snapshot) => lists.listTypes(snapshot, actor, input)),
    listSpecializations: (input: ListSpecializations) =>
      read((snapshot) => lists.listSpecializations(snapshot, input)),
    updateSettings: (actor: Actor, input: UpdateSettings) =>
      shape.updateSettings({ ...parts, confirmPassword: deps.confirmPassword }, actor, input),
    createSpecialization: (actor: Actor, input: CreateSpecialization) =>
      shape.createSpecialization(parts, actor, input),
    createRoom: (actor: Actor, input: CreateRoom) => shape.createRoom(parts, actor, input),
    createDoctor: (actor: Actor, input: CreateDoctor) => shape.createDoctor(parts, actor, input),
    updateDoctor: (actor: Actor, input: UpdateDoctor) => shape.updateDoctor(parts, actor, input),
    createType: (actor: Actor, input: CreateAppointmentType) => shape.createType(parts, actor, input),
    updateType: (actor: Actor, input: UpdateAppointmentType) => shape.updateType(parts, actor, input),
    replaceWeeklyHours: (actor: Actor, input: ReplaceWeeklyHours) =>
      calendar.replaceWeeklyHours(parts, actor, input),
    setDateException: (actor: Actor, input: SetDateException) =>
      calendar.setDateException(parts, actor, input),
    addTimeOff: (actor: Actor, input: AddTimeOff) => calendar.addTimeOff(parts, actor, input),
    removeDateException: (actor: Actor, input: RemoveDateException) =>
      calendar.removeDateException(parts, actor, input),
    removeTimeOff: (actor: Actor, input: RemoveTimeOff) => calendar.removeTimeOff(parts, actor, input),
    removeClosure: (actor: Actor, input: RemoveClosure) => calendar.removeClosure(parts, actor, input),
    updateRoom: (actor: Actor, input: UpdateRoom) => shape.updateRoom(parts, actor, input),
    renameSpecialization: (actor: Actor, input: RenameSpecialization) =>
      shape.renameSpecialization(parts, actor, input),
    doctorCalendar: (actor: Actor, { doctorId }: DoctorCalendarInput) =>
      readDoctorCalendar(readers, actor, doctorId),
    listClosures: (actor: Actor, input: ListClosures) => listClosures(readers, actor, input),
    previewChange: (actor: Actor, input: PreviewChange) =>
      previewChange({ ...readers, writer }, actor, input),
    /** For a feature that asks by itself whether somebody may. */
    lookAhead: (input: PreviewChange) => lookAhead({ ...readers, writer }, input),
    changeHours: (act: calendar.HoursAct, hoursOf: calendar.HoursOf) =>
      calendar.changeHours(parts, act, hoursOf),
    takeTimeOff: <T>(act: TimeOffAct, run: Parameters<typeof takeTimeOff<T>>[2]) =>
      takeTimeOff(writer, act, run),
    dropTimeOff,
    addClosure: (actor: Actor, input: AddClosure) => calendar.addClosure(parts, actor, input),
  };
}
