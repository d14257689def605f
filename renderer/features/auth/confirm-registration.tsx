import { Anchor, Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClinic } from '../../lib/clinic.ts';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { usePublicApi } from '../../lib/public-api.ts';
import { useSession } from '../../lib/session.ts';
import { FrontPage } from '../../ui/front-page.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';

type Props = { readonly children?: ReactNode };

/** The same for every address: whether it is known, its holder alone learns. */
export function LookIntoMailbox({ email, children }: Props & { readonly email: string }) {
  const { t } = useTranslation('auth');
  return (
    <FrontPage title={t('register.mailedTitle')} lead={t('register.mailed', { email })}>
      <p>{t('register.noMail')}</p>
      {children}
    </FrontPage>
  );
}

/**
 * Where the link in the mail leads. It takes the password of the form: whoever reads a mail that somebody else has asked
 * for opens no account to them; and programs that look mails over open links, too.
 */
export function ConfirmRegistration({ secret, children }: Props & { readonly secret: string }) {
  const { t } = useTranslation('auth');
  const { clinicName } = useClinic();
  const api = usePublicApi();
  const session = useSession();
  const errorText = useErrorText();
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [isOver, setOver] = useState(false);
  const [isSending, setSending] = useState(false);

  async function open(event: FormEvent): Promise<void> {
    event.preventDefault();
    setSending(true);
    setWrong(undefined);
    setProblem(undefined);
    try {
      session.begin(await api.auth.confirmRegistration.mutate({ secret, password }));
    } catch (error) {
      const fields = fieldErrorsOf(error);
      const ofPassword = fields.find(({ path }) => path === 'password');
      if (ofPassword !== undefined) setWrong(ofPassword.message);
      else if (fields.length > 0) setOver(true);
      else setProblem(errorText(error));
      setSending(false);
    }
  }
  if (isOver)
    return (
      <FrontPage title={t('register.overTitle')} lead={t('register.over')}>
        <p>
          <Anchor href="/portal/register">{t('register.title')}</Anchor>
        </p>
        {children}
      </FrontPage>
    );
  return (
    <FrontPage title={t('register.openTitle')} lead={t('register.openLead', { clinic: clinicName })}>
      <form onSubmit={(event) => void open(event)} noValidate>
        {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
        <PasswordField
          label={t('register.password')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={wrong}
          autoComplete="current-password"
          autoFocus
        />
        <Button type="submit" loading={isSending} fullWidth>
          {t('register.open')}
        </Button>
      </form>
      {children}
    </FrontPage>
  );
}
