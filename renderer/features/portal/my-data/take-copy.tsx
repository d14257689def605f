import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../../lib/api.ts';
import { fieldErrorsOf, reasonOf, useErrorText } from '../../../lib/errors.ts';
import { saveCopy } from '../../../lib/save-copy.ts';
import { useSession } from '../../../lib/session.ts';
import { Notice } from '../../../ui/notice.tsx';
import { PasswordField } from '../../../ui/password-field.tsx';
import { PortalSection } from '../portal-page.tsx';
import classes from './my-data.module.css';

type State = 'idle' | 'making' | 'done';

/** One file with everything, for whoever types the password. */
export function TakeCopy() {
  const { t } = useTranslation(['myData', 'common']);
  const [password, setPassword] = useState('');
  const { state, problem, take } = useCopy();
  function submit(event: FormEvent) {
    event.preventDefault();
    if (state === 'making') return;
    void take(password, () => setPassword(''));
  }
  return (
    <PortalSection title={t('copy.title')}>
      <form className={classes.card} onSubmit={submit} noValidate>
        <p className={classes.soft}>{t('copy.lead')}</p>
        {state === 'done' && <Notice tone="good">{t('copy.done')}</Notice>}
        <PasswordField
          label={t('copy.password')}
          value={password}
          error={problem}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
        />
        <Button type="submit" loading={state === 'making'}>
          {t('copy.submit')}
        </Button>
        <span role="status">{state === 'making' && t('copy.making')}</span>
      </form>
    </PortalSection>
  );
}

function useCopy() {
  const { t } = useTranslation(['myData', 'common']);
  const api = useTRPCClient();
  const session = useSession();
  const errorText = useErrorText();
  const [state, setState] = useState<State>('idle');
  const [problem, setProblem] = useState<string>();
  async function take(password: string, onDone: () => void): Promise<void> {
    if (password === '') return setProblem(t('common:form.required'));
    setProblem(undefined);
    setState('making');
    try {
      await saveCopy(session, await api.exports.prepareOwn.mutate({ password }));
      setState('done');
      onDone();
    } catch (error) {
      const isOurs = reasonOf(error).code !== 'internal';
      setProblem(fieldErrorsOf(error)[0]?.message ?? (isOurs ? errorText(error) : t('copy.failed')));
      setState('idle');
    }
  }
  return { state, problem, take };
}
