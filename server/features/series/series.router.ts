import {
  BookedSeries,
  BookSeries,
  CancelSeries,
  ChangedSeries,
  MoveSeries,
  PreviewSeries,
  PreviewSeriesMove,
  SeriesDto,
  SeriesMovePreview,
  SeriesOfVisit,
  SeriesPreview,
} from '../../../shared/contracts/series.ts';
import { guarded, rest, restCreate, router } from '../../trpc/procedures.ts';

/** A series is its visits: whoever may book, move or cancel each of them may do so with all of them. */
export const seriesRouter = router({
  preview: guarded('appointment.book', rest('POST', '/series/preview'))
    .input(PreviewSeries)
    .output(SeriesPreview)
    .query(({ ctx, input }) => ctx.services.series.preview(ctx.actor, input)),
  book: guarded('appointment.book', restCreate('/series'))
    .input(BookSeries)
    .output(BookedSeries)
    .mutation(({ ctx, input }) => ctx.services.series.book(ctx.actor, input)),
  ofVisit: guarded('appointment.read', rest('GET', '/appointments/{id}/series'))
    .input(SeriesOfVisit)
    .output(SeriesDto)
    .query(({ ctx, input }) => ctx.services.series.ofVisit(ctx.actor, input)),
  previewMove: guarded('appointment.move', rest('POST', '/appointments/{id}/series/preview-move'))
    .input(PreviewSeriesMove)
    .output(SeriesMovePreview)
    .query(({ ctx, input }) => ctx.services.series.previewMove(ctx.actor, input)),
  move: guarded('appointment.move', rest('POST', '/appointments/{id}/series/move'))
    .input(MoveSeries)
    .output(ChangedSeries)
    .mutation(({ ctx, input }) => ctx.services.series.move(ctx.actor, input)),
  cancel: guarded('appointment.cancel', rest('POST', '/appointments/{id}/series/cancel'))
    .input(CancelSeries)
    .output(ChangedSeries)
    .mutation(({ ctx, input }) => ctx.services.series.cancel(ctx.actor, input)),
});
