import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorCalendarDto } from '../../../shared/contracts/clinic-calendar.ts';
import type { CivilDate, LocalTime } from '../../../shared/time/civil-date.ts';
import { wallTimeToInstant } from '../../../shared/time/clinic-zone.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { newRequestId } from '../../lib/request-id.ts';
import { FieldProblem } from '../../ui/fields.tsx';
import { FieldsDialog } from '../../ui/fields-dialog.tsx';
import { clockText, readSpans } from '../../ui/week/week-hours.ts';
import classes from './clinic-setup.module.css';
import { requireAhead } from './require-ahead.ts';
import { useCheckedChange } from './use-checked-change.tsx';
import { useRemoving } from './use-removing.ts';

type Props = { readonly calendar: DoctorCalendarDto };

/** What is not as the week says: single days, and times somebody is away. */
export function DoctorDays({ calendar }: Props) {
  const { t } = useTranslation(['clinicSetup', 'common']);
  const format = useFormat();
  const [adding, setAdding] = useState<'exception' | 'timeOff'>();
  const { removeException, removeTimeOff, dialog } = useRemovals(calendar);
  const { exceptions, timeOff } = calendar;
  return (
    <section className={classes.block} aria-labelledby="days">
      <header className={classes.blockHead}>
        <h3 id="days">{t('days.title')}</h3>
        <div className={classes.buttons}>
          <Button variant="default" onClick={() => setAdding('exception')}>
            {t('days.addException')}
          </Button>
          <Button variant="default" onClick={() => setAdding('timeOff')}>
            {t('days.addTimeOff')}
          </Button>
        </div>
      </header>
      {exceptions.length + timeOff.length === 0 && <p className={classes.lead}>{t('days.none')}</p>}
      <ul className={classes.lines}>
        {exceptions.map(({ date, open }) => (
          <li key={date}>
            <strong>{format.dayLong(date)}</strong>
            <span>
              {open.length === 0
                ? t('days.closed')
                : open.map(({ startTime, endTime }) => format.wallRange(startTime, endTime)).join(', ')}
            </span>
            <Button
              variant="subtle"
              aria-label={t('days.removeException', { day: format.dayLong(date) })}
              onClick={() => void removeException({ date, open })}
            >
              {t('remove')}
            </Button>
          </li>
        ))}
        {timeOff.map(({ id, startsAt, endsAt, reason }) => (
          <li key={id}>
            <strong>
              {format.dateTime(startsAt)} – {format.dateTime(endsAt)}
            </strong>
            <span>{reason === '' ? t('days.away') : t('days.awayFor', { reason })}</span>
            <Button
              variant="subtle"
              aria-label={t('days.removeTimeOff', { time: format.dateTime(startsAt) })}
              onClick={() => void removeTimeOff({ id, startsAt, endsAt, reason })}
            >
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      {adding === 'exception' && <ExceptionDialog calendar={calendar} onClose={() => setAdding(undefined)} />}
      {adding === 'timeOff' && <TimeOffDialog calendar={calendar} onClose={() => setAdding(undefined)} />}
      {dialog}
    </section>
  );
}

type Exception = DoctorCalendarDto['exceptions'][number];
type TimeOff = DoctorCalendarDto['timeOff'][number];

function useRemovals({ doctorId }: DoctorCalendarDto) {
  const api = useTRPCClient();
  const format = useFormat();
  const { check, dialog } = useCheckedChange();
  const { remove } = useRemoving();
  return {
    dialog,
    removeException: ({ date, open }: Exception) => {
      const day = { doctorId, date };
      const change = { ...day, open };
      return remove({
        name: format.dayLong(date),
        act: () =>
          check({ kind: 'dropDateException', change: day }, (touched) =>
            api.clinic.removeDateException.mutate({ ...day, touched }),
          ),
        was: { kind: 'dateException', change },
        putBack: (touched) => api.clinic.setDateException.mutate({ ...change, touched }),
      });
    },
    removeTimeOff: ({ id, startsAt, endsAt, reason }: TimeOff) => {
      const change = { doctorId, startsAt, endsAt, reason, requestId: newRequestId() };
      return remove({
        name: format.dateTime(startsAt),
        act: () => api.clinic.removeTimeOff.mutate({ doctorId, id }),
        was: { kind: 'timeOff', change },
        putBack: (touched) => api.clinic.addTimeOff.mutate({ ...change, touched }),
      });
    },
  };
}

type DialogProps = Props & { readonly onClose: () => void };

function ExceptionDialog({ calendar: { doctorId }, onClose }: DialogProps) {
  const { t } = useTranslation(['clinicSetup', 'hours', 'common']);
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const format = useFormat();
  const { check, dialog } = useCheckedChange();
  return (
    <>
      <FieldsDialog
        title={t('days.addException')}
        lead={t('days.exceptionLead')}
        save={t('common:actions.save')}
        values={{ date: format.today(), open: '' }}
        fields={[
          { name: 'date', label: t('days.date'), kind: 'date' },
          { name: 'open', label: t('days.hours'), hint: t('days.hoursHint') },
        ]}
        onClose={onClose}
        onSave={async ({ date, open }) => {
          requireAhead('date', String(date), format.today());
          const spans = readSpans(String(open));
          if (spans === undefined) throw new FieldProblem('open', t('hours:unread'));
          const hours = spans.map(({ from, to }) => ({ startTime: clockText(from), endTime: clockText(to) }));
          const change = { doctorId, date: String(date), open: hours };
          await check({ kind: 'dateException', change }, (touched) =>
            api.clinic.setDateException.mutate({ ...change, touched }),
          );
          await queryClient.invalidateQueries(trpc.clinic.pathFilter());
        }}
      />
      {dialog}
    </>
  );
}

function TimeOffDialog({ calendar: { doctorId }, onClose }: DialogProps) {
  const { t } = useTranslation(['clinicSetup', 'common']);
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const format = useFormat();
  const [requestId] = useState(newRequestId);
  const { check, dialog } = useCheckedChange();
  const today = format.today();
  return (
    <>
      <FieldsDialog
        title={t('days.addTimeOff')}
        lead={t('days.timeOffLead')}
        save={t('common:actions.save')}
        values={{ fromDay: today, fromTime: '', toDay: today, toTime: '', reason: '' }}
        fields={[
          { name: 'fromDay', label: t('days.fromDay'), kind: 'date' },
          { name: 'fromTime', label: t('days.fromTime'), kind: 'time' },
          { name: 'toDay', label: t('days.toDay'), kind: 'date' },
          { name: 'toTime', label: t('days.toTime'), kind: 'time' },
          { name: 'reason', label: t('days.reason'), isWide: true },
        ]}
        onClose={onClose}
        onSave={async ({ fromDay, fromTime, toDay, toTime, reason }) => {
          requireAhead('toDay', String(toDay), today);
          if (String(toDay) < String(fromDay)) throw new FieldProblem('toDay', t('endsBefore'));
          const wallTime = (day: unknown, time: unknown, whole: string) =>
            wallTimeToInstant(
              String(day) as CivilDate,
              (time === '' ? whole : String(time)) as LocalTime,
              format.timeZone,
            );
          const change = {
            doctorId,
            startsAt: wallTime(fromDay, fromTime, '00:00'),
            endsAt: wallTime(toDay, toTime, '24:00'),
            reason: String(reason),
            requestId,
          };
          await check({ kind: 'timeOff', change }, (touched) =>
            api.clinic.addTimeOff.mutate({ ...change, touched }),
          );
          await queryClient.invalidateQueries(trpc.clinic.pathFilter());
        }}
      />
      {dialog}
    </>
  );
}
