import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorHoursDto } from '../../../shared/contracts/clinic-calendar.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useKeptText } from '../../lib/draft.ts';
import { fieldErrorsOf, reasonOf, useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { newRequestId } from '../../lib/request-id.ts';
import { GivenUp } from '../../ui/given-up.ts';
import { useLookedOver } from '../../ui/touched/use-looked-over.tsx';
import { type DrawnWeek, useDrawnWeek } from '../../ui/week/use-drawn-week.ts';
import classes from '../../ui/week/week.module.css';
import { WeekEditor } from '../../ui/week/week-editor.tsx';
import { weekRows } from '../../ui/week/week-hours.ts';

const LONGEST_NOTE = 200;

/** The own week, drawn as it would be better. */
export function ProposeWeek({ hours }: { readonly hours: DoctorHoursDto }) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const drawn = useDrawnWeek(hours, 'my-hours');
  const { text: note, setText: setNote } = useKeptText('my-hours:note');
  const proposing = useProposing(drawn, () => setNote(''));
  const { from, last } = drawn;
  return (
    <>
      <WeekEditor
        title={t('title')}
        level={2}
        drawn={drawn}
        replaces={(days) => t('own.replaces', { days })}
        problem={proposing.problem}
        note={
          <TextInput
            className={classes.note}
            aria-label={t('own.note')}
            placeholder={t('own.note')}
            maxLength={LONGEST_NOTE}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        }
        save={{
          label: t(last === '' ? 'own.propose' : 'own.proposeUntil', {
            day: format.dayWord(from) === 'today' ? t('today') : format.date(from),
            last: last === '' ? '' : format.date(last),
          }),
          undone: t('own.unsent'),
          isBusy: proposing.isSending,
          onPress: () => void proposing.send(note),
        }}
      />
      {proposing.dialog}
    </>
  );
}

function useProposing(drawn: DrawnWeek, onDone: () => void) {
  const { t } = useTranslation('hours');
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const { check, dialog } = useLookedOver('propose');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  async function send(note: string): Promise<void> {
    const { week, period, seenHours } = drawn;
    const proposed = { week: weekRows(week), validFrom: period.from, validTo: period.until };
    const requestId = newRequestId();
    setSending(true);
    setProblem(undefined);
    try {
      await check(
        (cursor) => api.hours.previewOwn.mutate({ ...proposed, cursor }),
        () => api.hours.propose.mutate({ ...proposed, note, seenHours, requestId }),
      );
      await queryClient.invalidateQueries(trpc.hours.pathFilter());
      drawn.finish();
      onDone();
      notifications.show({ message: t('own.sent') });
    } catch (error) {
      const [first] = fieldErrorsOf(error);
      if (!(error instanceof GivenUp)) setProblem(first?.message ?? errorText(error));
      if (reasonOf(error).code !== 'stale_version') return;
      await queryClient.invalidateQueries(trpc.hours.pathFilter());
      drawn.finish();
    } finally {
      setSending(false);
    }
  }
  return { send, isSending, problem, dialog };
}
