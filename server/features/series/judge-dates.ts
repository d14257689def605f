import { type DateRefusal, isDateRefusal } from '../../../shared/domain/series.ts';
import type { Interval } from '../../../shared/domain/intervals.ts';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AppointmentTypeId, DoctorId, PatientId } from '../../../shared/ids.ts';
import { addMinutes, type Instant } from '../../../shared/time/instant.ts';
import { fromDatabaseError } from '../../db/db-errors.ts';
import type { Query } from '../../db/transact.ts';
import type { Actor } from '../../trpc/context.ts';
import type { SeriesDeps } from './series.deps.ts';

/** One date on its way: where it is to stand, and what the rules said. */
export type Judged = {
  readonly doctorId: DoctorId;
  readonly startsAt: Instant;
  readonly durationMin: number;
  readonly isLeftOut: boolean;
  readonly refusal: DateRefusal | null;
};

/**
 * Tries one date inside the caller's transaction. A refusal that speaks of this date comes back as its code: the
 * statement alone is undone, before anything else of the date was written. Any other refuses the whole.
 */
export async function refusalOf(act: () => Promise<unknown>): Promise<DateRefusal | null> {
  try {
    await act();
    return null;
  } catch (thrown) {
    const error = fromDatabaseError(thrown);
    if (error instanceof AppError && isDateRefusal(error.code)) return error.code;
    throw error;
  }
}

type Planned = {
  readonly appointmentTypeId: AppointmentTypeId;
  readonly patientId: PatientId;
};

/** The verdict on each date as it is shown; a failing one with free times that no other date of the series takes. */
export async function explainDates<T extends Judged>(
  deps: Pick<SeriesDeps, 'schedule'>,
  q: Query,
  plan: { readonly actor: Actor; readonly planned: Planned; readonly dates: readonly T[] },
) {
  const { actor, planned, dates } = plan;
  const { appointmentTypeId, patientId } = planned;
  const spans = dates.filter((date) => date.refusal === null && !date.isLeftOut).map(spanOf);
  const shown = [];
  for (const date of dates) {
    const { doctorId, startsAt, refusal } = date;
    const avoiding = { patientId, planned: spans };
    const wanted = { doctorId, appointmentTypeId, startsAt, avoiding };
    const nearest: SlotDto[] = refusal === null ? [] : await deps.schedule.nearest(q, actor, wanted);
    shown.push({ ...date, endsAt: spanOf(date).end, nearest });
  }
  return shown;
}

/** Undoes the transaction and tells which dates did not fit. */
class DatesRefused extends Error {
  readonly dates: readonly Judged[];
  constructor(dates: readonly Judged[]) {
    super('dates refused');
    this.dates = dates;
  }
}

/** Runs an act on many dates; where some of them are refused, says which, and what else is free for each. */
export async function orDatesRefused<T>(act: () => Promise<T>, explain: Explain): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof DatesRefused)) throw error;
    throw new AppError('dates_refused', { dates: await explain(error.dates) });
  }
}
type Explain = (dates: readonly Judged[]) => Promise<readonly unknown[]>;

export function requireAllFit(dates: readonly Judged[]): void {
  if (dates.some((date) => date.refusal !== null)) throw new DatesRefused(dates);
}

function spanOf({ startsAt, durationMin }: Judged): Interval {
  return { start: startsAt, end: addMinutes(startsAt, durationMin) };
}
