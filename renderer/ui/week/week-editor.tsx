import { Button } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, weekdayOf } from '../../../shared/time/civil-date.ts';
import { daysFrom, useFormat } from '../../lib/format.ts';
import { Notice } from '../notice.tsx';
import type { DrawnWeek } from './use-drawn-week.ts';
import classes from './week.module.css';
import { WeekFields } from './week-fields.tsx';
import { WeekGrid } from './week-grid.tsx';

type Props = {
  readonly title: string;
  /** Of the heading, in the order of its page. */
  readonly level?: 2 | 3;
  readonly drawn: DrawnWeek;
  /** What saving does to hours that would begin on these days. */
  readonly replaces: (days: string) => string;
  /** Beneath the fields, such as the choice of another's week. */
  readonly beneath?: ReactNode;
  readonly problem: string | undefined;
  /** Said once it is done; nothing otherwise. */
  readonly done?: string | undefined;
  /** Before the buttons, while something is drawn. */
  readonly note?: ReactNode;
  readonly save: {
    readonly label: string;
    /** Said while it is still to be done. */
    readonly undone: string;
    readonly isBusy: boolean;
    readonly onPress: () => void;
  };
};

/** The week of a doctor: drawn or typed, from a day on. */
export function WeekEditor(props: Props) {
  const { title, level = 3, drawn, replaces, beneath, problem, done, note, save } = props;
  const Heading = level === 2 ? 'h2' : 'h3';
  const { t } = useTranslation(['hours', 'desk']);
  const format = useFormat();
  const today = format.today();
  const days = daysFrom(addDays(today, 1 - weekdayOf(today)), 7);
  const { week, isDrawn, isTouched, later, replaced, isPeriodWhole, unread } = drawn;
  useEffect(() => {
    // The foot that comes with the first key covers the field that is typed into, where it lies low.
    const typedInto = document.activeElement;
    if (isTouched && typedInto instanceof HTMLInputElement) typedInto.scrollIntoView({ block: 'nearest' });
  }, [isTouched]);
  const state = !isPeriodWhole
    ? t('endsBefore')
    : unread.size > 0
      ? t('unreadDay')
      : isDrawn
        ? save.undone
        : done;
  return (
    <section className={classes.block} aria-labelledby="week">
      <header className={classes.head}>
        <div>
          <Heading id="week">{title}</Heading>
          <p className={classes.lead}>{t('hint')}</p>
        </div>
        <Period drawn={drawn} today={today} />
      </header>
      {!isDrawn && later.length > 0 && (
        <p className={`${classes.lead} ${classes.later}`}>
          {t('later')}
          {later.map((day) => (
            <button key={day} type="button" className={classes.inline} onClick={() => drawn.setFrom(day)}>
              {format.date(day)}
            </button>
          ))}
        </p>
      )}
      {isDrawn && replaced.length > 0 && (
        <p className={classes.lead}>{replaces(format.list(replaced.map((day) => format.date(day))))}</p>
      )}
      <div className={classes.week}>
        <WeekGrid week={week} days={days} onChange={drawn.replace} />
        <WeekFields drawn={drawn} days={days} beneath={beneath} />
      </div>
      {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
      <footer className={classes.foot} data-held={isTouched || done !== undefined || undefined}>
        <span role="status" className={classes.state}>
          {state}
        </span>
        {isTouched && (
          <>
            {note}
            <Button variant="default" onClick={drawn.drop}>
              {t('desk:settings.undo')}
            </Button>
            <Button loading={save.isBusy} disabled={!isPeriodWhole || unread.size > 0} onClick={save.onPress}>
              {save.label}
            </Button>
          </>
        )}
      </footer>
    </section>
  );
}

function Period({ drawn, today }: { readonly drawn: DrawnWeek; readonly today: string }) {
  const { t } = useTranslation('hours');
  const { from, last, setFrom, setLast } = drawn;
  return (
    <div className={classes.period}>
      <label htmlFor="week-from">{t('from')}</label>
      <input
        id="week-from"
        type="date"
        value={from}
        min={today}
        required
        onChange={(event) => event.currentTarget.value !== '' && setFrom(event.currentTarget.value)}
      />
      <label htmlFor="week-last">{t('until')}</label>
      <input
        id="week-last"
        type="date"
        value={last}
        min={from}
        title={t('untilHint')}
        onChange={(event) => setLast(event.currentTarget.value)}
      />
    </div>
  );
}
