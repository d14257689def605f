import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { EXPECTED } from '../../../shared/domain/appointment-status.ts';
import { isInRoom } from '../../../shared/domain/rooms.ts';
import type { InLine } from '../../../shared/domain/wait-estimate.ts';
import { IN_HOUSE, isInHouse } from '../../../shared/domain/waiting.ts';
import type { PatientId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { dayBounds } from '../../../shared/time/clinic-zone.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import { scopeFor } from '../../policy/scope.ts';
import type { Actor } from '../../trpc/context.ts';
import type { AppointmentDeps } from './appointments.deps.ts';
import { presentVisit } from './appointments.presenter.ts';
import { type DrawnVisit, listDoctorsOf, listDrawnVisits, listPatientsOf } from './board.repo.ts';
import { EVERYTHING } from './read-appointments.ts';

/** Screens tell by their own clock who is late; until something changes in the house they ask for no more. */
const DUE_AHEAD_MIN = 60;
/** Whoever stands in a doctor's line, or is to come into it. */
export const IN_LINE = [...IN_HOUSE, ...EXPECTED] as const;

export type DayInHouse = {
  readonly visits: AppointmentDto[];
  /** When the next one of the day is expected. */
  readonly nextAt: Instant | null;
  /** Who should be here by now, or within the hour, and is not. */
  readonly due: AppointmentDto[];
  /** All who stand in a doctor's line, and who is to come into it. */
  readonly line: InLine[];
};

/** Who has come on a day and is not done yet; as much of it as this person sees by the right that is named. */
export async function inHouse(
  deps: AppointmentDeps,
  q: Query,
  asked: { actor: Actor; day: CivilDate; action: 'board.read' | 'room.read' },
): Promise<DayInHouse> {
  const { actor, day, action } = asked;
  const now = deps.clock.now();
  const snapshot = await deps.clinic.current(q);
  const rows = await listDrawnVisits(q, dayBounds(day, snapshot.settings.timeZone), {
    scope: scopeFor({ actor, now }, action),
    statuses: IN_LINE,
  });
  const next = rows.find((row) => !isInHouse(row.status) && row.startsAt >= now);
  const soon = addMinutes(now, DUE_AHEAD_MIN);
  const isDue = (row: DrawnVisit) => !isInHouse(row.status) && row.startsAt <= soon;
  const here = rows.filter((row) => isInHouse(row.status));
  return {
    visits: here.map((row) => presentVisit(row, actor, snapshot)),
    nextAt: next?.startsAt ?? null,
    due: rows.filter(isDue).map((row) => presentVisit(row, actor, snapshot)),
    line: rows.map(inLine),
  };
}

export type LineVisit = Omit<InLine, 'id' | 'doctorId'> &
  Pick<DrawnVisit, 'id' | 'doctorId' | 'patientId' | 'version' | 'endsAt' | 'status'>;

/** The lines of a day in which this patient stands, with everybody in them. Nobody's rights are asked. */
export async function linesOf(
  deps: AppointmentDeps,
  q: Query,
  { day, patientId }: { readonly day: CivilDate; readonly patientId: PatientId },
): Promise<LineVisit[]> {
  const frame = dayBounds(day, (await deps.clinic.current(q)).settings.timeZone);
  const doctorIds = await listDoctorsOf(q, frame, { patientId, statuses: IN_LINE });
  if (doctorIds.length === 0) return [];
  const rows = await listDrawnVisits(q, frame, { scope: EVERYTHING, doctorIds, statuses: IN_LINE });
  return rows.map((row) => {
    const { id, doctorId, patientId, version, endsAt, status } = row;
    return { ...inLine(row), id, doctorId, patientId, version, endsAt, status };
  });
}

/** Who stands in any line of a day, or is to come into it. */
export async function patientsInLine(deps: AppointmentDeps, q: Query, day: CivilDate): Promise<PatientId[]> {
  const { timeZone } = (await deps.clinic.current(q)).settings;
  return await listPatientsOf(q, dayBounds(day, timeZone), IN_LINE);
}

function inLine(row: DrawnVisit): InLine {
  const { id, doctorId, appointmentTypeId: typeId, urgency, startsAt, statusSince } = row;
  return {
    id,
    doctorId,
    typeId,
    urgency,
    startsAt,
    arrivedAt: isInHouse(row.status) ? (row.arrivedAt ?? statusSince) : null,
    isInRoom: isInRoom(row.status),
    seenSince: row.status === 'with_doctor' ? statusSince : null,
  };
}
