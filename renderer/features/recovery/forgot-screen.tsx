import { Anchor, Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClinic } from '../../lib/clinic.ts';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { usePublicApi } from '../../lib/public-api.ts';
import { FrontPage } from '../../ui/front-page.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { Audience } from './audience.ts';
import { homeOf } from './audience.ts';

/** Asks for a link to one's mailbox. The answer is the same for names that are not there. */
export function ForgotScreen({ audience }: { readonly audience: Audience }) {
  const { t } = useTranslation(['recovery', 'common']);
  const { clinicName: clinic } = useClinic();
  const api = usePublicApi();
  const errorText = useErrorText();
  const [email, setEmail] = useState('');
  const [sentTo, setSentTo] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isSending) return;
    if (email.trim() === '') return setProblem(t('common:form.required'));
    setSending(true);
    setProblem(undefined);
    try {
      await api.auth.askReset.mutate({ email });
      setSentTo(email.trim());
    } catch (error) {
      setProblem(fieldErrorsOf(error).length > 0 ? t('common:form.email') : errorText(error));
    }
    setSending(false);
  }
  const home = homeOf(audience);
  return (
    <FrontPage title={t('ask.title')} lead={t('ask.lead', { clinic })}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {sentTo !== undefined && <Notice tone="good">{t('ask.sent', { email: sentTo })}</Notice>}
        <TextInput
          label={t('ask.email')}
          type="email"
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          error={problem}
          autoComplete="username"
          autoFocus
        />
        <Button type="submit" loading={isSending} fullWidth>
          {t('ask.submit')}
        </Button>
      </form>
      <p>{t('ask.noMail')}</p>
      <p>
        <Anchor href={`${home}/reset`}>{t('ask.haveCode')}</Anchor>
      </p>
      <p>
        <Anchor href={home === '' ? '/' : home}>{t('ask.back')}</Anchor>
      </p>
    </FrontPage>
  );
}
