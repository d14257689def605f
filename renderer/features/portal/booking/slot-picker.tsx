import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicSettings } from '../../../../shared/domain/clinic-settings.ts';
import type { SlotDto } from '../../../../shared/contracts/schedule.ts';
import { addDays, type CivilDate, daysBetween } from '../../../../shared/time/civil-date.ts';
import { useFormat } from '../../../lib/format.ts';
import { LoadFailed, PageNote } from '../../../ui/page-note.tsx';
import { LoadingLines } from '../../../ui/loading-lines.tsx';
import { DayTimes } from './day-times.tsx';
import { useFirstOpening, useWeekSlots, type Wanted, WEEK } from './use-slots.ts';
import { WeekStrip } from './week-strip.tsx';

/** As many as are shown before a day that stands amid its week. */
const DAYS_BEFORE = 3;

type Props = {
  readonly wanted: Wanted;
  readonly settings: ClinicSettings;
  readonly onPick: (slot: SlotDto) => void;
  /** The day it opens on, amid those around it; left out, the first with room. */
  readonly opensOn?: CivilDate;
  /** Leads to asking the clinic instead; left out when moving a visit. */
  readonly onAsk?: () => void;
};

/** A week of days, and under it the free times of one of them. */
export function SlotPicker({ wanted, settings, onPick, opensOn, onAsk }: Props) {
  const { t } = useTranslation('portal');
  const format = useFormat();
  const today = format.today();
  const notBeforeToday = (date: CivilDate) => (date < today ? today : date);
  const [chosenWeek, setChosenWeek] = useState(opensOn && notBeforeToday(addDays(opensOn, -DAYS_BEFORE)));
  const [chosenDay, setChosenDay] = useState(opensOn);
  const first = useFirstOpening(wanted, chosenWeek === undefined);
  const week = chosenWeek ?? first.data ?? undefined;
  const slots = useWeekSlots(wanted, week);
  const askInstead = onAsk && <Button onClick={onAsk}>{t('slots.askInstead')}</Button>;

  if (first.isError) return <LoadFailed error={first.error} onRetry={() => void first.refetch()} />;
  if (first.data === null && chosenWeek === undefined)
    return <PageNote title={t('slots.noneAhead')} hint={t('slots.noneAheadHint')} action={askInstead} />;
  if (slots.isError) return <LoadFailed error={slots.error} onRetry={() => void slots.refetch()} />;
  if (week === undefined || slots.data === undefined) return <LoadingLines rows={5} />;

  const last = addDays(today, settings.horizonDays);
  const day = chosenDay !== undefined && slots.data.has(chosenDay) ? chosenDay : [...slots.data.keys()][0];
  const go = (days: number) => {
    setChosenWeek(notBeforeToday(addDays(week, days)));
    setChosenDay(undefined);
  };
  return (
    <div aria-busy={slots.isPlaceholderData}>
      <WeekStrip
        week={week}
        selected={day}
        countOf={(date) => slots.data.get(date)?.length ?? 0}
        onSelect={setChosenDay}
        onEarlier={week > today ? () => go(-WEEK) : undefined}
        onLater={daysBetween(week, last) > WEEK ? () => go(WEEK) : undefined}
      />
      {day === undefined ? (
        <PageNote title={t('slots.weekFull')} hint={t('slots.weekFullHint')} action={askInstead} />
      ) : (
        <DayTimes day={day} slots={slots.data.get(day) ?? []} dayParts={settings.dayParts} onPick={onPick} />
      )}
    </div>
  );
}
