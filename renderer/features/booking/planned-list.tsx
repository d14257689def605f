import { Button } from '@mantine/core';
import { useRef } from 'react';
import type { DateRefusal } from '../../../shared/domain/series.ts';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import { useFormat } from '../../lib/format.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import classes from './series.module.css';
import { useSeriesWords } from './series-words.ts';
import { SlotButtons } from './slot-buttons.tsx';

/** One date of a series that is being booked or moved. */
export type PlannedItem = {
  readonly key: string;
  /** Where it was to be, or where the visit stands now. */
  readonly plannedAt: string;
  readonly startsAt: string;
  readonly isLeftOut: boolean;
  readonly isChanged: boolean;
  readonly refusal: DateRefusal | null;
  readonly nearest: readonly SlotDto[];
};

type Props = {
  readonly items: readonly PlannedItem[];
  /** Of a move each says where it comes from, and what is left out stays there. */
  readonly isMove?: boolean;
  readonly onChange: (key: string, startsAt: string | null | undefined) => void;
};
type State = 'fits' | 'open' | 'changed' | 'out';

const ICONS: Readonly<Record<State, IconName>> = {
  fits: 'check',
  open: 'alert',
  changed: 'forward',
  out: 'cross',
};

/** Each date with what the clinic says to it; for those that do not fit, what can be done. */
export function PlannedList({ items, isMove = false, onChange }: Props) {
  const t = useSeriesWords();
  return (
    <ol className={classes.list} data-slot-scope aria-label={t('dates')}>
      {items.map((item) => (
        <PlannedRow key={item.key} item={item} isMove={isMove} onChange={onChange} />
      ))}
    </ol>
  );
}

/** What was pressed goes away with the answer: on to the next date that is open, or to the end of the form. */
function focusNext(row: Element | null | undefined): void {
  const open = [...(row?.parentElement?.querySelectorAll('li[data-state="open"]') ?? [])];
  const next = open.find((other) => other !== row)?.querySelector<HTMLElement>('button');
  (next ?? row?.closest('form')?.querySelector<HTMLElement>('button[type="submit"]'))?.focus();
}

type RowProps = Pick<Props, 'onChange'> & { readonly item: PlannedItem; readonly isMove: boolean };

function PlannedRow({ item, isMove, onChange }: RowProps) {
  const t = useSeriesWords();
  const format = useFormat();
  const state = stateOf(item);
  const plannedDay = format.dayShort(format.dayOf(item.plannedAt));
  const day = format.dayShort(format.dayOf(item.startsAt));
  const row = useRef<HTMLLIElement>(null);
  const decide = (startsAt: string | null) => {
    onChange(item.key, startsAt);
    focusNext(row.current);
  };
  return (
    <li ref={row} className={classes.row} data-state={state}>
      <span className={classes.mark}>
        <Icon name={ICONS[state]} size={16} />
      </span>
      <span className={classes.date}>{item.isLeftOut ? plannedDay : day}</span>
      <span className={classes.time}>{format.time(item.startsAt)}</span>
      <Verdict item={item} state={state} isMove={isMove} />
      {item.refusal !== null && (
        <div className={classes.ways}>
          {item.nearest.length === 0 ? (
            <span className={classes.soft}>{t('noneNear')}</span>
          ) : (
            <SlotButtons
              label={t('freeNear', { day })}
              slots={item.nearest}
              chosen={undefined}
              isDayShown={item.nearest.some(
                (slot) => format.dayOf(slot.startsAt) !== format.dayOf(item.startsAt),
              )}
              onPick={(slot) => decide(slot.startsAt)}
            />
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={t(isMove ? 'stayOf' : 'leaveOutOf', { day: plannedDay })}
            onClick={() => decide(null)}
          >
            {t(isMove ? 'stay' : 'leaveOut')}
          </Button>
        </div>
      )}
      {item.refusal === null && <EndOfRow item={item} day={plannedDay} isMove={isMove} onChange={onChange} />}
    </li>
  );
}

/** The way back from what was decided; for a date that fits, the way to leave it out all the same. */
function EndOfRow({ item, day, isMove, onChange }: RowProps & { readonly day: string }) {
  const t = useSeriesWords();
  return item.isChanged ? (
    <Button
      size="compact-sm"
      variant="subtle"
      className={classes.end}
      aria-label={t('asPlannedOf', { day })}
      onClick={() => onChange(item.key, undefined)}
    >
      {t('asPlanned')}
    </Button>
  ) : (
    <Button
      size="compact-sm"
      variant="subtle"
      color="gray"
      className={classes.end}
      aria-label={t(isMove ? 'stayOf' : 'leaveOutOf', { day })}
      onClick={() => onChange(item.key, null)}
    >
      {t(isMove ? 'stay' : 'leaveOut')}
    </Button>
  );
}

function Verdict({ item, state, isMove }: { item: PlannedItem; state: State; isMove: boolean }) {
  const t = useSeriesWords();
  const format = useFormat();
  if (item.refusal !== null) return <span className={classes.verdict}>{t(`refusal.${item.refusal}`)}</span>;
  if (state === 'out') return <span className={classes.verdict}>{t(isMove ? 'stays' : 'out')}</span>;
  const isSameDay = format.dayOf(item.plannedAt) === format.dayOf(item.startsAt);
  const time = isSameDay ? format.time(item.plannedAt) : format.dateTime(item.plannedAt);
  if (isMove) return <span className={classes.verdict}>{t('from', { time })}</span>;
  return <span className={classes.verdict}>{state === 'changed' ? t('instead', { time }) : t('fits')}</span>;
}

function stateOf({ refusal, isLeftOut, isChanged }: PlannedItem): State {
  if (isLeftOut) return 'out';
  if (refusal !== null) return 'open';
  return isChanged ? 'changed' : 'fits';
}

/** How many fit, how many are decided otherwise, how many are still open: in one line. */
export function PlannedSummary({ items, isMove = false }: Omit<Props, 'onChange'>) {
  const t = useSeriesWords();
  const format = useFormat();
  const count = (state: State) => items.filter((item) => stateOf(item) === state).length;
  const [open, changed, out] = [count('open'), count('changed'), count('out')];
  const words = [
    ...(open > 0 ? [t('openCount', { count: open })] : []),
    ...(changed > 0 ? [t('movedCount', { count: changed })] : []),
    ...(out > 0 ? [t(isMove ? 'staysCount' : 'outCount', { count: out })] : []),
  ];
  const rest = words.length === 0 ? t('allFit') : format.list(words);
  return (
    <span className={classes.summary} data-open={open > 0 || undefined} role="status">
      {`${isMove ? t('visits', { count: items.length }) : t('summary', { count: items.length })}: ${rest}`}
    </span>
  );
}
