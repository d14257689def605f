import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../../lib/api.ts';
import { fieldErrorsOf, useErrorText } from '../../../lib/errors.ts';
import { useFormat } from '../../../lib/format.ts';
import classes from './profile.module.css';

/** Whether the address one signs in with is one's own: a code sent there proves it. */
export function EmailProof() {
  const { t } = useTranslation('myProfile');
  const trpc = useTRPC();
  const format = useFormat();
  const errorText = useErrorText();
  const state = useQuery(trpc.auth.emailState.queryOptions({}));
  const send = useMutation(trpc.auth.sendEmailCode.mutationOptions());
  if (state.data === undefined) return null;
  const { email, verifiedAt, hasMail } = state.data;
  if (verifiedAt !== null) return <p>{t('email.verified', { email, when: format.dateTime(verifiedAt) })}</p>;
  return (
    <div className={classes.form}>
      <p>{t('email.unverified', { email })}</p>
      {hasMail && !send.isSuccess && (
        <Button variant="default" loading={send.isPending} onClick={() => send.mutate({})}>
          {t('email.send')}
        </Button>
      )}
      {send.isError && <p role="alert">{errorText(send.error)}</p>}
      {send.isSuccess && (
        <>
          <p role="status">{t('email.sent', { email })}</p>
          <CodeForm />
        </>
      )}
    </div>
  );
}

function CodeForm() {
  const { t } = useTranslation('myProfile');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const [code, setCode] = useState('');
  const confirm = useMutation(
    trpc.auth.confirmEmail.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.auth.emailState.queryFilter({}));
        notifications.show({ message: t('email.confirmed') });
      },
    }),
  );
  const refused =
    confirm.error === null
      ? undefined
      : (fieldErrorsOf(confirm.error)[0]?.message ?? errorText(confirm.error));
  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!confirm.isPending) confirm.mutate({ code });
      }}
    >
      <TextInput
        label={t('email.code')}
        value={code}
        error={refused}
        inputMode="numeric"
        autoComplete="one-time-code"
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button type="submit" loading={confirm.isPending}>
        {t('email.confirm')}
      </Button>
    </form>
  );
}
