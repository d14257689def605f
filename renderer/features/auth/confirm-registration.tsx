import { Anchor, Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClinic } from '../../lib/clinic.ts';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { usePublicApi } from '../../lib/public-api.ts';
import { useSession } from '../../lib/session.ts';
import { FrontPage } from '../../ui/front-page.tsx';
import { Notice } from '../../ui/notice.tsx';

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

/** Where the link in the mail leads. It takes a press: programs that look mails over open links, too. */
export function ConfirmRegistration({ secret, children }: Props & { readonly secret: string }) {
  const { t } = useTranslation('auth');
  const { clinicName } = useClinic();
  const api = usePublicApi();
  const session = useSession();
  const errorText = useErrorText();
  const [problem, setProblem] = useState<string>();
  const [isOver, setOver] = useState(false);
  const [isSending, setSending] = useState(false);

  async function open(event: FormEvent): Promise<void> {
    event.preventDefault();
    setSending(true);
    try {
      session.begin(await api.auth.confirmRegistration.mutate({ secret }));
    } catch (error) {
      if (fieldErrorsOf(error).length > 0) setOver(true);
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
      <form onSubmit={(event) => void open(event)}>
        {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
        <Button type="submit" loading={isSending} fullWidth autoFocus>
          {t('register.open')}
        </Button>
      </form>
      {children}
    </FrontPage>
  );
}
