import { createHash } from 'node:crypto';
import type {
  ClosureDto,
  ClosurePage,
  DoctorCalendarDto,
  DoctorHoursDto,
  ListClosures,
} from '../../../shared/contracts/clinic-calendar.ts';
import type { DateException, WeeklyHours } from '../../../shared/domain/availability.ts';
import { AppError } from '../../../shared/errors.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { civilDateOf } from '../../../shared/time/clinic-zone.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import * as repo from './clinic.repo.ts';
import type { ClinicSnapshot } from './clinic-snapshot.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly current: (q: Query) => Promise<ClinicSnapshot>;
};

/** A doctor's hours as they were written down, for who changes them. */
export async function readDoctorCalendar(
  deps: Deps,
  actor: Actor,
  doctorId: DoctorId,
): Promise<DoctorCalendarDto> {
  authorize(actor, 'clinic.write');
  const now = deps.clock.now();
  return deps.db.read(async (q) => {
    const snapshot = await deps.current(q);
    if (!snapshot.doctors.has(doctorId)) throw new AppError('not_found');
    const { exceptions } = snapshot.calendarOf(doctorId);
    const today = civilDateOf(now, snapshot.settings.timeZone);
    return {
      ...hoursIn(snapshot, doctorId),
      exceptions: byDay(exceptions.filter(({ date }) => date >= today)),
      timeOff: await repo.listTimeOff(q, doctorId, now),
    };
  });
}

/** The weeks alone. */
export function hoursIn(snapshot: ClinicSnapshot, doctorId: DoctorId): DoctorHoursDto {
  const { weeklyHours } = snapshot.calendarOf(doctorId);
  return {
    doctorId,
    hoursMark: hoursMark(weeklyHours),
    weeklyHours: weeklyHours.map(({ weekday, kind, startTime, endTime, validFrom, validTo }) => ({
      weekday,
      kind,
      startTime,
      endTime,
      validFrom,
      validTo,
    })),
  };
}

/** The same for the same hours, in whatever order, and for no others. */
function hoursMark(hours: readonly WeeklyHours[]): string {
  const lines = hours.map(({ weekday, kind, startTime, endTime, validFrom, validTo }) =>
    [weekday, kind, startTime, endTime, validFrom, validTo].join(' '),
  );
  return createHash('sha256').update(lines.sort().join('\n')).digest('base64url');
}

export async function listClosures(deps: Deps, actor: Actor, input: ListClosures): Promise<ClosurePage> {
  authorize(actor, 'clinic.read');
  const [startsOn = '', id = ''] = input.cursor === undefined ? [] : decodeCursor(input.cursor, 2);
  const rows = await deps.db.read(async (q) => {
    const { settings } = await deps.current(q);
    return repo.listClosures(q, {
      today: civilDateOf(deps.clock.now(), settings.timeZone),
      after: input.cursor === undefined ? undefined : { startsOn, id: Number(id) },
      limit: input.limit + 1,
    });
  });
  return toPage(rows, input.limit, {
    item: (row): ClosureDto => row,
    keys: (row) => [row.startsOn, row.id],
  });
}

function byDay(exceptions: readonly DateException[]): DoctorCalendarDto['exceptions'] {
  return [...Map.groupBy(exceptions, ({ date }) => date)].map(([date, parts]) => ({
    date,
    open: parts.flatMap(({ startTime, endTime }) =>
      startTime === null || endTime === null ? [] : [{ startTime, endTime }],
    ),
  }));
}
