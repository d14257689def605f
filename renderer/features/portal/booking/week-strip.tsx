import { ActionIcon } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CivilDate } from '../../../../shared/time/civil-date.ts';
import { daysFrom, useFormat } from '../../../lib/format.ts';
import { Icon } from '../../../ui/icon.tsx';
import { WEEK } from './use-slots.ts';
import classes from './week-strip.module.css';

type Props = {
  readonly week: CivilDate;
  readonly selected: CivilDate | undefined;
  readonly countOf: (day: CivilDate) => number;
  readonly onSelect: (day: CivilDate) => void;
  readonly onEarlier: (() => void) | undefined;
  readonly onLater: (() => void) | undefined;
};

/** Seven days in a row; one with room can be pressed. */
export function WeekStrip({ week, selected, countOf, onSelect, onEarlier, onLater }: Props) {
  const { t } = useTranslation('portal');
  const format = useFormat();
  const days = daysFrom(week, WEEK);
  const room = (day: CivilDate) => {
    const count = countOf(day);
    return count === 0 ? t('slots.dayFull') : t('slots.dayFree', { count });
  };
  return (
    <div>
      <div className={classes.head}>
        <ActionIcon
          variant="default"
          aria-label={t('slots.earlier')}
          disabled={onEarlier === undefined}
          onClick={onEarlier}
        >
          <Icon name="back" />
        </ActionIcon>
        <span className={classes.span} aria-live="polite">
          {format.dayRange(week, days.at(-1) ?? week)}
        </span>
        <ActionIcon
          variant="default"
          aria-label={t('slots.later')}
          disabled={onLater === undefined}
          onClick={onLater}
        >
          <Icon name="forward" />
        </ActionIcon>
      </div>
      <div className={classes.days} role="group" aria-label={t('slots.days')}>
        {days.map((day) => (
          <button
            key={day}
            type="button"
            className={classes.day}
            aria-label={`${format.weekdayShort(day)} ${format.dayNumber(day)}, ${room(day)}`}
            aria-pressed={day === selected}
            disabled={countOf(day) === 0}
            onClick={() => onSelect(day)}
          >
            <span className={classes.weekday}>{format.weekdayShort(day)}</span>{' '}
            <span className={classes.number}>{format.dayNumber(day)}</span>
            <span className={classes.room} data-free={countOf(day) > 0 || undefined} />
          </button>
        ))}
      </div>
    </div>
  );
}
