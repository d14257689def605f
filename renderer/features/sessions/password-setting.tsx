import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PasswordKind, passwordKindOf, passwordMinOf } from '../../../shared/domain/password-rules.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import { useTRPC } from '../../lib/api.ts';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { useMe } from '../../lib/session.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import classes from './session-list.module.css';

/** Another password, for whoever knows the present one. */
export function PasswordSetting() {
  const { t } = useTranslation('sessions');
  const { role } = useMe();
  const [isOpen, setOpen] = useState(false);
  return (
    <section className={classes.sessions} aria-labelledby="password-title">
      <h2 id="password-title" className={classes.title}>
        {t('password.title')}
      </h2>
      <p className={classes.lead}>{t(role === 'patient' ? 'password.lead' : 'password.leadWithPin')}</p>
      {isOpen ? (
        <PasswordForm onDone={() => setOpen(false)} />
      ) : (
        <Group gap="xs">
          <Button variant="default" onClick={() => setOpen(true)}>
            {t('password.change')}
          </Button>
        </Group>
      )}
    </section>
  );
}

function PasswordForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation(['sessions', 'common']);
  const { role } = useMe();
  const kind = useOwnKind(role);
  const errorText = useErrorText();
  const [password, setPassword] = useState('');
  const [newPassword, setNewPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const change = useChange(onDone);
  const refused = new Map(fieldErrorsOf(change.error).map(({ path, message }) => [path, message]));
  const missing = (value: string) => (isTried && value === '' ? t('common:form.required') : undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (password === '' || newPassword === '' || change.isPending) return;
    change.mutate({ password, newPassword });
  }
  return (
    <form onSubmit={submit} noValidate className={classes.pinForm}>
      <PasswordField
        label={t('password.present')}
        error={missing(password) ?? refused.get('password')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
        autoFocus
      />
      <PasswordField
        label={t('password.wanted')}
        description={t('password.wantedHint', { count: passwordMinOf(kind) })}
        error={missing(newPassword) ?? refused.get('newPassword')}
        value={newPassword}
        onChange={(event) => setNewPassword(event.currentTarget.value)}
        autoComplete="new-password"
      />
      {change.error !== null && refused.size === 0 && (
        <p className={classes.problem} role="alert">
          {errorText(change.error)}
        </p>
      )}
      <Group gap="xs">
        <Button type="submit" loading={change.isPending}>
          {t('password.save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('common:actions.cancel')}
        </Button>
      </Group>
    </form>
  );
}

/** Those whom a second factor guards do with a shorter one. */
function useOwnKind(role: Role): PasswordKind {
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.auth.factorState.queryOptions({}), enabled: role !== 'patient' });
  const hasFactor = data !== undefined && (data.onSince !== null || data.passkeys > 0);
  return passwordKindOf(role, hasFactor);
}

function useChange(onDone: () => void) {
  const { t } = useTranslation('sessions');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.auth.changePassword.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          queryClient.invalidateQueries(trpc.auth.listSessions.queryFilter({})),
          queryClient.invalidateQueries(trpc.auth.lockState.queryFilter({})),
        ]);
        notifications.show({ message: t('password.saved') });
        onDone();
      },
    }),
  );
}
