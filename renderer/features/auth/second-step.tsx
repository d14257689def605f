import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedIn } from '../../../shared/contracts/auth.ts';
import { SecondStepWays } from '../../../shared/contracts/passkeys.ts';
import type { ErrorDetails } from '../../../shared/errors.ts';
import { fieldErrorsOf, reasonOf, useErrorText } from '../../lib/errors.ts';
import { passkeyLack, showPasskey, usePasskeyProblem } from '../../lib/passkeys.ts';
import { usePublicApi } from '../../lib/public-api.ts';
import { FrontPage } from '../../ui/front-page.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';

type Props = {
  readonly credentials: { readonly email: string; readonly password: string };
  /** What the clinic said with its question. */
  readonly asked: ErrorDetails;
  readonly onEnter: (answer: SignedIn) => void;
  readonly onBack: () => void;
};

const CODE_ALONE: SecondStepWays = { hasAuthenticator: true, hasPasskey: false, passkey: null };

/** The password was right; the account asks for a code or a passkey as well. */
export function SecondStep({ credentials, asked, onEnter, onBack }: Props) {
  const { t } = useTranslation(['factors', 'common']);
  const api = usePublicApi();
  const errorText = useErrorText();
  const [code, setCode] = useState('');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string>();
  const ways = waysIn(asked);
  const canShow = ways.passkey !== null && passkeyLack() === undefined;

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
  const lead = canShow ? 'passkey' : ways.hasPasskey ? 'elsewhere' : 'lead';
  return (
    <FrontPage title={t('step.title')} lead={t(`step.${lead}`)}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {canShow && <ShowPasskey credentials={credentials} asked={ways} onEnter={onEnter} />}
        <TextInput
          label={t(ways.hasAuthenticator ? 'step.code' : 'step.paperCode')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={problem}
          autoComplete="one-time-code"
          inputMode="text"
          autoCapitalize="characters"
          spellCheck={false}
          autoFocus={!canShow}
        />
        <Button type="submit" variant={canShow ? 'default' : 'filled'} loading={isSending} fullWidth>
          {t('step.submit')}
        </Button>
        <Button variant="subtle" onClick={onBack} fullWidth>
          {t('step.back')}
        </Button>
      </form>
    </FrontPage>
  );
}

type ShowProps = Pick<Props, 'credentials' | 'onEnter'> & { readonly asked: SecondStepWays };

function ShowPasskey({ credentials, asked, onEnter }: ShowProps) {
  const { t } = useTranslation('factors');
  const api = usePublicApi();
  const problemText = usePasskeyProblem();
  const [request, setRequest] = useState(asked.passkey);
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function show() {
    setRunning(true);
    setProblem(undefined);
    try {
      const { attempt, options } = request ?? (await askAgain());
      const shown = await showPasskey(options);
      // Once it is answered, the question is spent.
      setRequest(null);
      onEnter(await api.auth.signIn.mutate({ ...credentials, passkey: { attempt, ...shown } }));
    } catch (error) {
      setProblem(problemText(error));
      setRunning(false);
    }
  }

  async function askAgain() {
    const refused: unknown = await api.auth.signIn
      .mutate(credentials)
      .then(onEnter, (error: unknown) => error);
    const { passkey } = waysIn(reasonOf(refused).details);
    if (passkey === null) throw refused;
    setRequest(passkey);
    return passkey;
  }
  return (
    <>
      <Button
        fullWidth
        autoFocus
        loading={isRunning}
        leftSection={<Icon name="key" />}
        onClick={() => void show()}
      >
        {t('step.usePasskey')}
      </Button>
      {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
    </>
  );
}

function waysIn(details: ErrorDetails): SecondStepWays {
  return SecondStepWays.safeParse(details).data ?? CODE_ALONE;
}
