import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useFormat } from '../../lib/format.ts';
import type { DrawnWeek } from './use-drawn-week.ts';
import classes from './week.module.css';
import { readSpans, spansText } from './week-hours.ts';

type Props = {
  readonly drawn: DrawnWeek;
  /** A Monday and the six days after it. */
  readonly days: readonly CivilDate[];
  readonly beneath: ReactNode;
};

/** The same week in words, one line a day: for the keyboard, and for times to the minute. */
export function WeekFields({ drawn, days, beneath }: Props) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const { week, unread } = drawn;
  return (
    <div className={classes.fields}>
      {days.map((day, index) => (
        <DayField
          key={day}
          label={format.weekdayShort(day)}
          text={spansText(week[index] ?? [])}
          unread={unread.get(index)}
          onUnread={(text) => drawn.setUnreadDay(index, text)}
          onRead={(spans) => drawn.change(week.map((known, at) => (at === index ? spans : known)))}
        />
      ))}
      <Button
        variant="subtle"
        onClick={() =>
          drawn.replace(week.map((known, index) => (index > 0 && index < 5 ? (week[0] ?? []) : known)))
        }
      >
        {t('copyMonday')}
      </Button>
      {beneath}
    </div>
  );
}

type DayProps = {
  readonly label: string;
  readonly text: string;
  /** What is typed here and cannot be read. */
  readonly unread: string | undefined;
  readonly onUnread: (text: string | undefined) => void;
  readonly onRead: (spans: NonNullable<ReturnType<typeof readSpans>>) => void;
};

function DayField({ label, text, unread, onUnread, onRead }: DayProps) {
  const { t } = useTranslation('hours');
  /** As it is typed, until the field is left: `9-12` is not put in order under somebody's hands. */
  const [typed, setTyped] = useState<string>();
  return (
    <TextInput
      label={label}
      placeholder={t('off')}
      value={unread ?? typed ?? text}
      error={unread === undefined ? undefined : t('unread')}
      onChange={(event) => {
        const line = event.currentTarget.value;
        setTyped(line);
        const spans = readSpans(line);
        onUnread(spans === undefined ? line : undefined);
        if (spans !== undefined) onRead(spans);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
