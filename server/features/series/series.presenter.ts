import type { SeriesDto } from '../../../shared/contracts/series.ts';
import type { SeriesRule } from '../../../shared/domain/series.ts';
import type { Row } from '../../db/schema.ts';
import type { Asker } from '../../policy/ties.ts';
import type { VisitRow } from '../appointments/appointments.service.ts';
import type { ClinicSnapshot } from '../clinic/clinic-snapshot.ts';
import { mayStill } from './change-series.ts';

export function presentSeries(
  series: Row<'series'>,
  rows: readonly VisitRow[],
  at: { asker: Asker; snapshot: ClinicSnapshot },
): SeriesDto {
  const { frequency, interval, weekdays } = JSON.parse(series.rule) as SeriesRule;
  return {
    id: series.id,
    rule: { frequency, interval, weekdays: [...weekdays] },
    visitCount: series.visitCount,
    visits: rows.map((row) => ({
      id: row.id,
      version: row.version,
      index: row.seriesIndex ?? 0,
      doctorId: row.doctorId,
      startsAt: row.startsAt,
      endsAt: row.endsAt,
      status: row.status,
      can: { move: mayStill('move', row, at), cancel: mayStill('cancel', row, at) },
    })),
  };
}
