import { useTranslation } from 'react-i18next';
import { useDeskLateWords } from '../../lib/desk-late-words.ts';

/** The words of series, which come with the parts that say them. */
export function useSeriesWords() {
  useDeskLateWords('series');
  return useTranslation(['series', 'common']).t;
}
