import type {
  ListSlots,
  NextOpenings,
  Openings,
  SlotDto,
  SlotList,
} from '../../../shared/contracts/schedule.ts';
import type { AppointmentTypeDto, DoctorDto } from '../../../shared/contracts/clinic.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import { AppError, invalidField } from '../../../shared/errors.ts';
import type { AppointmentId, DoctorId, PatientId, RoomId } from '../../../shared/ids.ts';
import { addDays, type CivilDate, daysBetween } from '../../../shared/time/civil-date.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import { addMinutes, epochMs, type Instant } from '../../../shared/time/instant.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { authorize, mayByItself } from '../../policy/decide.ts';
import { scopeFor } from '../../policy/scope.ts';
import type { Actor } from '../../trpc/context.ts';
import type { ClinicService } from '../clinic/clinic.service.ts';
import type { HoldsService } from '../holds/holds.service.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { BusyIndex, cellStart } from './busy-index.ts';
import { createSearch, searchRange } from './find-openings.ts';
import { type BusyRow, type Resource, readPatientBusy } from './schedule.repo.ts';
import { searchDays } from './search-days.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly clinic: ClinicService;
  readonly holds: Pick<HoldsService, 'spansOf'>;
};
export type ScheduleService = ReturnType<typeof createSchedule>;

const MAX_SLOT_DAYS = 31;
const WARM_DAYS = 45;
const FAR_FUTURE = '2999-12-30T00:00:00.000Z' as Instant;

const NEAREST_SHOWN = 4;
const NEAREST_DAYS = 7;
const NEAREST_OF_EACH = 2;

type WantedSlot = {
  readonly doctorId: DoctorId;
  readonly appointmentTypeId: AppointmentTypeDto['id'];
  readonly startsAt: Instant;
  readonly durationMin?: number;
  /** Where slots may not lie: at the patient's other visits, and at those that are being planned. */
  readonly avoiding?: { readonly patientId: PatientId; readonly planned: readonly Interval[] };
};

type Search = {
  readonly doctors: readonly DoctorDto[];
  readonly from: CivilDate;
  readonly to: CivilDate;
  readonly type: AppointmentTypeDto;
  readonly within?: { start: string; end: string };
  readonly limit: number;
  readonly isSpread?: boolean;
  /** Whose other visits are in the way; without it the asking patient's own. */
  readonly patientId?: PatientId | undefined;
  readonly planned?: readonly Interval[] | undefined;
  readonly moving?: MovingVisit | undefined;
};

type VisitToMove = MovingVisit & {
  readonly doctorId: DoctorId;
  readonly appointmentTypeId: AppointmentTypeDto['id'];
  readonly startsAt: Instant;
  readonly durationMin: number;
  readonly from: string;
  readonly to: string;
};

type MovingVisit = {
  readonly exceptId: AppointmentId;
  /** Left out, the doctor's own. */
  readonly roomId: RoomId | null | undefined;
};

/** What other features may ask beside what a screen may. */
type WantedOpenings = NextOpenings & {
  readonly patientId?: PatientId | undefined;
  /** Times of the wall clock, instead of a part of the day. */
  readonly within?: { start: string; end: string } | undefined;
};

/** A visit may be longer or shorter than visits of its kind are. */
function asLongAs(type: AppointmentTypeDto, durationMin = type.durationMin): AppointmentTypeDto {
  return { ...type, durationMin };
}

function byDistance(slots: readonly SlotDto[], wanted: Instant): SlotDto[] {
  // Measured once each: a search may find hundreds, and reading a time is slower than comparing two.
  const wantedMs = epochMs(wanted);
  return slots
    .map((slot) => ({ slot, awayMs: Math.abs(epochMs(slot.startsAt as Instant) - wantedMs) }))
    .sort((a, b) => a.awayMs - b.awayMs)
    .map(({ slot }) => slot);
}

function byTime(a: SlotDto, b: SlotDto): number {
  return a.startsAt < b.startsAt ? -1 : 1;
}

/** The nearest first; of one that is taken up with a nearer one only what comes after it. */
function nearestOf(slots: readonly SlotDto[], wanted: Instant): SlotDto[] {
  const kept: SlotDto[] = [];
  for (const slot of byDistance(slots, wanted)) {
    if (kept.length === NEAREST_SHOWN) break;
    const isOther = kept.every(({ startsAt, endsAt }) => slot.endsAt <= startsAt || endsAt <= slot.startsAt);
    if (isOther) kept.push(slot);
  }
  return kept;
}

/** Computed availability: slots are never stored. */
export function createSchedule(deps: Deps) {
  const index = new BusyIndex();
  deps.db.onCommit((events) => {
    for (const event of events) {
      if (event.type !== 'occupancy.changed') continue;
      index.drop({ kind: 'doctor', id: event.doctorId }, event);
      if (event.roomId !== null) index.drop({ kind: 'room', id: event.roomId }, event);
    }
  });

  async function search(q: Query, actor: Actor, wanted: Search): Promise<SlotDto[][]> {
    const { moving } = wanted;
    const doctors = wanted.doctors.map(({ id, room }) => ({
      doctorId: id,
      roomId: moving?.roomId === undefined ? (room?.id ?? null) : moving.roomId,
    }));
    const snapshot = await deps.clinic.current(q);
    const rules = rulesFor(actor, snapshot, deps.clock.now());
    const range = searchRange(wanted.from, wanted.to, snapshot.settings.timeZone);
    const busy = moving === undefined ? index : new BusyIndex(moving);
    await busy.load(q, resourcesOf(doctors), range);
    const frame = { start: cellStart(range.from), end: cellStart(range.to) };
    const patientId = wanted.patientId ?? actor.patientId;
    const exceptId = moving?.exceptId;
    const own = patientId === null ? [] : await readPatientBusy(q, { patientId, exceptId }, frame);
    const elsewhere = [...own, ...(wanted.planned ?? [])];
    const { type, limit, isSpread = false } = wanted;
    const days = searchDays({ ...wanted, ...rules }, snapshot.settings.timeZone);
    const query = { type, limit, isSpread, days, elsewhere, gridMin: rules.gridMin };
    const openingsOf = createSearch(snapshot, busy, query);
    // Staff see what is held and may go ahead; patients are not offered it.
    const isStaff = mayByItself(actor, 'appointment.staffRules', {});
    const heldOf = (id: DoctorId) =>
      isStaff ? [] : deps.holds.spansOf(id).map((held) => aroundOf(held, type));
    return doctors.map((doctor) => openingsOf({ ...doctor, held: heldOf(doctor.doctorId) }));
  }

  /** Of each doctor, the nearest first: of that day, or else of the week after. */
  async function nearestBy(
    q: Query,
    actor: Actor,
    { wanted, doctors }: { wanted: WantedSlot; doctors: readonly DoctorDto[] },
  ): Promise<SlotDto[][]> {
    const snapshot = await deps.clinic.current(q);
    const type = snapshot.types.get(wanted.appointmentTypeId);
    if (type === undefined || doctors.length === 0) return [];
    const day = civilDateOf(wanted.startsAt, snapshot.settings.timeZone);
    const asked = { type: asLongAs(type, wanted.durationMin), ...wanted.avoiding };
    const all = Number.POSITIVE_INFINITY;
    const sameDay = await search(q, actor, { ...asked, doctors, from: day, to: day, limit: all });
    const near = sameDay.map((slots) => nearestOf(slots, wanted.startsAt));
    const late = doctors.filter((_, at) => (near[at]?.length ?? 0) < NEAREST_SHOWN);
    if (late.length === 0) return near;
    const week = { from: addDays(day, 1), to: addDays(day, NEAREST_DAYS), limit: NEAREST_SHOWN };
    const later = await search(q, actor, { ...asked, ...week, doctors: late, isSpread: true });
    return doctors.map((doctor, at) =>
      [...(near[at] ?? []), ...(later[late.indexOf(doctor)] ?? [])].slice(0, NEAREST_SHOWN),
    );
  }

  /** All of one doctor, none where the type is not offered by them. */
  async function freeTimes(
    q: Query,
    actor: Actor,
    asked: Pick<Search, 'from' | 'to' | 'type' | 'moving'> & { readonly doctorId: DoctorId },
  ): Promise<SlotDto[]> {
    const { doctorId, from, to, type, moving } = asked;
    const doctor = (await deps.clinic.current(q)).doctors.get(doctorId);
    if (doctor === undefined) throw new AppError('not_found');
    const doctors = doctor.isActive && type.doctorIds.includes(doctor.id) ? [doctor] : [];
    const limit = Number.POSITIVE_INFINITY;
    const [slots = []] = await search(q, actor, { doctors, from, to, type, moving, limit });
    return slots;
  }

  return {
    /** Loads the coming weeks of every doctor, so that the first search is as fast as the next. */
    async warmUp(): Promise<void> {
      await deps.db.read(async (q) => {
        const snapshot = await deps.clinic.current(q);
        const today = civilDateOf(deps.clock.now(), snapshot.settings.timeZone);
        const doctors = [...snapshot.doctors.values()].filter((doctor) => doctor.isActive);
        await index.load(
          q,
          resourcesOf(doctors.map(({ id, room }) => ({ doctorId: id, roomId: room?.id ?? null }))),
          searchRange(today, addDays(today, WARM_DAYS), snapshot.settings.timeZone),
        );
      });
    },

    /** What a wanted visit would take of the doctor and the room. */
    busyOf(wanted: WantedSlot, type: AppointmentTypeDto | undefined): BusyRow {
      const endsAt = addMinutes(wanted.startsAt, wanted.durationMin ?? type?.durationMin ?? 0);
      return {
        busyStart: addMinutes(wanted.startsAt, -(type?.bufferBeforeMin ?? 0)),
        busyEnd: addMinutes(endsAt, type?.bufferAfterMin ?? 0),
      };
    },

    /**
     * Up to four free times nearest to a refused one, as long as it and each of them another, in order of time: of
     * that day, or else of the week after.
     */
    async nearest(q: Query, actor: Actor, wanted: WantedSlot): Promise<SlotDto[]> {
      const doctor = (await deps.clinic.current(q)).doctors.get(wanted.doctorId);
      if (doctor === undefined || !doctor.isActive) return [];
      const [near = []] = await nearestBy(q, actor, { wanted, doctors: [doctor] });
      return near.toSorted(byTime);
    },

    /**
     * The same with others of the doctor's specializations whom this actor may book, up to four in all and no more
     * than two with one of them.
     */
    async nearestElsewhere(q: Query, actor: Actor, wanted: WantedSlot): Promise<SlotDto[]> {
      const snapshot = await deps.clinic.current(q);
      const fields = snapshot.doctors.get(wanted.doctorId)?.specializations ?? [];
      const doctors = [...snapshot.doctors.values()].filter(
        (doctor) =>
          doctor.id !== wanted.doctorId &&
          doctor.isActive &&
          doctor.specializations.some(({ id }) => fields.some((field) => field.id === id)) &&
          snapshot.types.get(wanted.appointmentTypeId)?.doctorIds.includes(doctor.id) === true &&
          mayByItself(actor, 'appointment.book', { doctorId: doctor.id }),
      );
      const near = await nearestBy(q, actor, { wanted, doctors });
      const perDoctor = near.flatMap((slots) => slots.slice(0, NEAREST_OF_EACH));
      return byDistance(perDoctor, wanted.startsAt).slice(0, NEAREST_SHOWN).toSorted(byTime);
    },

    /** All free slots of several doctors, by the same rules, in the caller's transaction. */
    openings: (q: Query, actor: Actor, wanted: Search): Promise<SlotDto[][]> => search(q, actor, wanted),

    /** After a bulk load, such as an import. */
    forgetAll: () => index.clear(),

    slots(actor: Actor, input: ListSlots): Promise<SlotList> {
      authorize(actor, 'slots.read', { doctorId: input.doctorId });
      const days = daysAsked(input);
      return deps.db.read(async (q) => {
        const snapshot = await deps.clinic.current(q);
        const type = getOfferedType(snapshot, actor, input.appointmentTypeId);
        const slots = await freeTimes(q, actor, {
          ...input,
          ...days,
          type: asLongAs(type, input.durationMin),
        });
        return { slots, timeZone: snapshot.settings.timeZone };
      });
    },

    /**
     * The same for a visit that is to move, in the caller's transaction: as long as it is, in the room it keeps, its
     * present time among what is free. Whose it is has been asked.
     */
    async slotsToMove(q: Query, actor: Actor, visit: VisitToMove): Promise<SlotList> {
      const days = daysAsked(visit);
      const snapshot = await deps.clinic.current(q);
      const type = asLongAs(getOfferedType(snapshot, actor, visit.appointmentTypeId), visit.durationMin);
      const { doctorId, startsAt } = visit;
      const found = await freeTimes(q, actor, { doctorId, ...days, type, moving: visit });
      const slots = found.filter((slot) => slot.startsAt !== startsAt);
      return { slots, timeZone: snapshot.settings.timeZone };
    },

    nextOpenings(actor: Actor, input: WantedOpenings): Promise<Openings> {
      const scope = scopeFor({ actor, now: deps.clock.now() }, 'slots.read');
      if (input.doctorId !== undefined) authorize(actor, 'slots.read', { doctorId: input.doctorId });
      return deps.db.read(async (q) => {
        const snapshot = await deps.clinic.current(q);
        const type = getOfferedType(snapshot, actor, input.appointmentTypeId);
        const doctors = [...snapshot.doctors.values()].filter(
          (doctor) =>
            doctor.isActive &&
            type.doctorIds.includes(doctor.id) &&
            (input.doctorId === undefined || doctor.id === input.doctorId) &&
            scope.covers({ doctorId: doctor.id }) &&
            (input.specializationId === undefined ||
              doctor.specializations.some((s) => s.id === input.specializationId)),
        );
        const from = input.from as CivilDate;
        const part = input.dayPart === undefined ? undefined : snapshot.settings.dayParts[input.dayPart];
        const within = input.within ?? part;
        const wanted = {
          from,
          to: addDays(from, input.days - 1),
          type,
          within,
          limit: input.perDoctor,
          isSpread: true,
          patientId: input.patientId,
        };
        const found = await search(q, actor, { ...wanted, doctors });
        return {
          doctors: doctors.map((doctor, at) => ({ doctorId: doctor.id, slots: found[at] ?? [] })),
          timeZone: snapshot.settings.timeZone,
        };
      });
    },
  };
}

function daysAsked(asked: { readonly from: string; readonly to: string }) {
  const [from, to] = [asked.from as CivilDate, asked.to as CivilDate];
  if (to < from) throw invalidField('to', 'has to be on or after the first day');
  if (daysBetween(from, to) >= MAX_SLOT_DAYS)
    throw invalidField('to', `at most ${MAX_SLOT_DAYS} days at once`);
  return { from, to };
}

/** Where a visit may not lie, so that its buffers do not reach into the stretch. */
function aroundOf({ start, end }: Interval, type: AppointmentTypeDto): Interval {
  return { start: addMinutes(start, -type.bufferAfterMin), end: addMinutes(end, type.bufferBeforeMin) };
}

function resourcesOf(doctors: readonly { doctorId: DoctorId; roomId: RoomId | null }[]): Resource[] {
  return doctors.flatMap(({ doctorId, roomId }): Resource[] => [
    { kind: 'doctor', id: doctorId },
    ...(roomId === null ? [] : [{ kind: 'room' as const, id: roomId }]),
  ]);
}

/** Patients see the coarser grid, keep the notice and stay inside the horizon; staff only cannot book the past. */
function rulesFor(actor: Actor, snapshot: ClinicSnapshot, now: Instant) {
  const { settings } = snapshot;
  if (mayByItself(actor, 'appointment.staffRules', {}))
    return { gridMin: settings.staffGridMin, notBefore: now, notAfter: FAR_FUTURE };
  return {
    gridMin: settings.patientGridMin,
    notBefore: addMinutes(now, settings.noticeMin),
    notAfter: addMinutes(now, settings.horizonDays * 24 * 60),
  };
}

function getOfferedType(
  snapshot: ClinicSnapshot,
  actor: Actor,
  id: AppointmentTypeDto['id'],
): AppointmentTypeDto {
  const type = snapshot.types.get(id);
  if (type === undefined || !type.isActive) throw new AppError('not_found');
  if (!type.isOnline && !mayByItself(actor, 'appointment.staffRules', {}))
    throw new AppError('type_not_online');
  return type;
}
