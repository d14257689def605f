import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Pin } from '../../../shared/contracts/sessions.ts';
import { useTRPCClient } from '../../lib/api.ts';
import { reasonOf, useErrorText } from '../../lib/errors.ts';
import { useLock } from '../../lib/lock.ts';
import { PasswordField } from '../../ui/password-field.tsx';
import classes from './lock-screen.module.css';
import { PinPad } from './pin-pad.tsx';

type Way = 'pin' | 'password';

/** A few digits, or the password where there is no PIN or it was wrong too often. */
export function UnlockForm() {
  const { t } = useTranslation('lock');
  const errorId = useId();
  const form = useUnlock();
  if (form.way === undefined) return <div className={classes.waiting} />;
  return (
    <form className={classes.form} onSubmit={form.submit} noValidate>
      {form.way === 'pin' ? (
        <PinPad
          value={form.secret}
          onChange={form.setSecret}
          describedBy={form.problem === undefined ? undefined : errorId}
        />
      ) : (
        <PasswordField
          label={t('password')}
          value={form.secret}
          onChange={(event) => form.setSecret(event.currentTarget.value)}
          autoComplete="current-password"
          autoFocus
          aria-describedby={form.problem === undefined ? undefined : errorId}
        />
      )}
      <p id={errorId} className={classes.problem} role="alert">
        {form.problem}
      </p>
      <Button type="submit" fullWidth size="md" loading={form.isSending}>
        {t('unlock')}
      </Button>
      {form.canUsePin && (
        <Button
          variant="subtle"
          fullWidth
          onClick={() => form.choose(form.way === 'pin' ? 'password' : 'pin')}
        >
          {t(form.way === 'pin' ? 'usePassword' : 'usePin')}
        </Button>
      )}
    </form>
  );
}

function useUnlock() {
  const { t } = useTranslation('lock');
  const errorText = useErrorText();
  const api = useTRPCClient();
  const lock = useLock();
  const [way, setWay] = useState<Way>();
  const [canUsePin, setCanUsePin] = useState(false);
  const [secret, setSecret] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);
  const isOpen = useRef(true);

  useEffect(() => {
    isOpen.current = true;
    api.auth.lockState.query({}).then(
      ({ hasPin, pinTriesLeft }) => {
        setCanUsePin(hasPin && pinTriesLeft > 0);
        setWay(hasPin && pinTriesLeft > 0 ? 'pin' : 'password');
      },
      () => setWay('password'),
    );
    return () => {
      isOpen.current = false;
    };
  }, [api]);

  function choose(next: Way): void {
    setWay(next);
    setSecret('');
    setProblem(undefined);
  }
  function refuse(error: unknown): void {
    const { code, details } = reasonOf(error);
    setSecret('');
    if (code !== 'invalid_input') return setProblem(errorText(error));
    if (way === 'password') return setProblem(t('passwordWrong'));
    const triesLeft = Number(details.triesLeft ?? 0);
    if (triesLeft > 0) return setProblem(t('pinWrong', { count: triesLeft }));
    setCanUsePin(false);
    setWay('password');
    setProblem(t('pinSpent'));
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isSending || way === undefined) return;
    if (way === 'pin' && !Pin.safeParse(secret).success) return setProblem(t('pinNeeded'));
    if (secret === '') return;
    setSending(true);
    setProblem(undefined);
    try {
      await api.auth.unlock.mutate(way === 'pin' ? { pin: secret } : { password: secret });
      await lock.open();
    } catch (error) {
      refuse(error);
    } finally {
      if (isOpen.current) setSending(false);
    }
  }
  return {
    way,
    canUsePin,
    secret,
    setSecret,
    problem,
    isSending,
    choose,
    submit: (event: FormEvent) => void submit(event),
  };
}
