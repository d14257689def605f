import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorDto } from '../../../shared/contracts/clinic.ts';
import type { DoctorCalendarDto } from '../../../shared/contracts/clinic-calendar.ts';
import { addDays, type CivilDate, weekdayOf } from '../../../shared/time/civil-date.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { fieldErrorsOf, reasonOf, useErrorText } from '../../lib/errors.ts';
import { daysFrom, useFormat } from '../../lib/format.ts';
import { GivenUp } from '../../ui/fields.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './clinic-setup.module.css';
import { useCheckedChange } from './use-checked-change.tsx';
import { WeekGrid } from './week-grid.tsx';
import { periodsOf, readSpans, rowsFrom, spansText, type WeekSpans, weekOn } from './week-hours.ts';

type Unread = ReadonlyMap<number, string>;
const NOTHING_UNREAD: Unread = new Map();

type Props = {
  readonly calendar: DoctorCalendarDto;
  /** Whose weeks may be taken over. */
  readonly others: readonly DoctorDto[];
};

/** The week of a doctor: drawn or typed, from a day on. */
export function DoctorHours({ calendar, others }: Props) {
  const { t } = useTranslation(['clinicSetup', 'desk']);
  const format = useFormat();
  const today = format.today();
  const [from, setFrom] = useState<string>(today);
  /** Empty where the week holds from then on. */
  const [last, setLast] = useState('');
  const [drawn, setWeek] = useState<WeekSpans>();
  /** What was there when the drawing began; what a colleague writes meanwhile is not drawn over unseen. */
  const [seenHours, setSeenHours] = useState(calendar.hoursMark);
  /** What is typed and no hours yet, by the number of the day. */
  const [unread, setUnread] = useState<Unread>(NOTHING_UNREAD);
  function change(next: WeekSpans) {
    if (drawn === undefined) setSeenHours(calendar.hoursMark);
    setWeek(next);
  }
  function replace(next: WeekSpans) {
    setUnread(NOTHING_UNREAD);
    change(next);
  }
  function drop() {
    setSeenHours(calendar.hoursMark);
    setUnread(NOTHING_UNREAD);
    setWeek(undefined);
  }
  const week = drawn ?? weekOn(calendar.weeklyHours, from);
  const days = daysFrom(addDays(today, 1 - weekdayOf(today)), 7);
  const later = periodsOf(calendar.weeklyHours).filter((day) => day > from);
  const replaced = later.filter((day) => last === '' || day <= last);
  const saving = useSavingHours(calendar, () => {
    drop();
    setLast('');
  });
  const isWhole = from >= today && (last === '' || last >= from);
  return (
    <section className={classes.block} aria-labelledby="week">
      <header className={classes.blockHead}>
        <div>
          <h3 id="week">{t('hours.title')}</h3>
          <p className={classes.lead}>{t('hours.hint')}</p>
        </div>
        <div className={classes.from}>
          <label htmlFor="week-from">{t('hours.from')}</label>
          <input
            id="week-from"
            type="date"
            value={from}
            min={today}
            required
            onChange={(event) => event.currentTarget.value !== '' && setFrom(event.currentTarget.value)}
          />
          <label htmlFor="week-last">{t('hours.until')}</label>
          <input
            id="week-last"
            type="date"
            value={last}
            min={from}
            title={t('hours.untilHint')}
            onChange={(event) => setLast(event.currentTarget.value)}
          />
        </div>
      </header>
      {drawn === undefined && later.length > 0 && (
        <p className={`${classes.lead} ${classes.later}`}>
          {t('hours.later')}
          {later.map((day) => (
            <button key={day} type="button" className={classes.inline} onClick={() => setFrom(day)}>
              {format.date(day)}
            </button>
          ))}
        </p>
      )}
      {drawn !== undefined && replaced.length > 0 && (
        <p className={classes.lead}>
          {t('hours.replaces', { days: format.list(replaced.map((day) => format.date(day))) })}
        </p>
      )}
      <div className={classes.week}>
        <WeekGrid week={week} days={days} onChange={replace} />
        <WeekFields
          week={week}
          days={days}
          from={from}
          others={others}
          unread={unread}
          onUnread={(day, text) => setUnread((known) => withUnread(known, day, text))}
          onChange={change}
          onReplace={replace}
        />
      </div>
      {saving.problem !== undefined && <Notice tone="bad">{saving.problem}</Notice>}
      <footer className={`${classes.blockFoot} ${classes.weekFoot}`}>
        <span role="status" className={classes.soft}>
          {!isWhole
            ? t('endsBefore')
            : unread.size > 0
              ? t('hours.unreadDay')
              : drawn !== undefined
                ? t('hours.unsaved')
                : saving.isSaved && t('hours.saved')}
        </span>
        {(drawn !== undefined || unread.size > 0) && (
          <>
            <Button variant="default" onClick={drop}>
              {t('desk:settings.undo')}
            </Button>
            <Button
              loading={saving.isSaving}
              disabled={!isWhole || unread.size > 0}
              onClick={() => void saving.save(week, { from, last, seenHours })}
            >
              {t(last === '' ? 'hours.save' : 'hours.saveUntil', {
                day: format.dayWord(from) === 'today' ? t('hours.today') : format.date(from),
                last: last === '' ? '' : format.date(last),
              })}
            </Button>
          </>
        )}
      </footer>
      {saving.dialog}
    </section>
  );
}

function withUnread(known: Unread, day: number, text: string | undefined): Unread {
  const rest = [...known].filter(([other]) => other !== day);
  return new Map(text === undefined ? rest : [...rest, [day, text]]);
}

type FieldsProps = {
  readonly week: WeekSpans;
  readonly days: readonly CivilDate[];
  readonly from: string;
  readonly others: readonly DoctorDto[];
  readonly unread: Unread;
  /** Undefined once a day is read again. */
  readonly onUnread: (day: number, text: string | undefined) => void;
  readonly onChange: (week: WeekSpans) => void;
  /** Another week as a whole, in the place of what was typed. */
  readonly onReplace: (week: WeekSpans) => void;
};

/** The same week in words, one line a day: for the keyboard, and for times to the minute. */
function WeekFields(props: FieldsProps) {
  const { week, days, from, others, unread, onUnread, onChange, onReplace } = props;
  const { t } = useTranslation('clinicSetup');
  const format = useFormat();
  return (
    <div className={classes.weekFields}>
      {days.map((day, index) => (
        <DayField
          key={day}
          label={format.weekdayShort(day)}
          text={spansText(week[index] ?? [])}
          unread={unread.get(index)}
          onUnread={(text) => onUnread(index, text)}
          onRead={(spans) => onChange(week.map((known, at) => (at === index ? spans : known)))}
        />
      ))}
      <Button
        variant="subtle"
        onClick={() =>
          onReplace(week.map((known, index) => (index > 0 && index < 5 ? (week[0] ?? []) : known)))
        }
      >
        {t('hours.copyMonday')}
      </Button>
      {others.length > 0 && <CopyWeek from={from} others={others} onReplace={onReplace} />}
    </div>
  );
}

/** Colleagues often work alike. */
function CopyWeek({ from, others, onReplace }: Pick<FieldsProps, 'from' | 'others' | 'onReplace'>) {
  const { t } = useTranslation('clinicSetup');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  async function copy(id: string): Promise<void> {
    const other = others.find((doctor) => doctor.id === id);
    if (other === undefined) return;
    const { weeklyHours } = await queryClient.fetchQuery(
      trpc.clinic.doctorCalendar.queryOptions({ doctorId: other.id }),
    );
    onReplace(weekOn(weeklyHours, from));
  }
  return (
    <select
      className={classes.copy}
      aria-label={t('hours.copyOther')}
      value=""
      onChange={(event) => void copy(event.currentTarget.value)}
    >
      <option value="">{t('hours.copyOther')}</option>
      {others.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
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
  const { t } = useTranslation('clinicSetup');
  /** As it is typed, until the field is left: `9-12` is not put in order under somebody's hands. */
  const [typed, setTyped] = useState<string>();
  return (
    <TextInput
      label={label}
      placeholder={t('hours.off')}
      value={unread ?? typed ?? text}
      error={unread === undefined ? undefined : t('hours.unread')}
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

type Saved = { readonly from: string; readonly last: string; readonly seenHours: string };

function useSavingHours({ doctorId, weeklyHours }: DoctorCalendarDto, onDone: () => void) {
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const { check, dialog } = useCheckedChange();
  const [isSaving, setSaving] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function save(week: WeekSpans, { from, last, seenHours }: Saved): Promise<void> {
    const next = (day: string, step: number) => addDays(day as CivilDate, step);
    const period = {
      day: from,
      dayBefore: next(from, -1),
      until: last === '' ? undefined : { last, dayAfter: next(last, 1) },
    };
    const change = { doctorId, hours: rowsFrom(weeklyHours, week, period), seenHours };
    setSaving(true);
    setProblem(undefined);
    try {
      await check({ kind: 'weeklyHours', change }, (touched) =>
        api.clinic.replaceWeeklyHours.mutate({ ...change, touched }),
      );
      await queryClient.invalidateQueries(trpc.clinic.pathFilter());
      onDone();
      setSaved(true);
    } catch (error) {
      const [first] = fieldErrorsOf(error);
      if (!(error instanceof GivenUp)) setProblem(first?.message ?? errorText(error));
      if (reasonOf(error).code !== 'stale_version') return;
      await queryClient.invalidateQueries(trpc.clinic.pathFilter());
      onDone();
    } finally {
      setSaving(false);
    }
  }
  return { save, isSaving, isSaved, problem, dialog };
}
