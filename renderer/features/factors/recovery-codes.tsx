import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { copyText } from '../../lib/copy-text.ts';
import classes from './factors.module.css';

/** Shown once. Copying says so; printing prints nothing else of the page. */
export function CodesOnPaper({
  codes,
  onDone,
}: {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}) {
  const { t } = useTranslation('factors');
  async function copy() {
    await copyText(codes.join('\n'));
    notifications.show({ message: t('setUp.copied') });
  }
  return (
    <div className={classes.form} role="region" aria-labelledby="codes-title">
      <h3 id="codes-title" className={classes.heading}>
        {t('setUp.codesTitle')}
      </h3>
      <p className={classes.soft}>{t('setUp.codesLead')}</p>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group gap="xs">
        <Button onClick={onDone} autoFocus>
          {t('setUp.done')}
        </Button>
        <Button variant="default" onClick={() => window.print()}>
          {t('setUp.print')}
        </Button>
        <Button variant="default" onClick={() => void copy()}>
          {t('setUp.copy')}
        </Button>
      </Group>
    </div>
  );
}
