import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addWords } from '../../lib/i18n.ts';
import { series } from '../../locales/en/series.ts';

/** The words of series, which come with the parts that say them. */
export function useSeriesWords() {
  const { t, i18n } = useTranslation(['series', 'common']);
  useState(() => addWords(i18n, { series }));
  return t;
}
