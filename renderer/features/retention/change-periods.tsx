import { Checkbox } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RetentionSettings } from '../../../shared/contracts/retention.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { PasswordAgain } from '../../ui/password-again.tsx';
import { AmountInput } from '../../ui/amount-input.tsx';
import classes from './retention.module.css';

type Props = { readonly settings: RetentionSettings; readonly onClose: () => void };

const NUMBERS = [
  ['chartYears', 1, 100],
  ['minorsUntilAge', 0, 40],
  ['requestDays', 1, 36_500],
  ['privacyCaseYears', 1, 100],
  ['sessionDays', 1, 36_500],
  ['answerDays', 1, 90],
  ['leftoverDays', 1, 365],
] as const;

/** How long what is kept; in force at once, and nothing goes by it yet. */
export function ChangePeriods({ settings, onClose }: Props) {
  const { t } = useTranslation('retention');
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState(settings);
  return (
    <PasswordAgain
      title={t('change')}
      confirm={t('save')}
      onClose={onClose}
      onConfirm={async (password) => {
        await api.retention.update.mutate({ changes: chosen, password });
        await queryClient.invalidateQueries(trpc.retention.pathFilter());
        notifications.show({ message: t('saved') });
      }}
    >
      <div className={classes.fields}>
        {NUMBERS.map(([field, min, max]) => (
          <AmountInput
            key={field}
            label={t(`fields.${field}`)}
            value={chosen[field]}
            min={min}
            max={max}
            clampBehavior="blur"
            onAmount={(amount) => setChosen((before) => ({ ...before, [field]: amount }))}
          />
        ))}
        <Checkbox
          label={t('fields.isNightly')}
          checked={chosen.isNightly}
          onChange={(event) => {
            const isNightly = event.currentTarget.checked;
            setChosen((before) => ({ ...before, isNightly }));
          }}
        />
      </div>
    </PasswordAgain>
  );
}
