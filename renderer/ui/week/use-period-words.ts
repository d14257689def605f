import { useTranslation } from 'react-i18next';
import type { WeekPeriod } from '../../../shared/domain/weekly-hours.ts';
import { useFormat } from '../../lib/format.ts';

/** When a week holds, in words. */
export function usePeriodWords(): (period: WeekPeriod) => string {
  const { t } = useTranslation('hours');
  const format = useFormat();
  return ({ from, until }) =>
    until === null
      ? t('period.open', { from: format.date(from) })
      : t('period.until', { from: format.date(from), until: format.date(until) });
}
