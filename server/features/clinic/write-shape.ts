import type {
  AppointmentTypeDto,
  CreateAppointmentType,
  CreateDoctor,
  CreateRoom,
  CreateSpecialization,
  DoctorDto,
  RoomDto,
  SettingsDto,
  SpecializationDto,
  UpdateAppointmentType,
  UpdateDoctor,
  UpdateSettings,
} from '../../../shared/contracts/clinic.ts';
import type { RenameSpecialization, UpdateRoom } from '../../../shared/contracts/clinic-calendar.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppointmentTypeId, DoctorId, RoomId, SpecializationId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Flag } from '../../db/schema.ts';
import type { Query } from '../../db/transact.ts';
import type { Ids } from '../../lib/ids.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AuditEntry } from '../audit/audit.repo.ts';
import * as repo from './clinic.repo.ts';
import type { ClinicSnapshot } from './clinic-snapshot.ts';
import type { ClinicDeps, ClinicWriter } from './clinic-writer.ts';

type Deps = { readonly writer: ClinicWriter; readonly ids: Ids };
type SettingsDeps = Deps & Pick<ClinicDeps, 'confirmPassword'>;

/** With the password again: they bind everybody who works here and everybody who comes. */
export async function updateSettings(
  deps: SettingsDeps,
  actor: Actor,
  input: UpdateSettings,
): Promise<SettingsDto> {
  authorize(actor, 'clinic.write');
  const confirmed = await deps.confirmPassword(actor, input.password);
  const { current, write } = deps.writer;
  const changedFields = Object.keys(input.changes);
  const entry: AuditEntry = { action: 'U', subtype: 'clinic.updateSettings', changedFields };
  return write({ actor, entry, seen: input.touched, within: confirmed }, async ({ q }, at) => {
    const before = await current(q);
    if (before.revision !== input.expectedRevision) {
      throw new AppError('stale_version', {
        current: { settings: before.settings, revision: before.revision },
      });
    }
    await repo.writeSettings(q, input.changes, at);
    const { settings, revision } = await current(q);
    return { settings, revision };
  });
}

export function createSpecialization(
  deps: Deps,
  actor: Actor,
  input: CreateSpecialization,
): Promise<SpecializationDto> {
  return deps.writer.create({ actor, input, what: 'createSpecialization' }, async (q) => {
    const row = { id: deps.ids.next<SpecializationId>(), name: input.name };
    await repo.insertSpecialization(q, row);
    return row;
  });
}

export function createRoom(
  deps: Deps,
  actor: Actor,
  input: CreateRoom,
): Promise<{ id: RoomId; name: string }> {
  return deps.writer.create({ actor, input, what: 'createRoom' }, async (q) => {
    const row = { id: deps.ids.next<RoomId>(), name: input.name };
    await repo.insertRoom(q, { ...row, isActive: 1 });
    return row;
  });
}

export function createDoctor(deps: Deps, actor: Actor, input: CreateDoctor): Promise<DoctorDto> {
  return deps.writer.create({ actor, input, what: 'createDoctor' }, async (q, at) => {
    const { requestId: _, specializationIds, isActive, isOverbookingAllowed, ...rest } = input;
    const fields = { ...rest, languages: JSON.stringify(rest.languages) };
    const id = deps.ids.next<DoctorId>();
    const flags = { isActive: flag(isActive), isOverbookingAllowed: flag(isOverbookingAllowed) };
    const stamps = { source: null, sourceId: null, version: 1, createdAt: at, updatedAt: at };
    await repo.insertDoctor(q, { id, ...fields, ...flags, ...stamps });
    await repo.replaceDoctorSpecializations(q, id, specializationIds);
    return getDoctor(await deps.writer.current(q), id);
  });
}

export function updateDoctor(deps: Deps, actor: Actor, input: UpdateDoctor): Promise<DoctorDto> {
  const { current, write } = deps.writer;
  const act = { actor, entry: edit('clinic.updateDoctor', input), seen: input.touched };
  return write(act, async ({ q }, at) => {
    const before = getDoctor(await current(q), input.id);
    if (!(await putDoctor(q, input, at))) throw new AppError('stale_version', { current: before });
    return getDoctor(await current(q), input.id);
  });
}

/** False when it has moved on from the version the change was made on. */
export async function putDoctor(q: Query, input: UpdateDoctor, at: Instant): Promise<boolean> {
  const { specializationIds, isActive, isOverbookingAllowed, languages, ...fields } = input.changes;
  const changes = {
    ...fields,
    ...(languages !== undefined && { languages: JSON.stringify(languages) }),
    ...(isActive !== undefined && { isActive: flag(isActive) }),
    ...(isOverbookingAllowed !== undefined && { isOverbookingAllowed: flag(isOverbookingAllowed) }),
    updatedAt: at,
  };
  if (!(await repo.updateDoctor(q, input, changes))) return false;
  if (specializationIds !== undefined) {
    await repo.replaceDoctorSpecializations(q, input.id, specializationIds);
  }
  return true;
}

export function createType(
  deps: Deps,
  actor: Actor,
  input: CreateAppointmentType,
): Promise<AppointmentTypeDto> {
  return deps.writer.create({ actor, input, what: 'createType' }, async (q, at) => {
    const { requestId: _, doctorIds, isOnline, isActive, ...fields } = input;
    const id = deps.ids.next<AppointmentTypeId>();
    const flags = { isOnline: flag(isOnline), isActive: flag(isActive) };
    await repo.insertType(q, { id, ...fields, ...flags, version: 1, createdAt: at, updatedAt: at });
    await repo.replaceTypeDoctors(q, id, doctorIds);
    return getType(await deps.writer.current(q), id);
  });
}

export function updateType(
  deps: Deps,
  actor: Actor,
  input: UpdateAppointmentType,
): Promise<AppointmentTypeDto> {
  const { current, write } = deps.writer;
  const act = { actor, entry: edit('clinic.updateType', input), seen: input.touched };
  return write(act, async ({ q }, at) => {
    const before = getType(await current(q), input.id);
    if (!(await putType(q, input, at))) throw new AppError('stale_version', { current: before });
    return getType(await current(q), input.id);
  });
}

/** False when it has moved on from the version the change was made on. */
export async function putType(q: Query, input: UpdateAppointmentType, at: Instant): Promise<boolean> {
  const { doctorIds, isOnline, isActive, ...fields } = input.changes;
  const changes = {
    ...fields,
    ...(isOnline !== undefined && { isOnline: flag(isOnline) }),
    ...(isActive !== undefined && { isActive: flag(isActive) }),
    updatedAt: at,
  };
  if (!(await repo.updateType(q, input, changes))) return false;
  if (doctorIds !== undefined) await repo.replaceTypeDoctors(q, input.id, doctorIds);
  return true;
}

/** What was booked into a room that is given up finds another one when it goes in. */
export function updateRoom(deps: Deps, actor: Actor, input: UpdateRoom): Promise<RoomDto> {
  const { id, touched: seen, ...changes } = input;
  const object = { objectType: 'room', objectId: id, changedFields: Object.keys(changes) };
  const entry = { action: 'U', subtype: 'clinic.updateRoom', ...object } as const;
  return deps.writer.write({ actor, entry, seen }, async ({ q }) => {
    await putRoom(q, input);
    const room = (await deps.writer.current(q)).rooms.get(id);
    if (room === undefined) throw new AppError('not_found');
    return room;
  });
}

export async function putRoom(q: Query, { id, name, isActive }: UpdateRoom): Promise<void> {
  const columns = {
    ...(name !== undefined && { name }),
    ...(isActive !== undefined && { isActive: flag(isActive) }),
  };
  if (Object.keys(columns).length > 0 && !(await repo.updateRoom(q, id, columns)))
    throw new AppError('not_found');
}

export function renameSpecialization(
  deps: Deps,
  actor: Actor,
  { id, name }: RenameSpecialization,
): Promise<SpecializationDto> {
  const object = { objectType: 'specialization', objectId: id };
  const entry = { action: 'U', subtype: 'clinic.renameSpecialization', ...object } as const;
  return deps.writer.write({ actor, entry }, async ({ q }) => {
    if (!(await repo.renameSpecialization(q, id, name))) throw new AppError('not_found');
    return { id, name };
  });
}

function edit(subtype: string, input: { id: string; changes: object }): AuditEntry {
  return { action: 'U', subtype, objectId: input.id, changedFields: Object.keys(input.changes) };
}

function getDoctor(snapshot: ClinicSnapshot, id: DoctorId): DoctorDto {
  const doctor = snapshot.doctors.get(id);
  if (doctor === undefined) throw new AppError('not_found');
  return doctor;
}

function getType(snapshot: ClinicSnapshot, id: AppointmentTypeId): AppointmentTypeDto {
  const type = snapshot.types.get(id);
  if (type === undefined) throw new AppError('not_found');
  return type;
}

function flag(is: boolean): Flag {
  return is ? 1 : 0;
}
