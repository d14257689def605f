import type {
  BookedSeries,
  BookSeries,
  PreviewSeries,
  SeriesPreview,
} from '../../../shared/contracts/series.ts';
import { MOST_VISITS, seriesDates, type SeriesRule, seriesStart } from '../../../shared/domain/series.ts';
import { invalidField } from '../../../shared/errors.ts';
import type { SeriesId } from '../../../shared/ids.ts';
import type { CivilDate, LocalTime } from '../../../shared/time/civil-date.ts';
import { type Instant, toInstant } from '../../../shared/time/instant.ts';
import { once } from '../../db/idempotency.ts';
import type { Transaction } from '../../db/transact.ts';
import { tryOut } from '../../db/try-out.ts';
import { requireGrant } from '../../policy/decide.ts';
import type { Actor } from '../../trpc/context.ts';
import { presentVisit } from '../appointments/appointments.presenter.ts';
import type { VisitRow } from '../appointments/appointments.service.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { explainDates, type Judged, orDatesRefused, refusalOf, requireAllFit } from './judge-dates.ts';
import type { SeriesDeps } from './series.deps.ts';
import { insertSeries } from './series.repo.ts';

type Plan = PreviewSeries & Partial<Pick<BookSeries, 'urgency' | 'reason'>>;
type Asked = { readonly actor: Actor; readonly now: Instant; readonly plan: Plan };
type Start = { readonly date: CivilDate; readonly startsAt: Instant; readonly isLeftOut: boolean };
type Dated = Judged & { readonly date: CivilDate };

const FEWEST_VISITS = 2;

/** Date by date: whether it fits, which rule it breaks, what is free near it. Books all of it and takes it back. */
export async function previewSeries(
  deps: SeriesDeps,
  actor: Actor,
  input: PreviewSeries,
): Promise<SeriesPreview> {
  const asked = { actor, now: deps.clock.now(), plan: input };
  const tried = await tryOut(deps.db, async (tx) => {
    await requireGrant(tx.q, asked, { action: 'appointment.book', subject: input });
    await deps.appointments.requireMayBookFor(tx.q, asked, input.patientId);
    const { timeZone } = (await deps.clinic.current(tx.q)).settings;
    const starts = startsOf(input, timeZone);
    return { timeZone, ...(await makeVisits(deps, tx, { ...asked, starts })) };
  });
  const dates = await explain(deps, asked, tried.dates);
  return { dates, timeZone: tried.timeZone };
}

/** All dates in one transaction, or none: a date that does not fit refuses the whole, with the list. */
export async function bookSeries(deps: SeriesDeps, actor: Actor, input: BookSeries): Promise<BookedSeries> {
  const now = deps.clock.now();
  const asked = { actor, now, plan: input };
  const { requestId } = input;
  const call = { actorId: actor.userId, requestId, operation: 'series.book', input, at: now };
  const act = () =>
    deps.db.transact(async (tx) => {
      await requireGrant(tx.q, asked, { action: 'appointment.book', subject: input });
      await deps.appointments.requireMayBookFor(tx.q, asked, input.patientId);
      return await once(tx.q, call, () => writeSeries(deps, tx, asked));
    });
  return await orDatesRefused(act, (dates) => explain(deps, asked, dates));
}

async function writeSeries(deps: SeriesDeps, tx: Transaction, asked: Asked): Promise<BookedSeries> {
  const { actor, now, plan } = asked;
  const snapshot = await deps.clinic.current(tx.q);
  const starts = startsOf(plan, snapshot.settings.timeZone);
  const visitCount = starts.filter((start) => !start.isLeftOut).length;
  if (visitCount < FEWEST_VISITS) throw invalidField('rule.end', 'leaves fewer than two visits');
  const id = deps.ids.next<SeriesId>();
  const rule = JSON.stringify(plan.rule);
  await insertSeries(tx.q, { id, rule, visitCount, createdBy: actor.userId, createdAt: now });
  const { dates, rows } = await makeVisits(deps, tx, {
    ...asked,
    starts,
    series: { id, count: visitCount },
  });
  requireAllFit(dates);
  const { patientId } = plan;
  const entry = { action: 'C', subtype: 'series.book', patientId } as const;
  const object = { objectType: 'series', objectId: id, objectVersion: 1 };
  await recordAudit(tx.q, { who: actor, at: now }, { ...entry, ...object });
  const parts = rows.map((row) => ({ id: row.id, from: 0, version: row.version, before: null }));
  await deps.appointments.recordUndo(tx.q, { actor, at: now, kind: 'many', parts });
  return { id, visits: rows.map((row) => presentVisit(row, actor, snapshot)) };
}

/** Each date through the one way a visit is made. */
async function makeVisits(
  deps: SeriesDeps,
  tx: Transaction,
  to: Asked & { starts: readonly Start[]; series?: { id: SeriesId; count: number } },
): Promise<{ dates: Dated[]; rows: VisitRow[] }> {
  const { actor, now, plan } = to;
  const { patientId, doctorId, appointmentTypeId, roomId, urgency = 'medium', reason = '' } = plan;
  const durationMin = (await deps.clinic.current(tx.q)).types.get(appointmentTypeId)?.durationMin ?? 0;
  const visit = { patientId, doctorId, appointmentTypeId, roomId, urgency, reason, source: 'desk' as const };
  const dates: Dated[] = [];
  const rows: VisitRow[] = [];
  for (const start of to.starts) {
    const series = to.series && { ...to.series, index: rows.length + 1 };
    const make = async () => {
      const asked = { actor, now, visit: { ...visit, startsAt: start.startsAt, series } };
      rows.push((await deps.appointments.makeVisit(tx, asked)).row);
    };
    const refusal = start.isLeftOut ? null : await refusalOf(make);
    dates.push({ ...start, doctorId, durationMin, refusal });
  }
  return { dates, rows };
}

/** The dates of the rule, each at the rule's time or where it was changed to. */
function startsOf({ rule: written, changes }: Plan, zone: string): Start[] {
  const rule = ruleOf(written);
  const dates = seriesDates(rule);
  if (dates === undefined) throw invalidField('rule.end', `at most ${MOST_VISITS} visits at once`);
  const changed = new Map(changes.map((change) => [change.date, change.startsAt]));
  const starts = dates.map((date) => {
    const other = changed.get(date);
    const startsAt = typeof other === 'string' ? toInstant(other) : seriesStart(rule, date, zone);
    return { date, startsAt, isLeftOut: other === null };
  });
  const known = new Set<string>(dates);
  if (changes.some((change) => !known.has(change.date))) {
    throw invalidField('changes', 'names a day the series does not have');
  }
  return starts;
}

/** The contract has checked that its dates and its time are some. */
function ruleOf({ end, startsOn, time, ...rest }: Plan['rule']): SeriesRule {
  const dates = { startsOn: startsOn as CivilDate, time: time as LocalTime };
  const until = end.kind === 'until' ? { ...end, date: end.date as CivilDate } : end;
  return { ...rest, ...dates, end: until };
}

async function explain(deps: SeriesDeps, { actor, plan }: Asked, dates: readonly Judged[]) {
  return await deps.db.read((q) =>
    explainDates(deps, q, { actor, planned: plan, dates: dates as readonly Dated[] }),
  );
}
