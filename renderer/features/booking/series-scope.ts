import { isInScope, type SeriesScope } from '../../../shared/domain/series.ts';
import type { SeriesVisit } from '../../../shared/contracts/series.ts';

/** The visits an edit of this one would reach with it. */
export function visitsInScope(
  visits: readonly SeriesVisit[],
  edit: { readonly index: number; readonly scope: SeriesScope; readonly act: 'move' | 'cancel' },
): SeriesVisit[] {
  return visits.filter((visit) => visit.can[edit.act] && isInScope(edit.scope, edit.index, visit.index));
}
