import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignedIn } from '../../../shared/contracts/auth.ts';
import { loadPasskeys, passkeyLack, showPasskey, usePasskeyProblem } from '../../lib/passkeys.ts';
import { usePublicApi } from '../../lib/public-api.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';

/** In place of name and password. Not there where browsers lend no passkeys. */
export function PasskeySignIn({ onEnter }: { readonly onEnter: (answer: SignedIn) => void }) {
  const { t } = useTranslation('factors');
  const api = usePublicApi();
  const problemText = usePasskeyProblem();
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (passkeyLack() !== undefined) return null;

  async function enter() {
    setRunning(true);
    setProblem(undefined);
    try {
      const { attempt, options } = await api.auth.beginPasskeySignIn.mutate({});
      const shown = await showPasskey(options);
      onEnter(await api.auth.signInWithPasskey.mutate({ proof: { attempt, ...shown } }));
    } catch (error) {
      setProblem(problemText(error));
    } finally {
      setRunning(false);
    }
  }
  return (
    <>
      <Button
        variant="default"
        fullWidth
        loading={isRunning}
        leftSection={<Icon name="key" />}
        onPointerEnter={() => void loadPasskeys().catch(() => undefined)}
        onClick={() => void enter()}
      >
        {t('passkeys.signIn')}
      </Button>
      {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
    </>
  );
}
