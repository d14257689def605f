import type { ClinicOverview } from '../../../shared/contracts/clinic.ts';
import type { VisitColumn } from './board-columns.ts';

export type DoctorFilter = { readonly text: string; readonly specializationId: string };
export const NO_FILTER: DoctorFilter = { text: '', specializationId: '' };

/** The columns of the doctors a person asked for; the same array when nobody is filtered. */
export function filterColumns(
  columns: readonly VisitColumn[],
  filter: DoctorFilter,
  overview: ClinicOverview | undefined,
): readonly VisitColumn[] {
  const wanted = fold(filter.text);
  if (wanted === '' && filter.specializationId === '') return columns;
  const doctors = new Map<string, ClinicOverview['doctors'][number]>(
    (overview?.doctors ?? []).map((doctor) => [doctor.id, doctor]),
  );
  return columns.filter((column) => {
    const specializations = doctors.get(column.id)?.specializations ?? [];
    const hasSpecialization =
      filter.specializationId === '' || specializations.some((s) => s.id === filter.specializationId);
    const words = [column.title, ...specializations.map((s) => s.name)].map(fold);
    return hasSpecialization && words.some((word) => word.includes(wanted));
  });
}

/** Small letters without accents. */
function fold(text: string): string {
  return text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
