import { useTranslation } from 'react-i18next';
import type { FiguresDto } from '../../../shared/contracts/figures.ts';
import { useFormat } from '../../lib/format.ts';
import type { Measure, Unit } from './measures.ts';

/** Numbers with their units, and a dash where there is nothing to count. */
export function useFigureWords() {
  const { t } = useTranslation('figures');
  const format = useFormat();
  function amount(value: number | null, unit: Unit): string {
    if (value === null) return t('unknown');
    if (unit === 'share') return t('percent', { value: format.number(Math.round(value * 1000) / 10) });
    return t(unit, { count: value });
  }
  return {
    amount,
    beside(measure: Measure, of: FiguresDto): string {
      const { part = 0, whole } = measure.besideOf(of);
      return t(`beside.${measure.key}`, {
        count: whole,
        part: format.number(part),
        whole: format.number(whole),
        counted: format.number(whole),
        p90: amount(of.wait.p90Min, 'minutes'),
      });
    },
    period: ({ from, to }: { readonly from: string; readonly to: string }): string =>
      from === to ? format.dayShort(from) : format.dayRange(from, to),
  };
}
