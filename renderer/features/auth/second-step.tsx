import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedIn } from '../../../shared/contracts/auth.ts';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { usePublicApi } from '../../lib/public-api.ts';
import { FrontPage } from '../../ui/front-page.tsx';

type Props = {
  readonly credentials: { readonly email: string; readonly password: string };
  readonly onEnter: (answer: SignedIn) => void;
  readonly onBack: () => void;
};

/** The password was right; the account asks for a code as well. */
export function SecondStep({ credentials, onEnter, onBack }: Props) {
  const { t } = useTranslation(['factors', 'common']);
  const api = usePublicApi();
  const errorText = useErrorText();
  const [code, setCode] = useState('');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isSending) return;
    if (code.trim() === '') return setProblem(t('common:form.required'));
    setSending(true);
    try {
      onEnter(await api.auth.signIn.mutate({ ...credentials, code }));
    } catch (error) {
      setProblem(fieldErrorsOf(error).find(({ path }) => path === 'code')?.message ?? errorText(error));
      setSending(false);
    }
  }
  return (
    <FrontPage title={t('step.title')} lead={t('step.lead')}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <TextInput
          label={t('step.code')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={problem}
          autoComplete="one-time-code"
          inputMode="text"
          autoCapitalize="characters"
          spellCheck={false}
          autoFocus
        />
        <Button type="submit" loading={isSending} fullWidth>
          {t('step.submit')}
        </Button>
        <Button variant="subtle" onClick={onBack} fullWidth>
          {t('step.back')}
        </Button>
      </form>
    </FrontPage>
  );
}
