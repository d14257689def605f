import { ActionIcon, Button, TextInput } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, type CivilDate, parseCivilDate } from '../../../shared/time/civil-date.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkIcon } from '../../ui/link-button.tsx';
import classes from './board.module.css';
import { DayCounts } from './day-counts.tsx';
import { FilterControl, type FilterProps } from './filter-control.tsx';
import type { BoardShown } from './use-board-shown.ts';
import type { Zoom } from './use-zoom.ts';
import { ViewsControl, type ViewsProps } from './views-control.tsx';

type Props = {
  readonly day: CivilDate;
  readonly onDay: (day: CivilDate) => void;
  readonly shown: BoardShown;
  readonly filter: FilterProps;
  readonly views: ViewsProps['views'];
  readonly ViewsPanel: ViewsProps['ViewsPanel'];
  readonly dateInput: React.Ref<HTMLInputElement>;
  readonly zoom: Zoom;
  readonly isInboxOpen: boolean;
  readonly onInbox: () => void;
  readonly onKeys: () => void;
};

/** Drawn again with every change of the day: what does not depend on its visits stays as it is. */
export function BoardToolbar(props: Props) {
  const { t } = useTranslation('board');
  return (
    <div className={classes.toolbar}>
      <DaySwitch day={props.day} days={props.shown.days} onDay={props.onDay} dateInput={props.dateInput} />
      <DayCounts columns={props.shown.columns} />
      <span className={classes.space} />
      <ZoomSwitch zoom={props.zoom} />
      <FilterControl {...props.filter} />
      <ViewsControl views={props.views} ViewsPanel={props.ViewsPanel} />
      <Button
        variant="default"
        aria-pressed={props.isInboxOpen}
        onClick={props.onInbox}
        className={classes.requestsButton}
      >
        {t('requests', { count: props.shown.requestCount })}
      </Button>
      <WalkInButton />
      <BookButton day={props.day} />
      <PaperLink day={props.day} />
      <KeysButton onKeys={props.onKeys} />
    </div>
  );
}

const BookButton = memo(function BookButton({ day }: Pick<Props, 'day'>) {
  const { t } = useTranslation('board');
  const tasks = useDeskTasks();
  return (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => tasks.book({ day })}>
      {t('book')}
    </Button>
  );
});

const WalkInButton = memo(function WalkInButton() {
  const { t } = useTranslation('flow');
  const { walkIn } = useDeskTasks();
  return (
    <ActionIcon
      variant="default"
      size={32}
      aria-label={t('walkIn.open')}
      title={`${t('walkIn.title')} (W)`}
      onClick={walkIn}
    >
      <Icon name="person" />
    </ActionIcon>
  );
});

const PaperLink = memo(function PaperLink({ day }: Pick<Props, 'day'>) {
  const { t } = useTranslation('paper');
  return (
    <LinkIcon
      to="/paper"
      search={{ day }}
      variant="default"
      size={32}
      aria-label={t('open')}
      title={t('open')}
    >
      <Icon name="print" />
    </LinkIcon>
  );
});

const KeysButton = memo(function KeysButton({ onKeys }: Pick<Props, 'onKeys'>) {
  const { t } = useTranslation('board');
  return (
    <ActionIcon
      variant="default"
      size={32}
      aria-label={t('keys.open')}
      title={t('keys.open')}
      onClick={onKeys}
    >
      ?
    </ActionIcon>
  );
});

type DaySwitchProps = Pick<Props, 'day' | 'onDay' | 'dateInput'> & Pick<BoardShown, 'days'>;

const DaySwitch = memo(function DaySwitch({ day, days, onDay, dateInput }: DaySwitchProps) {
  const { t } = useTranslation(['board', 'common']);
  const format = useFormat();
  const [first = day, last = day] = [days[0], days.at(-1)];
  const isOne = days.length === 1;
  const word = isOne ? format.dayWord(day) : undefined;
  const long = isOne ? format.dayLong(day) : format.dayRange(first, last);
  const many = { count: days.length };
  return (
    <div className={classes.daySwitch}>
      <ActionIcon
        variant="default"
        size={32}
        aria-label={isOne ? t('previousDay') : t('days.previous', many)}
        onClick={() => onDay(addDays(day, -days.length))}
      >
        <Icon name="back" />
      </ActionIcon>
      <Button variant="default" onClick={() => onDay(format.today())}>
        {t('common:days.today')}
      </Button>
      <ActionIcon
        variant="default"
        size={32}
        aria-label={isOne ? t('nextDay') : t('days.next', many)}
        onClick={() => onDay(addDays(day, days.length))}
      >
        <Icon name="forward" />
      </ActionIcon>
      <TextInput
        ref={dateInput}
        type="date"
        aria-label={t('date')}
        className={classes.date}
        value={day}
        onChange={(event) => {
          const picked = parseCivilDate(event.currentTarget.value);
          if (picked !== undefined) onDay(picked);
        }}
      />
      <h1 className={classes.day} title={long} aria-live="polite">
        <span className={classes.dayLong}>{long}</span>
        <span className={classes.dayShort} aria-hidden>
          {isOne ? format.dayShort(day) : long}
        </span>
        {word !== undefined && <span className={classes.dayWord}>{t(`common:days.${word}`)}</span>}
      </h1>
    </div>
  );
});

/** The minutes of a row between its two buttons; at an end one of them rests, and keeps the focus. */
const ZoomSwitch = memo(function ZoomSwitch({ zoom }: Pick<Props, 'zoom'>) {
  const { t } = useTranslation('board');
  return (
    <ActionIcon.Group role="group" aria-label={t('zoom.label')}>
      <ActionIcon
        variant="default"
        size={32}
        aria-label={t('zoom.out')}
        title={t('zoom.outHint')}
        aria-disabled={!zoom.canOut}
        data-disabled={!zoom.canOut || undefined}
        onClick={() => zoom.by('out')}
      >
        <Icon name="minus" size={16} />
      </ActionIcon>
      <ActionIcon.GroupSection variant="default" size={32} className={classes.row} aria-live="polite">
        {t('zoom.row', { count: zoom.rowMin })}
      </ActionIcon.GroupSection>
      <ActionIcon
        variant="default"
        size={32}
        aria-label={t('zoom.in')}
        title={t('zoom.inHint')}
        aria-disabled={!zoom.canIn}
        data-disabled={!zoom.canIn || undefined}
        onClick={() => zoom.by('in')}
      >
        <Icon name="plus" size={16} />
      </ActionIcon>
    </ActionIcon.Group>
  );
});
