import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddedCalendarFeed } from '../../../shared/contracts/calendars.ts';
import { copyText } from '../../lib/copy-text.ts';
import classes from './calendars.module.css';

type Props = { readonly added: AddedCalendarFeed; readonly onDone: () => void };

/** The one time the address is shown. */
export function NewAddress({ added, onDone }: Props) {
  const { t } = useTranslation('calendars');
  const field = useRef<HTMLInputElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const { feed, address } = added;
  useEffect(() => {
    field.current?.focus();
    // The field alone would come to lie at the window's edge, its buttons beyond.
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  async function copy(): Promise<void> {
    await copyText(address);
    notifications.show({ message: t('copied') });
  }
  return (
    <div ref={panel} className={classes.made}>
      <TextInput
        ref={field}
        readOnly
        label={t('address', { name: feed.name })}
        description={t('addressHint')}
        value={address}
        classNames={{ input: classes.address }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p className={classes.soft}>{t('addressNote')}</p>
      <div className={classes.buttons}>
        <Button onClick={() => void copy()}>{t('copy')}</Button>
        <Button variant="default" onClick={onDone}>
          {t('done')}
        </Button>
      </div>
    </div>
  );
}
