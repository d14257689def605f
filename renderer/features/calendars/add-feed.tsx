import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddedCalendarFeed } from '../../../shared/contracts/calendars.ts';
import { describeDevice } from '../../../shared/domain/device.ts';
import { useTRPCClient } from '../../lib/api.ts';
import { PasswordAgain } from '../../ui/password-again.tsx';
import classes from './calendars.module.css';

type Props = {
  readonly onClose: () => void;
  readonly onAdded: (added: AddedCalendarFeed) => void;
};

/** A name and the password: whoever finds the screen open does not take the visits along. */
export function AddFeed({ onClose, onAdded }: Props) {
  const { t } = useTranslation('calendars');
  const api = useTRPCClient();
  const [name, setName] = useState(() => describeDevice(navigator.userAgent).system ?? '');
  return (
    <PasswordAgain
      title={t('add')}
      confirm={t('make')}
      onClose={onClose}
      onConfirm={async (password) => onAdded(await api.calendars.addFeed.mutate({ name, password }))}
    >
      <div className={classes.form}>
        <p className={classes.soft}>{t('addLead')}</p>
        <TextInput
          label={t('name')}
          description={t('nameHint')}
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </div>
    </PasswordAgain>
  );
}
