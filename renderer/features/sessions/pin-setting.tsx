import { Button, Group, PasswordInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Pin } from '../../../shared/contracts/sessions.ts';
import { useTRPC } from '../../lib/api.ts';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import classes from './session-list.module.css';

type Task = 'set' | 'remove';

/** Do I come back to a locked screen by a few digits? Set and taken away with the password. */
export function PinSetting() {
  const { t } = useTranslation(['sessions', 'common']);
  const trpc = useTRPC();
  const [task, setTask] = useState<Task>();
  const state = useQuery(trpc.auth.lockState.queryOptions({}, { staleTime: 0 }));
  if (state.data === undefined) return null;
  const { hasPin } = state.data;
  return (
    <section className={classes.sessions} aria-labelledby="pin-title">
      <h2 id="pin-title" className={classes.title}>
        {t('pin.title')}
      </h2>
      <p className={classes.lead}>{t('pin.lead')}</p>
      <p>{t(hasPin ? 'pin.on' : 'pin.off')}</p>
      {task === undefined ? (
        <Group gap="xs">
          <Button variant="default" onClick={() => setTask('set')}>
            {t(hasPin ? 'pin.change' : 'pin.set')}
          </Button>
          {hasPin && (
            <Button variant="subtle" onClick={() => setTask('remove')}>
              {t('pin.remove')}
            </Button>
          )}
        </Group>
      ) : (
        <PinForm task={task} onDone={() => setTask(undefined)} />
      )}
    </section>
  );
}

function PinForm({ task, onDone }: { readonly task: Task; readonly onDone: () => void }) {
  const { t } = useTranslation(['sessions', 'common']);
  const errorText = useErrorText();
  const [pin, setPin] = useState('');
  const [password, setPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const save = useSave(onDone);
  const refused = new Map(fieldErrorsOf(save.error).map(({ path, message }) => [path, message]));
  const isPinWrong = task === 'set' && !Pin.safeParse(pin).success;

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (isPinWrong || password === '' || save.isPending) return;
    if (task === 'set') save.set({ pin, password });
    else save.remove({ password });
  }
  return (
    <form onSubmit={submit} noValidate className={classes.pinForm}>
      {task === 'set' && (
        <PasswordInput
          label={t('pin.newPin')}
          description={t('pin.newPinHint')}
          error={isTried && isPinWrong ? t('pin.newPinHint') : refused.get('pin')}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value)}
          inputMode="numeric"
          maxLength={8}
          autoComplete="off"
          autoFocus
        />
      )}
      <PasswordField
        label={t('pin.password')}
        error={isTried && password === '' ? t('common:form.required') : refused.get('password')}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
      />
      {save.error !== null && refused.size === 0 && (
        <p className={classes.problem} role="alert">
          {errorText(save.error)}
        </p>
      )}
      <Group gap="xs">
        <Button type="submit" loading={save.isPending}>
          {t(task === 'set' ? 'pin.save' : 'pin.remove')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('common:actions.cancel')}
        </Button>
      </Group>
    </form>
  );
}

function useSave(onDone: () => void) {
  const { t } = useTranslation('sessions');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const done = async (message: string) => {
    await queryClient.invalidateQueries(trpc.auth.lockState.queryFilter({}));
    notifications.show({ message });
    onDone();
  };
  const set = useMutation(trpc.auth.setPin.mutationOptions({ onSuccess: () => done(t('pin.saved')) }));
  const remove = useMutation(
    trpc.auth.removePin.mutationOptions({ onSuccess: () => done(t('pin.removed')) }),
  );
  return {
    set: set.mutate,
    remove: remove.mutate,
    error: set.error ?? remove.error,
    isPending: set.isPending || remove.isPending,
  };
}
