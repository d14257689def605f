import type {
  BookSeries,
  CancelSeries,
  MoveSeries,
  PreviewSeries,
  PreviewSeriesMove,
  SeriesDto,
  SeriesOfVisit,
} from '../../../shared/contracts/series.ts';
import { invalidField } from '../../../shared/errors.ts';
import type { Actor } from '../../trpc/context.ts';
import { recordAudit } from '../audit/audit.repo.ts';
import { bookSeries, previewSeries } from './book-series.ts';
import { cancelSeries, moveSeries, previewMove } from './change-series.ts';
import type { SeriesDeps } from './series.deps.ts';
import { presentSeries } from './series.presenter.ts';
import { getSeries } from './series.repo.ts';

export type SeriesService = ReturnType<typeof createSeries>;

/** Visits that are booked as one: looked over before anything is saved, and moved or cancelled together. */
export function createSeries(deps: SeriesDeps) {
  return {
    preview: (actor: Actor, input: PreviewSeries) => previewSeries(deps, actor, input),
    book: (actor: Actor, input: BookSeries) => bookSeries(deps, actor, input),
    previewMove: (actor: Actor, input: PreviewSeriesMove) => previewMove(deps, actor, input),
    move: (actor: Actor, input: MoveSeries) => moveSeries(deps, actor, input),
    cancel: (actor: Actor, input: CancelSeries) => cancelSeries(deps, actor, input),
    ofVisit: (actor: Actor, input: SeriesOfVisit) => seriesOfVisit(deps, actor, input),
  };
}

/** The series of a visit, with as much of it as this person may see. Reading it is a line in the audit. */
async function seriesOfVisit(deps: SeriesDeps, actor: Actor, { id }: SeriesOfVisit): Promise<SeriesDto> {
  const now = deps.clock.now();
  return await deps.db.transact(async ({ q }) => {
    const asker = { actor, now };
    const { row, grant } = await deps.appointments.openVisit(q, asker, { id, action: 'appointment.read' });
    if (row.seriesId === null) throw invalidField('id', 'belongs to no series');
    const snapshot = await deps.clinic.current(q);
    const series = await getSeries(q, row.seriesId);
    const all = await deps.appointments.seriesVisits(q, row.seriesId);
    // Whoever sees it for its calendar alone sees that calendar alone.
    const seen = grant === 'own_schedule' ? all.filter((visit) => visit.doctorId === actor.doctorId) : all;
    const entry = { action: 'R', subtype: 'series.ofVisit', patientId: row.patientId } as const;
    const object = { objectType: 'series', objectId: series.id };
    await recordAudit(q, { who: actor, at: now }, { ...entry, ...object });
    return presentSeries(series, seen, { asker, snapshot });
  });
}
