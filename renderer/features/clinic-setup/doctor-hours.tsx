import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorDto } from '../../../shared/contracts/clinic.ts';
import type { DoctorCalendarDto } from '../../../shared/contracts/clinic-calendar.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { fieldErrorsOf, reasonOf, useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { GivenUp } from '../../ui/given-up.ts';
import { type DrawnWeek, useDrawnWeek } from '../../ui/week/use-drawn-week.ts';
import { WeekEditor } from '../../ui/week/week-editor.tsx';
import { rowsFrom, weekOn } from '../../ui/week/week-hours.ts';
import classes from './clinic-setup.module.css';
import { useCheckedChange } from './use-checked-change.tsx';

type Props = {
  readonly calendar: DoctorCalendarDto;
  /** Whose weeks may be taken over. */
  readonly others: readonly DoctorDto[];
};

/** The week of a doctor, as the clinic writes it down. */
export function DoctorHours({ calendar, others }: Props) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const drawn = useDrawnWeek(calendar, `hours:${calendar.doctorId}`);
  const { from, last } = drawn;
  const saving = useSavingHours(calendar, drawn);
  return (
    <>
      <WeekEditor
        title={t('title')}
        drawn={drawn}
        replaces={(days) => t('replaces', { days })}
        beneath={others.length > 0 && <CopyWeek drawn={drawn} others={others} />}
        problem={saving.problem}
        done={saving.isSaved ? t('saved') : undefined}
        save={{
          label: t(last === '' ? 'save' : 'saveUntil', {
            day: format.dayWord(from) === 'today' ? t('today') : format.date(from),
            last: last === '' ? '' : format.date(last),
          }),
          undone: t('unsaved'),
          isBusy: saving.isSaving,
          onPress: () => void saving.save(),
        }}
      />
      {saving.dialog}
    </>
  );
}

/** Colleagues often work alike. */
function CopyWeek({ drawn, others }: Pick<Props, 'others'> & { readonly drawn: DrawnWeek }) {
  const { t } = useTranslation('hours');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  async function copy(id: string): Promise<void> {
    const other = others.find((doctor) => doctor.id === id);
    if (other === undefined) return;
    const { weeklyHours } = await queryClient.fetchQuery(
      trpc.clinic.doctorCalendar.queryOptions({ doctorId: other.id }),
    );
    drawn.replace(weekOn(weeklyHours, drawn.from));
  }
  return (
    <select
      className={classes.copy}
      aria-label={t('copyOther')}
      value=""
      onChange={(event) => void copy(event.currentTarget.value)}
    >
      <option value="">{t('copyOther')}</option>
      {others.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

function useSavingHours({ doctorId, weeklyHours }: DoctorCalendarDto, drawn: DrawnWeek) {
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const { check, dialog } = useCheckedChange();
  const [isSaving, setSaving] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function save(): Promise<void> {
    const { week, period, seenHours } = drawn;
    const change = { doctorId, hours: rowsFrom(weeklyHours, week, period), seenHours };
    setSaving(true);
    setProblem(undefined);
    try {
      await check({ kind: 'weeklyHours', change }, (touched) =>
        api.clinic.replaceWeeklyHours.mutate({ ...change, touched }),
      );
      await queryClient.invalidateQueries(trpc.clinic.pathFilter());
      drawn.finish();
      setSaved(true);
    } catch (error) {
      const [first] = fieldErrorsOf(error);
      if (!(error instanceof GivenUp)) setProblem(first?.message ?? errorText(error));
      if (reasonOf(error).code !== 'stale_version') return;
      await queryClient.invalidateQueries(trpc.clinic.pathFilter());
      drawn.finish();
    } finally {
      setSaving(false);
    }
  }
  return { save, isSaving, isSaved, problem, dialog };
}
