import type {
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
import { contains } from '../../../shared/domain/intervals.ts';
import { isAllowed } from '../../../shared/domain/policy.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { AppointmentTypeId, DoctorId, RoomId, SpecializationId } from '../../../shared/ids.ts';
import type { CivilDate, LocalTime } from '../../../shared/time/civil-date.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import { type Instant, toInstant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Flag } from '../../db/schema.ts';
import type { Db, Query, Transaction } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Ids } from '../../lib/ids.ts';
import type { Actor } from '../../trpc/context.ts';
import { type AuditEntry, recordAudit } from '../audit/audit.repo.ts';
import * as repo from './clinic.repo.ts';
import { type ClinicSnapshot, createSnapshot } from './clinic-snapshot.ts';

type Deps = { readonly db: Db; readonly clock: Clock; readonly ids: Ids };
export type ClinicService = ReturnType<typeof createClinic>;

/** The clinic's shape and calendar: read by everyone signed in, written by the admin. */
export function createClinic(deps: Deps) {
  const { db } = deps;
  let remembered: ClinicSnapshot | undefined;

  /** The shape as of this very transaction: the revision row tells when the remembered one is old. */
  async function current(q: Query): Promise<ClinicSnapshot> {
    const revision = await repo.readRevision(q);
    if (remembered?.revision === revision) return remembered;
    remembered = createSnapshot(revision, await repo.readStoredSettings(q), await repo.readShape(q));
    return remembered;
  }

  /** One write of the admin: authorized, audited, announced. */
  async function write<T>(
    actor: Actor,
    entry: AuditEntry,
    act: (tx: Transaction, at: Instant) => Promise<T>,
  ): Promise<T> {
    if (!isAllowed(actor.role, 'clinic.write', ['clinic'])) throw new AppError('forbidden');
    const at = deps.clock.now();
    try {
      return await db.transact(async (tx) => {
        const result = await act(tx, at);
        await recordAudit(tx.q, actor, at, entry);
        tx.emit({ type: 'clinic.changed', revision: await repo.readRevision(tx.q) });
        return result;
      });
    } catch (error) {
      // The revision read inside was rolled back; the next one to use its number will mean something else.
      remembered = undefined;
      throw error;
    }
  }

  /** A create of the admin, done once per request id. */
  function create<T>(
    actor: Actor,
    input: { requestId: string },
    what: string,
    act: (q: Query, at: Instant) => Promise<T>,
  ) {
    return write(actor, { action: 'C', subtype: `clinic.${what}`, objectType: what }, ({ q }, at) => {
      const call = {
        actorId: actor.userId,
        requestId: input.requestId,
        operation: `clinic.${what}`,
        input,
        at,
      };
      return once(q, call, () => act(q, at));
    });
  }

  /** A change of somebody's hours, answered with how many future visits it leaves outside them. */
  function changeCalendar(
    actor: Actor,
    what: string,
    doctorId: DoctorId | null,
    act: (q: Query) => Promise<void>,
  ) {
    return write(
      actor,
      { action: 'U', subtype: `clinic.${what}`, objectId: doctorId ?? undefined },
      async ({ q }, at) => {
        if (doctorId !== null && !(await current(q)).doctors.has(doctorId)) throw new AppError('not_found');
        await act(q);
        return await calendarChanged(q, doctorId, at);
      },
    );
  }

  async function calendarChanged(q: Query, doctorId: DoctorId | null, at: Instant): Promise<CalendarChanged> {
    const snapshot = await current(q);
    const future = await repo.listFutureBlocking(q, at, doctorId);
    const outside = future.filter((visit) => {
      const date = civilDateOf(visit.startsAt, snapshot.settings.timeZone);
      const { open } = snapshot.hoursOn(visit.doctorId, date);
      return !open.some((hours) => contains(hours, { start: visit.startsAt, end: visit.endsAt }));
    });
    return { revision: snapshot.revision, affectedCount: outside.length };
  }

  return {
    current,

    async overview(): Promise<ClinicOverview> {
      const snapshot = await db.read(current);
      return {
        settings: snapshot.settings,
        revision: snapshot.revision,
        specializations: [...snapshot.specializations],
        rooms: [...snapshot.rooms.values()],
        doctors: [...snapshot.doctors.values()],
        types: [...snapshot.types.values()],
      };
    },

    updateSettings: (actor: Actor, input: UpdateSettings): Promise<SettingsDto> => {
      const changedFields = Object.keys(input.changes);
      return write(
        actor,
        { action: 'U', subtype: 'clinic.updateSettings', changedFields },
        async ({ q }, at) => {
          const before = await current(q);
          if (before.revision !== input.expectedRevision) {
            throw new AppError('stale_version', {
              current: { settings: before.settings, revision: before.revision },
            });
          }
          await repo.writeSettings(q, input.changes, at);
          const { settings, revision } = await current(q);
          return { settings, revision };
        },
      );
    },

    createSpecialization: (actor: Actor, input: CreateSpecialization): Promise<SpecializationDto> =>
      create(actor, input, 'createSpecialization', async (q) => {
        const row = { id: deps.ids.next<SpecializationId>(), name: input.name };
        await repo.insertSpecialization(q, row);
        return row;
      }),

    createRoom: (actor: Actor, input: CreateRoom): Promise<{ id: RoomId; name: string }> =>
      create(actor, input, 'createRoom', async (q) => {
        const row = { id: deps.ids.next<RoomId>(), name: input.name };
        await repo.insertRoom(q, row);
        return row;
      }),

    createDoctor: (actor: Actor, input: CreateDoctor): Promise<DoctorDto> =>
      create(actor, input, 'createDoctor', async (q, at) => {
        const { requestId: _, specializationIds, isActive, isOverbookingAllowed, ...fields } = input;
        const id = deps.ids.next<DoctorId>();
        const flags = { isActive: flag(isActive), isOverbookingAllowed: flag(isOverbookingAllowed) };
        const stamps = { source: null, sourceId: null, version: 1, createdAt: at, updatedAt: at };
        await repo.insertDoctor(q, { id, ...fields, ...flags, ...stamps });
        await repo.replaceDoctorSpecializations(q, id, specializationIds);
        return getDoctor(await current(q), id);
      }),

    updateDoctor: (actor: Actor, input: UpdateDoctor): Promise<DoctorDto> =>
      write(actor, edit('clinic.updateDoctor', input), async ({ q }, at) => {
        const before = getDoctor(await current(q), input.id);
        const { specializationIds, isActive, isOverbookingAllowed, ...fields } = input.changes;
        const changes = {
          ...fields,
          ...(isActive !== undefined && { isActive: flag(isActive) }),
          ...(isOverbookingAllowed !== undefined && { isOverbookingAllowed: flag(isOverbookingAllowed) }),
          updatedAt: at,
        };
        if (!(await repo.updateDoctor(q, input, changes)))
          throw new AppError('stale_version', { current: before });
        if (specializationIds !== undefined)
          await repo.replaceDoctorSpecializations(q, input.id, specializationIds);
        return getDoctor(await current(q), input.id);
      }),

    createType: (actor: Actor, input: CreateAppointmentType): Promise<AppointmentTypeDto> =>
      create(actor, input, 'createType', async (q, at) => {
        const { requestId: _, doctorIds, isOnline, isActive, ...fields } = input;
        const id = deps.ids.next<AppointmentTypeId>();
        const flags = { isOnline: flag(isOnline), isActive: flag(isActive) };
        await repo.insertType(q, { id, ...fields, ...flags, version: 1, createdAt: at, updatedAt: at });
        await repo.replaceTypeDoctors(q, id, doctorIds);
        return getType(await current(q), id);
      }),

    updateType: (actor: Actor, input: UpdateAppointmentType): Promise<AppointmentTypeDto> =>
      write(actor, edit('clinic.updateType', input), async ({ q }, at) => {
        const before = getType(await current(q), input.id);
        const { doctorIds, isOnline, isActive, ...fields } = input.changes;
        const changes = {
          ...fields,
          ...(isOnline !== undefined && { isOnline: flag(isOnline) }),
          ...(isActive !== undefined && { isActive: flag(isActive) }),
          updatedAt: at,
        };
        if (!(await repo.updateType(q, input, changes)))
          throw new AppError('stale_version', { current: before });
        if (doctorIds !== undefined) await repo.replaceTypeDoctors(q, input.id, doctorIds);
        return getType(await current(q), input.id);
      }),

    replaceWeeklyHours: (actor: Actor, input: ReplaceWeeklyHours): Promise<CalendarChanged> =>
      changeCalendar(actor, 'replaceWeeklyHours', input.doctorId, async (q) => {
        const hours = input.hours.map((h) => ({
          ...h,
          startTime: h.startTime as LocalTime,
          endTime: h.endTime as LocalTime,
          validFrom: h.validFrom as CivilDate,
          validTo: h.validTo as CivilDate | null,
        }));
        if (hasOverlap(hours)) throw invalidField('hours', 'two openings of one weekday overlap');
        await repo.replaceWeeklyHours(q, input.doctorId, hours);
      }),

    setDateException: (actor: Actor, input: SetDateException): Promise<CalendarChanged> =>
      changeCalendar(actor, 'setDateException', input.doctorId, async (q) => {
        const key = { doctorId: input.doctorId, date: input.date as CivilDate };
        const open = input.open.map((h) => ({
          kind: 'open' as const,
          startTime: h.startTime as LocalTime,
          endTime: h.endTime as LocalTime,
        }));
        const closed = { kind: 'closed' as const, startTime: null, endTime: null };
        await repo.replaceDateException(q, key, open.length === 0 ? [closed] : open);
      }),

    addTimeOff: (actor: Actor, input: AddTimeOff): Promise<CalendarChanged> => {
      const { requestId: _, ...row } = input;
      return changeCalendar(actor, 'addTimeOff', input.doctorId, async (q) => {
        const span = { startsAt: toInstant(row.startsAt), endsAt: toInstant(row.endsAt) };
        const call = {
          actorId: actor.userId,
          requestId: input.requestId,
          operation: 'clinic.addTimeOff',
          input,
          at: deps.clock.now(),
        };
        await once(q, call, async () => {
          await repo.insertTimeOff(q, { ...row, ...span });
          return true;
        });
      });
    },

    addClosure: (actor: Actor, input: AddClosure): Promise<CalendarChanged> =>
      changeCalendar(actor, 'addClosure', null, async (q) => {
        const row = {
          name: input.name,
          startsOn: input.startsOn as CivilDate,
          endsOn: input.endsOn as CivilDate,
        };
        const call = {
          actorId: actor.userId,
          requestId: input.requestId,
          operation: 'clinic.addClosure',
          input,
          at: deps.clock.now(),
        };
        await once(q, call, async () => {
          await repo.insertClosure(q, row);
          return true;
        });
      }),
  };
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

type Hours = ReplaceWeeklyHours['hours'][number];

function hasOverlap(hours: readonly Hours[]): boolean {
  const clash = (a: Hours, b: Hours) =>
    a.kind === b.kind &&
    a.weekday === b.weekday &&
    a.startTime < b.endTime &&
    b.startTime < a.endTime &&
    (b.validTo === null || a.validFrom <= b.validTo) &&
    (a.validTo === null || b.validFrom <= a.validTo);
  return hours.some((a, index) => hours.slice(index + 1).some((b) => clash(a, b)));
}

function flag(is: boolean): Flag {
  return is ? 1 : 0;
}
