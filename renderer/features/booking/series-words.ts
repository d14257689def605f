import { useTranslation } from 'react-i18next';
import { useLateWords } from '../../lib/late-words.ts';

/** The words of series, which come with the parts that say them. */
export function useSeriesWords() {
  useLateWords('series');
  return useTranslation(['series', 'common']).t;
}
