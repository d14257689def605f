import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';

export function useDelayWords(): (lateMin: number) => string {
  const { t } = useTranslation('flow');
  const format = useFormat();
  return useCallback((lateMin) => t('delay.late', { minutes: format.minutes(lateMin) }), [t, format]);
}
