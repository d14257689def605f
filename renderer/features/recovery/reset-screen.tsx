import { Anchor, Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { takeSecret } from '../../lib/link-secret.ts';
import { usePublicApi } from '../../lib/public-api.ts';
import { FrontPage } from '../../ui/front-page.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { type Audience, homeOf } from './audience.ts';

/** A new password: by the link that led here, or by the address and the code from the front desk. */
export function ResetScreen({ audience }: { readonly audience: Audience }) {
  const { t } = useTranslation('recovery');
  const [link] = useState(takeSecret);
  const [isDone, setDone] = useState(false);
  const home = homeOf(audience);
  const signIn = <Anchor href={home === '' ? '/' : home}>{t('reset.signIn')}</Anchor>;
  return (
    <FrontPage title={t('reset.title')} lead={t('reset.lead')}>
      {isDone ? (
        <>
          <Notice tone="good">{t('reset.done')}</Notice>
          <p>{signIn}</p>
        </>
      ) : (
        <>
          <ResetForm link={link} onDone={() => setDone(true)} />
          <p>
            <Anchor href={`${home}/forgot`}>{t('reset.again')}</Anchor>
          </p>
        </>
      )}
    </FrontPage>
  );
}

function ResetForm({ link, onDone }: { readonly link: string; readonly onDone: () => void }) {
  const { t } = useTranslation(['recovery', 'common']);
  const form = useReset(link, onDone);
  const { values, set, problems } = form;
  return (
    <form onSubmit={form.submit} noValidate>
      {problems.elsewhere !== undefined && <Notice tone="bad">{problems.elsewhere}</Notice>}
      {link === '' && (
        <>
          <TextInput
            label={t('reset.email')}
            type="email"
            value={values.email}
            onChange={(event) => set({ email: event.currentTarget.value })}
            error={problems.email}
            autoComplete="username"
            autoFocus
          />
          <TextInput
            label={t('reset.code')}
            description={t('reset.codeHint')}
            value={values.code}
            onChange={(event) => set({ code: event.currentTarget.value })}
            error={problems.secret}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
          />
        </>
      )}
      <PasswordField
        label={t('reset.password')}
        description={t('reset.passwordHint')}
        value={values.newPassword}
        onChange={(event) => set({ newPassword: event.currentTarget.value })}
        error={problems.newPassword}
        autoComplete="new-password"
        autoFocus={link !== ''}
      />
      <Button type="submit" loading={form.isSending} fullWidth>
        {t('reset.submit')}
      </Button>
    </form>
  );
}

type Problems = { email?: string; secret?: string; newPassword?: string; elsewhere?: string };

function useReset(link: string, onDone: () => void) {
  const { t } = useTranslation();
  const api = usePublicApi();
  const errorText = useErrorText();
  const [values, setValues] = useState({ email: '', code: '', newPassword: '' });
  const [problems, setProblems] = useState<Problems>({});
  const [isSending, setSending] = useState(false);
  const byCode = link === '';

  function missing(): Problems {
    const needed = t('form.required');
    return {
      ...(byCode && values.email.trim() === '' && { email: needed }),
      ...(byCode && values.code.trim() === '' && { secret: needed }),
      ...(values.newPassword === '' && { newPassword: needed }),
    };
  }
  async function send(): Promise<void> {
    const { email, code, newPassword } = values;
    setSending(true);
    try {
      await api.auth.confirmReset.mutate(
        byCode ? { email, secret: code, newPassword } : { secret: link, newPassword },
      );
      onDone();
    } catch (error) {
      setProblems(refusedIn(error, { byCode, words: errorText(error) }));
    }
    setSending(false);
  }
  return {
    values,
    problems,
    isSending,
    set: (changes: Partial<typeof values>) => setValues((before) => ({ ...before, ...changes })),
    submit: (event: FormEvent) => {
      event.preventDefault();
      const found = missing();
      setProblems(found);
      if (Object.keys(found).length === 0 && !isSending) void send();
    },
  };
}

/** Beside its field where the form has one; a link has none of its own. */
function refusedIn(error: unknown, { byCode, words }: { byCode: boolean; words: string }): Problems {
  const fields = fieldErrorsOf(error);
  if (fields.length === 0) return { elsewhere: words };
  return Object.fromEntries(
    fields.map(({ path, message }) => [path === 'secret' && !byCode ? 'elsewhere' : path, message]),
  );
}
