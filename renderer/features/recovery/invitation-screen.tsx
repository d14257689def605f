import { Anchor, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenedInvitation } from '../../../shared/contracts/invitations.ts';
import { STAFF_PASSWORD_MIN } from '../../../shared/domain/password-rules.ts';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { useLanguage, wordsLanguageOf } from '../../lib/language.ts';
import { takeSecret } from '../../lib/link-secret.ts';
import { usePublicApi } from '../../lib/public-api.ts';
import { useSession } from '../../lib/session.ts';
import { signInMark } from '../../lib/sign-in-mark.ts';
import { FrontPage } from '../../ui/front-page.tsx';
import { PasswordField } from '../../ui/password-field.tsx';

type Props = { readonly onEntered: () => void };

/** Where somebody who is to work here chooses a password, and is in. */
export function InvitationScreen({ onEntered }: Props) {
  const { t } = useTranslation(['factors', 'common']);
  const api = usePublicApi();
  const [secret] = useState(takeSecret);
  const opened = useQuery({
    queryKey: ['invitation', secret],
    queryFn: () => api.users.openInvitation.mutate({ secret }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (opened.isPending)
    return (
      <FrontPage title={t('invitation.loading')} lead="">
        {' '}
      </FrontPage>
    );
  if (opened.isError)
    return (
      <FrontPage title={t('invitation.badTitle')} lead={t('invitation.bad')}>
        <Anchor href="/">{t('invitation.toSignIn')}</Anchor>
      </FrontPage>
    );
  const { name, clinicName: clinic, email, role } = opened.data;
  return (
    <FrontPage
      title={t('invitation.title', { name })}
      lead={t('invitation.lead', { clinic, email, role: t(`common:roles.${role}`) })}
    >
      <AcceptForm secret={secret} invitation={opened.data} onEntered={onEntered} />
    </FrontPage>
  );
}

type FormProps = Props & { readonly secret: string; readonly invitation: OpenedInvitation };

function AcceptForm({ secret, invitation, onEntered }: FormProps) {
  const { t } = useTranslation(['factors', 'common']);
  const api = usePublicApi();
  const session = useSession();
  const errorText = useErrorText();
  const language = wordsLanguageOf(useLanguage().shown);
  const [newPassword, setNewPassword] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isSending) return;
    if (newPassword === '') return setProblem(t('common:form.required'));
    setSending(true);
    try {
      const answer = await api.users.acceptInvitation.mutate({ secret, newPassword, language });
      signInMark.set();
      session.begin(answer);
      onEntered();
    } catch (error) {
      setProblem(fieldErrorsOf(error)[0]?.message ?? errorText(error));
      setSending(false);
    }
  }
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      {/* Password managers file the password under it. */}
      <input type="hidden" name="username" autoComplete="username" value={invitation.email} />
      <PasswordField
        label={t('invitation.password')}
        description={t('invitation.passwordHint', { count: STAFF_PASSWORD_MIN })}
        value={newPassword}
        onChange={(event) => setNewPassword(event.currentTarget.value)}
        error={problem}
        autoComplete="new-password"
        autoFocus
      />
      <Button type="submit" loading={isSending} fullWidth>
        {t('invitation.submit')}
      </Button>
    </form>
  );
}
