import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeDevice } from '../../../shared/domain/device.ts';
import { useTRPCClient } from '../../lib/api.ts';
import { makePasskey, usePasskeyProblem } from '../../lib/passkeys.ts';
import { PasswordAgain } from '../../ui/password-again.tsx';
import classes from './factors.module.css';

type Props = {
  readonly onClose: () => void;
  /** With the codes on paper that came with it, if there were none yet. */
  readonly onAdded: (codes: readonly string[]) => void;
};

/** A name and the password here; the finger, the face or the PIN in the browser's own window. */
export function AddPasskey({ onClose, onAdded }: Props) {
  const { t } = useTranslation('factors');
  const api = useTRPCClient();
  const problemText = usePasskeyProblem();
  const [name, setName] = useState(() => describeDevice(navigator.userAgent).system ?? '');

  async function add(password: string) {
    const { attempt, options } = await api.auth.beginPasskey.mutate({ name, password });
    const made = await makePasskey(options);
    const { codes } = await api.auth.finishPasskey.mutate({ attempt, ...made });
    // After the dialog has closed itself.
    setTimeout(() => onAdded(codes));
  }
  return (
    <PasswordAgain
      title={t('passkeys.add')}
      confirm={t('passkeys.next')}
      onClose={onClose}
      onConfirm={add}
      problemText={problemText}
    >
      <div className={classes.form}>
        <p className={classes.soft}>{t('passkeys.addLead')}</p>
        <TextInput
          label={t('passkeys.name')}
          description={t('passkeys.nameHint')}
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
    </PasswordAgain>
  );
}
