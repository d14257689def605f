import type {
  ChangePreview,
  PlannedChange,
  PreviewChange,
  TouchedVisit,
} from '../../../shared/contracts/clinic-calendar.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Db, Query } from '../../db/transact.ts';
import type { Clock } from '../../lib/clock.ts';
import { decodeCursor, toPage } from '../../lib/cursor.ts';
import { authorize } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import * as repo from './clinic.repo.ts';
import type { ClinicWriter } from './clinic-writer.ts';
import { markOf, type Touched, touchedVisits } from './touched-visits.ts';
import * as calendar from './write-calendar.ts';
import * as shape from './write-shape.ts';

type Deps = { readonly writer: ClinicWriter; readonly db: Db; readonly clock: Clock };

/** Thrown to take the change back. */
class TakenBack extends Error {}

/**
 * Which coming visits a change would leave without what they were booked on. It is made, looked at, and taken back
 * before anybody has seen it: what is told is what will be.
 */
export async function previewChange(deps: Deps, actor: Actor, input: PreviewChange): Promise<ChangePreview> {
  authorize(actor, 'clinic.write');
  return await lookAhead(deps, input);
}

/** The same for who may not make the change but propose it: the caller has asked whether they may. */
export async function lookAhead(
  deps: Deps,
  { planned, cursor, limit }: PreviewChange,
): Promise<ChangePreview> {
  const { writer, db, clock } = deps;
  const at = clock.now();
  let touched: Touched[] = [];
  try {
    await db.transact(async ({ q }) => {
      const before = await writer.current(q);
      const { change } = planned;
      if ('doctorId' in change && !before.doctors.has(change.doctorId)) throw new AppError('not_found');
      await make(q, planned, at);
      touched = await touchedVisits(q, { before, after: await writer.current(q) }, at);
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  } finally {
    // The revision read inside will come to mean something else.
    writer.forget();
  }
  const [startsAt = '', id = ''] = cursor === undefined ? [] : decodeCursor(cursor, 2);
  const isLater = (visit: Touched) =>
    visit.startsAt > startsAt || (visit.startsAt === startsAt && visit.id > id);
  const page = toPage(touched.filter(isLater), limit, {
    item: toTouchedVisit,
    keys: (visit) => [visit.startsAt, visit.id],
  });
  return { ...page, count: touched.length, mark: markOf(touched) };
}

async function make(q: Query, { kind, change }: PlannedChange, at: Instant): Promise<void> {
  switch (kind) {
    case 'weeklyHours':
      return calendar.putWeeklyHours(q, change);
    case 'dateException':
      return calendar.putDateException(q, change);
    case 'dropDateException':
      return calendar.dropDateException(q, change);
    case 'timeOff':
      return calendar.putTimeOff(q, change);
    case 'closure':
      return calendar.putClosure(q, change);
    case 'doctor':
      return requireFresh(await shape.putDoctor(q, change, at));
    case 'type':
      return requireFresh(await shape.putType(q, change, at));
    case 'room':
      return shape.putRoom(q, change);
    case 'settings':
      return repo.writeSettings(q, change, at);
  }
}

function requireFresh(isFresh: boolean): void {
  if (!isFresh) throw new AppError('stale_version');
}

function toTouchedVisit(visit: Touched): TouchedVisit {
  const { id, startsAt, endsAt, doctorId, appointmentTypeId: typeId, reason } = visit;
  return { id, startsAt, endsAt, doctorId, typeId, reason };
}
