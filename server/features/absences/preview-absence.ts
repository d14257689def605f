import type { AbsencePlan, PlanAbsence } from '../../../shared/contracts/absences.ts';
import type { AppointmentTypeDto, DoctorDto } from '../../../shared/contracts/clinic.ts';
import {
  type AbsencePlace,
  type AbsenceRule,
  planAbsence,
  type VisitToPlace,
} from '../../../shared/domain/absence-plan.ts';
import { type Interval, overlaps } from '../../../shared/domain/intervals.ts';
import { URGENCY_RANK } from '../../../shared/domain/urgency.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppointmentId, DoctorId, RoomId } from '../../../shared/ids.ts';
import { addDays } from '../../../shared/time/civil-date.ts';
import { civilDateOf, dayBounds, localTimeOf, wallMinutesOf } from '../../../shared/time/clinic-zone.ts';
import {
  addMinutes,
  epochMs,
  type Instant,
  minutesBetween,
  toInstant,
} from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import { authorize } from '../../policy/decide.ts';
import type { Asker } from '../../policy/ties.ts';
import type { Actor } from '../../trpc/context.ts';
import type { VisitRow } from '../appointments/appointments.service.ts';
import { presentVisit } from '../appointments/appointments.presenter.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import type { AbsenceDeps } from './absences.deps.ts';
import * as repo from './absences.repo.ts';

const DAY_MIN = 24 * 60;

type Place = AbsencePlace<DoctorId, RoomId>;
type ToPlace = VisitToPlace<AppointmentId, DoctorId, RoomId>;
type Absence = { readonly doctor: DoctorDto; readonly span: Interval };
type Looking = Absence & {
  readonly asker: Asker;
  readonly snapshot: ClinicSnapshot;
  readonly rule: AbsenceRule;
  readonly days: number;
};

/** Where each visit would go. Nothing is written. */
export async function previewAbsence(
  deps: AbsenceDeps,
  actor: Actor,
  input: PlanAbsence,
): Promise<AbsencePlan> {
  authorize(actor, 'absence.manage');
  const asker = { actor, now: deps.clock.now() };
  return await deps.db.read(async (q) => {
    const snapshot = await deps.clinic.current(q);
    const absence = absenceOf(input, snapshot);
    const rows = await loadHit(deps, q, { asker, ...absence });
    const plan = planAbsence(await withPlaces(deps, q, { ...absence, asker, snapshot, ...input, rows }));
    const addresses = await repo.readMailAddresses(
      q,
      rows.map(({ patientId }) => patientId),
    );
    return {
      doctorName: absence.doctor.name,
      timeZone: snapshot.settings.timeZone,
      visits: rows.map((row) => ({
        visit: presentVisit(row, actor, snapshot),
        target: targetOf(plan.get(row.id) ?? null, snapshot),
        hasMail: deps.mail !== null && addresses.has(row.patientId),
      })),
    };
  });
}

export function absenceOf(
  { doctorId, startsAt, endsAt }: Pick<PlanAbsence, 'doctorId' | 'startsAt' | 'endsAt'>,
  snapshot: ClinicSnapshot,
): Absence {
  const doctor = snapshot.doctors.get(doctorId);
  if (doctor === undefined) throw new AppError('not_found');
  return { doctor, span: { start: toInstant(startsAt), end: toInstant(endsAt) } };
}

/** What has not begun; who is in the house already is not sent away by a plan. */
export async function loadHit(
  deps: AbsenceDeps,
  q: Query,
  { asker, doctor, span }: Absence & { asker: Asker },
): Promise<VisitRow[]> {
  const rows: VisitRow[] = [];
  for (const id of await repo.listHit(q, doctor.id, span)) {
    const { row } = await deps.appointments.openVisit(q, asker, { id, action: 'appointment.move' });
    if (row.startsAt > asker.now) rows.push(row);
  }
  return rows;
}

function targetOf(place: Place | null, snapshot: ClinicSnapshot) {
  if (place === null) return null;
  const doctorName = snapshot.doctors.get(place.doctorId)?.name ?? '';
  return { doctorId: place.doctorId, doctorName, startsAt: place.span.start, endsAt: place.span.end };
}

async function withPlaces(
  deps: AbsenceDeps,
  q: Query,
  looking: Looking & { readonly rows: readonly VisitRow[] },
): Promise<ToPlace[]> {
  const { rows, snapshot } = looking;
  const elsewhere = await readElsewhere(q, looking);
  // Visits of one kind and length share what is free.
  const found = new Map<string, Place[]>();
  const visits: ToPlace[] = [];
  for (const row of rows) {
    const type = snapshot.types.get(row.appointmentTypeId);
    const durationMin = minutesBetween(row.startsAt, row.endsAt);
    const key = `${row.appointmentTypeId} ${durationMin} ${civilDateOf(row.startsAt, snapshot.settings.timeZone)}`;
    let places = found.get(key);
    if (places === undefined) {
      places = type === undefined ? [] : await freePlaces(deps, q, { ...looking, row, type, durationMin });
      found.set(key, places);
    }
    const own = elsewhere.get(row.patientId) ?? [];
    const free = places.filter(({ span }) => !own.some((other) => overlaps(other, span)));
    const { id, patientId, startsAt } = row;
    const urgencyRank = URGENCY_RANK[row.urgency];
    visits.push({ id, patientId, urgencyRank, startsAt, places: inOrder(free, row, looking) });
  }
  return visits;
}

async function readElsewhere(q: Query, { rows, span, days }: Looking & { rows: readonly VisitRow[] }) {
  const within = { start: span.start, end: addMinutes(span.end, (days + 1) * DAY_MIN) };
  const all = await repo.listElsewhere(q, {
    patientIds: rows.map(({ patientId }) => patientId),
    except: rows.map(({ id }) => id),
    within,
  });
  return Map.groupBy(all, ({ patientId }) => patientId);
}

type Wanted = Looking & {
  readonly row: VisitRow;
  readonly type: AppointmentTypeDto;
  readonly durationMin: number;
};

async function freePlaces(deps: AbsenceDeps, q: Query, wanted: Wanted): Promise<Place[]> {
  const { asker, snapshot, doctor, span, rule, days, row, type, durationMin } = wanted;
  const zone = snapshot.settings.timeZone;
  const day = civilDateOf(row.startsAt, zone);
  const last = civilDateOf(span.end, zone);
  const long = { ...type, durationMin };
  const look = async (doctors: readonly DoctorDto[], from: typeof day, to: typeof day) => {
    const search = { doctors, from, to, type: long, limit: Number.POSITIVE_INFINITY };
    return (await deps.schedule.openings(q, asker.actor, search)).flat();
  };
  const today =
    rule === 'same_doctor_later' ? [] : await look(colleaguesOf(doctor, type, snapshot), day, day);
  const later = rule === 'colleague_today' ? [] : await look([doctor], last, addDays(last, days));
  const isAway = (slot: { doctorId: DoctorId; startsAt: string; endsAt: string }) =>
    slot.doctorId === doctor.id &&
    overlaps({ start: slot.startsAt as Instant, end: slot.endsAt as Instant }, span);
  return [...today, ...later]
    .filter((slot) => !isAway(slot))
    .map((slot) => {
      const start = slot.startsAt as Instant;
      const taken = { doctorId: slot.doctorId, appointmentTypeId: type.id, startsAt: start, durationMin };
      const { busyStart, busyEnd } = deps.schedule.busyOf(taken, type);
      return {
        doctorId: slot.doctorId,
        roomId: snapshot.doctors.get(slot.doctorId)?.room?.id ?? null,
        span: { start, end: slot.endsAt as Instant },
        busy: { start: busyStart, end: busyEnd },
      };
    });
}

/** Who does the same here: one field in common, and this kind of visit. */
function colleaguesOf(doctor: DoctorDto, type: AppointmentTypeDto, snapshot: ClinicSnapshot): DoctorDto[] {
  const fields = new Set(doctor.specializations.map(({ id }) => id));
  return [...snapshot.doctors.values()].filter(
    (other) =>
      other.id !== doctor.id &&
      other.isActive &&
      type.doctorIds.includes(other.id) &&
      other.specializations.some(({ id }) => fields.has(id)),
  );
}

/**
 * A colleague today before another day; later in the same part of the day before others; as near the old time as can
 * be. The same doctor sees nobody earlier than booked, and a colleague only where nothing later is free that day.
 */
function inOrder(places: readonly Place[], row: VisitRow, { snapshot, doctor }: Looking): Place[] {
  const { timeZone, dayParts } = snapshot.settings;
  const partOf = (at: Instant) => {
    const time = localTimeOf(at, timeZone);
    return Object.keys(dayParts).find((name) => {
      const part = dayParts[name as keyof typeof dayParts];
      return part.start <= time && time < part.end;
    });
  };
  const wanted = partOf(row.startsAt);
  const away = (at: Instant) => Math.abs(wallMinutesOf(at, timeZone) - wallMinutesOf(row.startsAt, timeZone));
  const isColleagues = ({ doctorId }: Place) => doctorId !== doctor.id;
  const isEarlier = ({ span }: Place) => span.start < row.startsAt;
  const meant = places.filter((place) => isColleagues(place) || !isEarlier(place));
  const ranked = meant.map((place) => {
    const { start } = place.span;
    const isColleague = isColleagues(place);
    const isOtherPart = !isColleague && partOf(start) !== wanted;
    const day = epochMs(dayBounds(civilDateOf(start, timeZone), timeZone).start);
    return {
      place,
      keys: [isColleague ? 0 : 1, isEarlier(place) ? 1 : 0, isOtherPart ? 1 : 0, day, away(start)],
    };
  });
  return ranked.toSorted((one, other) => firstDifference(one.keys, other.keys)).map(({ place }) => place);
}

function firstDifference(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((key, index) => key !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
