import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format.ts';

/** "Tomorrow, Thursday 5 March" and the same with a time. */
export function useDayWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const day = (date: string) => {
    const word = format.dayWord(date);
    return word === undefined ? format.dayLong(date) : `${t(`days.${word}`)}, ${format.dayLong(date)}`;
  };
  return {
    day,
    moment: (instant: string) => `${format.dayLong(format.dayOf(instant))}, ${format.time(instant)}`,
    dayOfMoment: (instant: string) => day(format.dayOf(instant)),
  };
}
