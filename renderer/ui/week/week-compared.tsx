import { useTranslation } from 'react-i18next';
import type { WeekPeriod, WeekRow, WeeklyRow } from '../../../shared/domain/weekly-hours.ts';
import { withWeek } from '../../../shared/domain/weekly-hours.ts';
import { addDays, weekdayOf } from '../../../shared/time/civil-date.ts';
import { daysFrom, useFormat } from '../../lib/format.ts';
import classes from './week.module.css';
import { periodsOf, type Span, spansText, weekOn } from './week-hours.ts';

type Props = {
  readonly present: readonly WeeklyRow[];
  readonly week: readonly WeekRow[];
  readonly period: WeekPeriod;
};

/** A proposed week beside the one that would hold otherwise on its first day. */
export function WeekCompared({ present, week, period }: Props) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const today = format.today();
  const { from, until } = period;
  const now = weekOn(present, from);
  const then = weekOn(withWeek(present, week, period), from);
  const replaced = periodsOf(present).filter((day) => day > from && (until === null || day <= until));
  return (
    <>
      <table className={classes.compared}>
        <thead>
          <tr>
            <th>{t('compared.day')}</th>
            <th>{t('compared.now')}</th>
            <th>{t('compared.then')}</th>
            <th>
              <span className="ml-visually-hidden">{t('compared.change')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {daysFrom(addDays(today, 1 - weekdayOf(today)), 7).map((day, index) => {
            const [was, is] = [spansText(now[index] ?? []), spansText(then[index] ?? [])];
            return (
              <tr key={day} data-changed={was !== is || undefined}>
                <th scope="row">{format.weekdayShort(day)}</th>
                <Hours spans={now[index]} />
                <Hours spans={then[index]} isNew />
                <td>{was !== is && <span className={classes.mark}>{t('compared.changes')}</span>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {replaced.length > 0 && (
        <p className={classes.lead}>
          {t('compared.replaces', { days: format.list(replaced.map((day) => format.date(day))) })}
        </p>
      )}
    </>
  );
}

function Hours({
  spans = [],
  isNew = false,
}: {
  readonly spans?: readonly Span[];
  readonly isNew?: boolean;
}) {
  const { t } = useTranslation('hours');
  const isOff = spans.length === 0;
  const look = [isOff && classes.off, isNew && classes.new].filter((each) => each !== false).join(' ');
  return <td className={look}>{isOff ? t('off') : spansText(spans)}</td>;
}
