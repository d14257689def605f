import { NativeSelect, TextInput } from '@mantine/core';
import { SERIES_FREQUENCIES } from '../../../shared/domain/series.ts';
import { addDays, type CivilDate, toCivilDate } from '../../../shared/time/civil-date.ts';
import { wallTimeToInstant } from '../../../shared/time/clinic-zone.ts';
import type { LocalTime } from '../../../shared/time/civil-date.ts';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import classes from './series.module.css';
import { type PlannedItem, PlannedList, PlannedSummary } from './planned-list.tsx';
import { lastDayOf, type RepeatPlan, weekdaysOf } from './repeat-plan.ts';
import { useSeriesWords } from './series-words.ts';
import type { useSeriesBooking } from './use-series-booking.ts';

type Props = {
  readonly series: ReturnType<typeof useSeriesBooking>;
  readonly plan: RepeatPlan;
  /** The first visit as it is chosen so far. */
  readonly first: { readonly day: CivilDate; readonly time: string };
};

/** How the visit comes again, and each of its dates before anything is saved. */
export function SeriesPart({ series, plan, first }: Props) {
  const t = useSeriesWords();
  const format = useFormat();
  const items: PlannedItem[] | undefined = series.dates?.map((date) => ({
    ...date,
    key: date.date,
    plannedAt: wallTimeToInstant(toCivilDate(date.date), first.time as LocalTime, format.timeZone),
    isChanged: Object.hasOwn(series.changes, date.date),
  }));
  return (
    <>
      <RuleFields plan={plan} day={first.day} onPlan={series.setPlan} />
      <div className={classes.head}>
        <h3>{t('dates')}</h3>
        {items !== undefined && items.length > 0 && <PlannedSummary items={items} />}
      </div>
      <div className={classes.box}>
        {items === undefined ? (
          <NoDates series={series} isComplete={first.time !== ''} />
        ) : items.length === 0 ? (
          <p className={classes.soft}>{t('none')}</p>
        ) : (
          <PlannedList items={items} onChange={series.change} />
        )}
      </div>
    </>
  );
}

function NoDates({ series, isComplete }: Pick<Props, 'series'> & { readonly isComplete: boolean }) {
  const t = useSeriesWords();
  const errorText = useErrorText();
  if (series.isRuleWrong) return <p className={classes.bad}>{t('wrongRule')}</p>;
  if (series.loadError !== null) {
    const isRule = fieldErrorsOf(series.loadError).some(({ path }) => path.startsWith('rule'));
    return <p className={classes.bad}>{isRule ? t('wrongRule') : errorText(series.loadError)}</p>;
  }
  if (!isComplete || !series.isComplete) return <p className={classes.soft}>{t('incomplete')}</p>;
  return <LoadingLines rows={3} />;
}

type RuleProps = {
  readonly plan: RepeatPlan;
  readonly day: CivilDate;
  readonly onPlan: (plan: RepeatPlan) => void;
};

function RuleFields({ plan, day, onPlan }: RuleProps) {
  const t = useSeriesWords();
  const interval = Number(plan.interval);
  return (
    <div className={classes.rule}>
      <div className={classes.pair}>
        <TextInput
          label={t('every')}
          type="number"
          min={1}
          max={52}
          value={plan.interval}
          onChange={(event) => onPlan({ ...plan, interval: event.currentTarget.value })}
        />
        <NativeSelect
          aria-label={t('unit')}
          value={plan.frequency}
          onChange={(event) => {
            const frequency = SERIES_FREQUENCIES.find((known) => known === event.currentTarget.value);
            if (frequency !== undefined) onPlan({ ...plan, frequency });
          }}
          data={SERIES_FREQUENCIES.map((value) => ({ value, label: t(value, { count: interval }) }))}
        />
      </div>
      <div className={classes.pair}>
        <NativeSelect
          label={t('ends')}
          value={plan.ends}
          onChange={(event) =>
            onPlan({ ...plan, ends: event.currentTarget.value === 'until' ? 'until' : 'after' })
          }
          data={(['after', 'until'] as const).map((value) => ({ value, label: t(value) }))}
        />
        {plan.ends === 'after' ? (
          <TextInput
            aria-label={t('count')}
            type="number"
            min={2}
            max={60}
            value={plan.count}
            rightSection={
              <span className={classes.unit}>{t('countUnit', { count: Number(plan.count) })}</span>
            }
            rightSectionWidth={52}
            // The word covers half of the field: a press on it is one on the field.
            rightSectionPointerEvents="none"
            onChange={(event) => onPlan({ ...plan, count: event.currentTarget.value })}
          />
        ) : (
          <TextInput
            aria-label={t('lastDay')}
            type="date"
            min={day}
            value={lastDayOf(plan, day)}
            onChange={(event) => onPlan({ ...plan, until: event.currentTarget.value })}
          />
        )}
      </div>
      {plan.frequency === 'weekly' && <Weekdays plan={plan} day={day} onPlan={onPlan} />}
    </div>
  );
}

/** Some Monday. */
const MONDAY = toCivilDate('2024-01-01');

function Weekdays({ plan, day, onPlan }: RuleProps) {
  const t = useSeriesWords();
  const format = useFormat();
  const chosen = weekdaysOf(plan, day);
  function toggle(weekday: number) {
    const isOn = chosen.includes(weekday);
    const weekdays = isOn ? chosen.filter((other) => other !== weekday) : [...chosen, weekday];
    // A weekly series without a day is none: the last one stays.
    if (weekdays.length > 0) onPlan({ ...plan, weekdays });
  }
  return (
    <div role="group" aria-label={t('weekdays')} className={classes.weekdays}>
      {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
        <button
          key={weekday}
          type="button"
          className={classes.weekday}
          aria-pressed={chosen.includes(weekday)}
          onClick={() => toggle(weekday)}
        >
          {format.weekdayShort(addDays(MONDAY, weekday - 1))}
        </button>
      ))}
    </div>
  );
}
