import { Button, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Controller, useForm, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from '../../../lib/zod.ts';
import { RequestWords } from '../../../../shared/contracts/requests.ts';
import { DayPart, Urgency } from '../../../../shared/contracts/words.ts';
import { type ClinicSettings, DAY_PARTS } from '../../../../shared/domain/clinic-settings.ts';
import { URGENCIES } from '../../../../shared/domain/urgency.ts';
import type { DoctorId, SpecializationId } from '../../../../shared/ids.ts';
import { addDays, parseCivilDate } from '../../../../shared/time/civil-date.ts';
import { useTRPC } from '../../../lib/api.ts';
import { dropDraft, keepDraft, readDraft, useDraftsLoaded } from '../../../lib/draft.ts';
import { showFieldErrors, useErrorText } from '../../../lib/errors.ts';
import { useFormResolver } from '../../../lib/form-resolver.ts';
import { useFormat } from '../../../lib/format.ts';
import { useRequestId } from '../../../lib/request-id.ts';
import { Choices } from '../../../ui/choices.tsx';
import { FormProblems } from '../../../ui/form-problems.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useRefreshOwn } from '../use-refresh-own.ts';
import classes from './ask-form.module.css';

/** Each field by itself: one that is not yet right does not lose the others. */
const Draft = z.object({
  date: z.string().catch(''),
  dayPart: DayPart.optional().catch(undefined),
  urgency: Urgency.catch('medium'),
  reason: z.string().catch(''),
});
const FIELDS = ['date', 'dayPart', 'urgency', 'reason'] as const;

type Props = {
  /** One doctor, or any of a specialization. */
  readonly whom: { readonly doctorId: DoctorId } | { readonly specializationId: SpecializationId };
  readonly settings: ClinicSettings;
};

/** Which day, which part of it, how urgent, and why: the front desk finds the time. */
export function AskForm(props: Props) {
  return useDraftsLoaded() ? <AskFields {...props} /> : null;
}

function AskFields({ whom, settings }: Props) {
  const { t } = useTranslation(['portal', 'common']);
  const trpc = useTRPC();
  const format = useFormat();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const refreshOwn = useRefreshOwn();
  const requestIdFor = useRequestId();
  const today = format.today();
  const schema = RequestWords.extend({
    date: z.string().refine((day) => day >= today && parseCivilDate(day) !== undefined, {
      error: t('ask.dateNeeded'),
    }),
    dayPart: z.enum(DAY_PARTS, { error: t('ask.partNeeded') }),
  });
  const draft = `ask:${'doctorId' in whom ? whom.doctorId : whom.specializationId}`;
  const form = useForm({
    resolver: useFormResolver(schema),
    defaultValues: { date: '', urgency: 'medium', reason: '', ...readDraft(draft, Draft) },
  });
  const typed = useWatch({ control: form.control });
  const { errors, submitCount, isDirty } = form.formState;
  useEffect(() => {
    if (isDirty) keepDraft(draft, typed);
  }, [draft, typed, isDirty]);
  const ask = useMutation(
    trpc.requests.create.mutationOptions({
      onSuccess: async () => {
        dropDraft(draft);
        await refreshOwn();
        notifications.show({ message: t('ask.sent') });
        await navigate({ to: '/' });
      },
      onError: (error) => showFieldErrors(error, FIELDS, form.setError),
    }),
  );
  const submit = form.handleSubmit((values) => {
    const wanted = { ...values, ...whom };
    ask.mutate({ ...wanted, requestId: requestIdFor(wanted) });
  });
  const labels = {
    date: t('ask.date'),
    dayPart: t('ask.dayPart'),
    urgency: t('ask.urgency'),
    reason: t('ask.reason'),
  };
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <p className={classes.lead}>{t('doctorId' in whom ? 'ask.lead' : 'ask.leadAny')}</p>
      <FormProblems
        errors={errors}
        labels={labels}
        setFocus={form.setFocus}
        submitCount={submitCount}
        problem={ask.isError ? errorText(ask.error) : undefined}
      />
      <TextInput
        {...form.register('date')}
        type="date"
        label={labels.date}
        min={today}
        max={addDays(today, settings.horizonDays)}
        error={errors.date?.message}
      />
      <Controller
        control={form.control}
        name="dayPart"
        render={({ field, fieldState }) => (
          <Choices
            legend={labels.dayPart}
            value={field.value}
            onChange={field.onChange}
            error={fieldState.error?.message}
            choices={DAY_PARTS.map((part) => ({
              value: part,
              label: t(`common:dayPart.${part}`),
              hint: format.wallRange(settings.dayParts[part].start, settings.dayParts[part].end),
            }))}
          />
        )}
      />
      <Controller
        control={form.control}
        name="urgency"
        render={({ field }) => (
          <>
            <Choices
              legend={labels.urgency}
              value={field.value}
              onChange={field.onChange}
              choices={URGENCIES.map((urgency) => ({
                value: urgency,
                label: t(`ask.urgencies.${urgency}.label`),
                hint: t(`ask.urgencies.${urgency}.hint`),
              }))}
            />
            {field.value === 'emergency' && (
              <Notice tone="bad" title={t('ask.emergencyTitle')}>
                {t('ask.emergencyText')}
              </Notice>
            )}
          </>
        )}
      />
      <Textarea
        {...form.register('reason')}
        label={labels.reason}
        description={t('ask.reasonHint')}
        maxLength={500}
        rows={4}
        error={errors.reason?.message}
      />
      <Button type="submit" size="lg" loading={ask.isPending}>
        {t('ask.submit')}
      </Button>
    </form>
  );
}
