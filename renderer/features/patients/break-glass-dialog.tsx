import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenedChart } from '../../../shared/contracts/break-glass.ts';
import { BREAK_GLASS } from '../../../shared/domain/break-glass.ts';
import { useTRPC } from '../../lib/api.ts';
import { fieldErrorsOf, reasonOf, useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import classes from './charts.module.css';
import { readBirthDate } from './read-birth-date.ts';

type Props = { readonly onClose: () => void; readonly onOpened: (chart: OpenedChart) => void };

const EMPTY = { person: '', birthDate: '', reason: '', password: '' };
type Fields = typeof EMPTY;
type Problems = Partial<Record<keyof Fields, string>>;

/** A stranger's chart: who exactly, why, and the password again. */
export function BreakGlassDialog({ onClose, onOpened }: Props) {
  const { t } = useTranslation(['breakGlass', 'common']);
  const [fields, setFields] = useState(EMPTY);
  const [isTried, setTried] = useState(false);
  const check = useProblems(fields);
  const { open, problem, fieldProblems } = useOpening(onOpened);
  const problems: Problems = isTried ? { ...check.problems, ...fieldProblems } : {};

  function send() {
    setTried(true);
    if (check.input !== undefined && !open.isPending) open.send(check.input);
  }
  const field = (name: keyof Fields) => ({
    value: fields[name],
    error: problems[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      setFields({ ...fields, [name]: event.currentTarget.value }),
  });
  return (
    <DeskDialog
      title={t('open.title')}
      size={520}
      onClose={onClose}
      onSubmit={send}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button type="submit" color="red" loading={open.isPending}>
            {t('open.submit')}
          </Button>
        </>
      }
    >
      <Notice tone="warn">{t('open.warning', { minutes: BREAK_GLASS.minutes })}</Notice>
      <TextInput {...field('person')} label={t('open.person')} autoComplete="off" data-autofocus />
      <TextInput
        {...field('birthDate')}
        label={t('open.birthDate')}
        placeholder={t('open.birthDateExample')}
        autoComplete="off"
      />
      <Textarea
        {...field('reason')}
        label={t('open.reason')}
        description={t('open.reasonHint', { count: BREAK_GLASS.minReasonLength })}
        maxLength={500}
        autosize
        minRows={2}
      />
      <PasswordField
        {...field('password')}
        label={t('common:passwordAgain.label')}
        autoComplete="current-password"
      />
      {problem !== undefined && (
        <p className={classes.problem} role="alert">
          {problem}
        </p>
      )}
    </DeskDialog>
  );
}

type Input = { person: string; birthDate: string; reason: string; password: string };

function useOpening(onOpened: Props['onOpened']) {
  const { t } = useTranslation('breakGlass');
  const errorText = useErrorText();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const requestId = useRequestId();
  const mutation = useMutation(
    trpc.breakGlass.open.mutationOptions({
      onSuccess: (chart) => {
        void queryClient.invalidateQueries(trpc.breakGlass.pathFilter());
        onOpened(chart);
      },
    }),
  );
  const { error } = mutation;
  const { code, details } = error === null ? NO_REASON : reasonOf(error);
  const problem =
    code === undefined || code === 'invalid_input'
      ? undefined
      : code === 'not_found'
        ? t('open.nobody')
        : code === 'rate_limited'
          ? t('perDay' in details ? 'open.tooMany' : 'open.tooManyTries')
          : errorText(error);
  const refused = error === null ? [] : fieldErrorsOf(error);
  const fieldProblems: Problems = Object.fromEntries(refused.map(({ path, message }) => [path, message]));
  const send = (input: Input) => {
    const { password: _, ...asked } = input;
    mutation.mutate({ ...input, requestId: requestId(asked) });
  };
  return { open: { isPending: mutation.isPending, send }, problem, fieldProblems };
}

const NO_REASON = { code: undefined, details: {} };

function useProblems(fields: Fields): { problems: Problems; input: Input | undefined } {
  const { t } = useTranslation(['breakGlass', 'common']);
  const format = useFormat();
  const person = fields.person.trim();
  const reason = fields.reason.trim();
  const birthDate = readBirthDate(fields.birthDate, format.today());
  const problems: Problems = {
    ...(person === '' && { person: t('common:form.required') }),
    ...(birthDate === undefined && { birthDate: t('open.birthDateWrong') }),
    ...(reason.length < BREAK_GLASS.minReasonLength && {
      reason: t('open.reasonShort'),
    }),
    ...(fields.password === '' && { password: t('common:form.required') }),
  };
  const isFine = birthDate !== undefined && Object.keys(problems).length === 0;
  return { problems, input: isFine ? { person, birthDate, reason, password: fields.password } : undefined };
}
