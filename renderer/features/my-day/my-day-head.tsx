import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useFormat } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LinkIcon } from '../../ui/link-button.tsx';
import classes from './my-day.module.css';
import { RunningLate } from './running-late.tsx';
import { UnsignedNotes } from './unsigned-notes.tsx';
import type { MyDay } from './who-is-next.ts';

type Props = {
  readonly day: CivilDate;
  /** Undefined until it is known. */
  readonly mine: MyDay | undefined;
  readonly onBook: () => void;
  readonly onKeys: () => void;
};

/** Which day, how far it is, what is still to sign, and by how much the doctor runs late. */
export function MyDayHead({ day, mine, onBook, onKeys }: Props) {
  const { t } = useTranslation(['myDay', 'paper']);
  const format = useFormat();
  return (
    <header className={classes.head}>
      <h1>{format.dayLong(day)}</h1>
      {mine !== undefined && (
        <p className={classes.soft}>
          {t('progress', { done: mine.doneCount, count: mine.all.length, waiting: mine.waiting.length })}
        </p>
      )}
      <UnsignedNotes />
      <div className={classes.tools}>
        <RunningLate />
        <Button variant="default" onClick={onBook}>
          {t('book')}
        </Button>
        <LinkIcon
          to="/paper"
          variant="default"
          size={36}
          aria-label={t('paper:open')}
          title={t('paper:open')}
        >
          <Icon name="print" />
        </LinkIcon>
        <Button variant="default" onClick={onKeys} aria-label={t('keys.open')}>
          ?
        </Button>
      </div>
    </header>
  );
}
