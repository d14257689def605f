import type { ClinicOverview } from '../../../shared/contracts/clinic.ts';
import type { VisitColumn } from './board-columns.ts';

/** The columns whose doctor or specialization holds the words; the same array when nobody is left out. */
export function filterColumns(
  columns: readonly VisitColumn[],
  text: string,
  overview: Pick<ClinicOverview, 'doctors'> | undefined,
): readonly VisitColumn[] {
  const wanted = fold(text);
  if (wanted === '') return columns;
  const wordsOf = new Map<string, string[]>(
    (overview?.doctors ?? []).map((doctor) => [doctor.id, doctor.specializations.map(({ name }) => name)]),
  );
  return columns.filter((column) =>
    [column.title, ...(wordsOf.get(column.id) ?? [])].some((word) => fold(word).includes(wanted)),
  );
}

/** Small letters without accents. */
function fold(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
