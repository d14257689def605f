import { notBeforeSaid } from '../../../shared/domain/delays.ts';
import {
  type InLine,
  type Pace,
  paceOf,
  type SeenVisit,
  type Turn,
  turnsOf,
} from '../../../shared/domain/wait-estimate.ts';
import { addDays, type CivilDate } from '../../../shared/time/civil-date.ts';
import { civilDateOf, dayBounds } from '../../../shared/time/clinic-zone.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Query } from '../../db/transact.ts';
import type { AppointmentsService } from '../appointments/appointments.service.ts';

/** What lies further back says little about how a doctor works now. */
const WEEKS_DAYS = 28;
const NO_PACE: Pace = { lengths: new Map(), allLengths: [], delays: [], rests: [] };

type Asked = {
  readonly line: readonly InLine[];
  readonly now: Instant;
  readonly zone: string;
  /** What the doctors themselves say of today. */
  readonly lateMinOf: ReadonlyMap<DoctorId, number>;
};
export type Turns = (q: Query, asked: Asked) => Promise<ReadonlyMap<string, Turn>>;

/**
 * Everybody's turn, by how the visits of those doctors went for whom somebody waits. The waiting room is
 * asked for after each change: the past weeks, which no longer change, are read once a day and doctor.
 */
export function createTurns(appointments: Pick<AppointmentsService, 'listSeenVisits'>): Turns {
  const weeks = new Map<DoctorId, { day: CivilDate; zone: string; seen: readonly SeenVisit[] }>();

  async function weeksOf(q: Query, doctorId: DoctorId, { day, zone }: { day: CivilDate; zone: string }) {
    const known = weeks.get(doctorId);
    if (known?.day === day && known.zone === zone) return known.seen;
    const span = { start: dayBounds(addDays(day, -WEEKS_DAYS), zone).start, end: dayBounds(day, zone).start };
    const seen = await appointments.listSeenVisits(q, doctorId, span);
    weeks.set(doctorId, { day, zone, seen });
    return seen;
  }

  return async (q, { line, now, zone, lateMinOf }) => {
    const day = civilDateOf(now, zone);
    const today = dayBounds(day, zone);
    const paces = new Map<string, Pace>();
    for (const doctorId of new Set(line.filter(isWaiting).map((each) => each.doctorId as DoctorId))) {
      const seenToday = await appointments.listSeenVisits(q, doctorId, today);
      const seenBefore = await weeksOf(q, doctorId, { day, zone });
      paces.set(doctorId, paceOf([...seenToday, ...seenBefore], today.start));
    }
    const turns = turnsOf(line, now, (doctorId) => paces.get(doctorId) ?? NO_PACE);
    return afterSaid(turns, line, lateMinOf);
  };
}

/** The doctor's own word on today weighs more than how the past weeks went. */
function afterSaid(
  turns: ReadonlyMap<string, Turn>,
  line: readonly InLine[],
  lateMinOf: Asked['lateMinOf'],
): ReadonlyMap<string, Turn> {
  const said = new Map(turns);
  for (const { id, doctorId, startsAt } of line) {
    const turn = turns.get(id);
    const lateMin = lateMinOf.get(doctorId as DoctorId) ?? 0;
    if (turn === undefined || turn.expected === null) continue;
    said.set(id, { ...turn, expected: notBeforeSaid(turn.expected, startsAt, lateMin) });
  }
  return said;
}

function isWaiting({ arrivedAt, seenSince }: InLine): boolean {
  return arrivedAt !== null && seenSince === null;
}
