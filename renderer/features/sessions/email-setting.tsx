import { Button, Group, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { useMe } from '../../lib/session.ts';
import { FieldsDialog } from '../../ui/fields-dialog.tsx';
import classes from './session-list.module.css';

/** Which address do I sign in with, and how does it become another? */
export function EmailSetting() {
  const { t } = useTranslation('sessions');
  const { role } = useMe();
  const trpc = useTRPC();
  const state = useQuery(trpc.auth.emailState.queryOptions({}));
  const [isAsking, setAsking] = useState(false);
  const [sentTo, setSentTo] = useState<string>();
  if (state.data === undefined) return null;
  const { email, verifiedAt, hasMail } = state.data;
  return (
    <section className={classes.sessions} aria-labelledby="email-title">
      <h2 id="email-title" className={classes.title}>
        {t('email.title')}
      </h2>
      <p className={classes.lead}>{t(verifiedAt === null ? 'email.unproven' : 'email.proven', { email })}</p>
      {!hasMail && <p className={classes.lead}>{t(role === 'patient' ? 'email.byDesk' : 'email.byAdmin')}</p>}
      {hasMail && sentTo === undefined && (
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('email.change')}
        </Button>
      )}
      {sentTo !== undefined && <CodeForm sentTo={sentTo} onDone={() => setSentTo(undefined)} />}
      {isAsking && <AskDialog onClose={() => setAsking(false)} onSent={setSentTo} />}
    </section>
  );
}

type AskProps = { readonly onClose: () => void; readonly onSent: (email: string) => void };

function AskDialog({ onClose, onSent }: AskProps) {
  const { t } = useTranslation(['sessions', 'common']);
  const api = useTRPCClient();
  return (
    <FieldsDialog
      title={t('email.change')}
      lead={t('email.lead')}
      save={t('email.send')}
      values={{ email: '', password: '' }}
      fields={[
        { name: 'email', label: t('email.wanted'), isWide: true },
        { name: 'password', label: t('common:passwordAgain.label'), kind: 'password', isWide: true },
      ]}
      onClose={onClose}
      onSave={async (values) => {
        const email = String(values['email']).trim();
        await api.auth.beginEmailChange.mutate({ email, password: String(values['password']) });
        onSent(email);
      }}
    />
  );
}

type CodeProps = { readonly sentTo: string; readonly onDone: () => void };

function CodeForm({ sentTo, onDone }: CodeProps) {
  const { t } = useTranslation(['sessions', 'common']);
  const errorText = useErrorText();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [code, setCode] = useState('');
  const confirm = useMutation(
    trpc.auth.confirmEmail.mutationOptions({
      onSuccess: async ({ email }) => {
        await queryClient.invalidateQueries(trpc.auth.emailState.queryFilter({}));
        notifications.show({ message: t('email.saved', { email }) });
        onDone();
      },
    }),
  );
  const { error } = confirm;
  const refused = error === null ? undefined : (fieldErrorsOf(error)[0]?.message ?? errorText(error));
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!confirm.isPending) confirm.mutate({ code });
  }
  return (
    <form onSubmit={submit} noValidate className={classes.pinForm}>
      <p role="status">{t('email.sent', { email: sentTo })}</p>
      <TextInput
        label={t('email.code')}
        value={code}
        error={refused}
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Button type="submit" loading={confirm.isPending}>
          {t('email.confirm')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('common:actions.cancel')}
        </Button>
      </Group>
    </form>
  );
}
