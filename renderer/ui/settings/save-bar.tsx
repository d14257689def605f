import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordAgain } from '../password-again.tsx';
import classes from './settings.module.css';

type Props = {
  /** What would be saved, in words. */
  readonly changed: readonly string[];
  readonly onUndo: () => void;
  /** Saves with the password; what it throws is shown where the password is asked for. */
  readonly onSave: (password: string) => Promise<unknown>;
};

/** Says how much is not saved yet, and saves it once the password is given again. */
export function SaveBar({ changed, onUndo, onSave }: Props) {
  const { t } = useTranslation(['desk', 'common']);
  const [isAsking, setAsking] = useState(false);
  const count = changed.length;
  return (
    <div className={classes.bar}>
      <span role="status">{count === 0 ? t('settings.nothing') : t('settings.count', { count })}</span>
      {count > 0 && (
        <>
          <Button variant="default" onClick={onUndo}>
            {t('settings.undo')}
          </Button>
          <Button onClick={() => setAsking(true)}>{t('common:actions.save')}</Button>
        </>
      )}
      {isAsking && (
        <PasswordAgain
          title={t('settings.confirm')}
          confirm={t('common:actions.save')}
          onClose={() => setAsking(false)}
          onConfirm={onSave}
        >
          <ul>
            {changed.map((label) => (
              <li key={label}>{label}</li>
            ))}
          </ul>
        </PasswordAgain>
      )}
    </div>
  );
}
