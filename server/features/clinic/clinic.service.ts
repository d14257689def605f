import type {
  AddClosure,
  AddTimeOff,
  ClinicOverview,
  CreateAppointmentType,
  CreateDoctor,
  CreateRoom,
  CreateSpecialization,
  ReplaceWeeklyHours,
  SetDateException,
  UpdateAppointmentType,
  UpdateDoctor,
  UpdateSettings,
} from '../../../shared/contracts/clinic.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicSnapshot } from './clinic-snapshot.ts';
import { type ClinicDeps, createClinicWriter } from './clinic-writer.ts';
import * as calendar from './write-calendar.ts';
import * as shape from './write-shape.ts';

export type ClinicService = ReturnType<typeof createClinic>;

/** The clinic's shape and calendar: read by everyone signed in, written by the admin. */
export function createClinic(deps: ClinicDeps) {
  const writer = createClinicWriter(deps);
  const parts = { writer, ids: deps.ids };
  return {
    /** The shape as of a transaction; cheap while nothing has changed. */
    current: writer.current,
    overview: () => overview(deps.db, writer.current),
    updateSettings: (actor: Actor, input: UpdateSettings) => shape.updateSettings(parts, actor, input),
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
    addClosure: (actor: Actor, input: AddClosure) => calendar.addClosure(parts, actor, input),
  };
}

async function overview(db: Db, current: (q: Query) => Promise<ClinicSnapshot>): Promise<ClinicOverview> {
  const { settings, revision, specializations, rooms, doctors, types } = await db.read(current);
  return {
    settings,
    revision,
    specializations: [...specializations],
    rooms: [...rooms.values()],
    doctors: [...doctors.values()],
    types: [...types.values()],
  };
}
