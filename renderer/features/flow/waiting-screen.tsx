import { ActionIcon, Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFocusHome } from '../../lib/focus-return.ts';
import { useFormat } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { LateDoctors } from '../../ui/visit/late-doctors.tsx';
import { KeysHelp } from '../../ui/keys/keys-help.tsx';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { LateList } from './late-list.tsx';
import { RoomStrip } from './room-strip.tsx';
import { useWaitingKeys, useWaitingKeyWords } from './use-waiting-keys.ts';
import { useWaitingRoom, type Waiting } from './use-waiting-room.ts';
import classes from './waiting.module.css';
import { FIRST_PERSON, WaitingTable } from './waiting-table.tsx';

const focusList = () => document.querySelector<HTMLElement>(FIRST_PERSON)?.focus();

/** Who has waited too long? */
export function WaitingScreen() {
  const { t } = useTranslation(['flow', 'common']);
  const format = useFormat();
  const tasks = useDeskTasks();
  const { room, people } = useWaitingRoom();
  const [areKeysShown, setKeysShown] = useState(false);
  const book = () => tasks.book({ day: format.today() });
  const keyWords = useWaitingKeyWords();

  useFocusHome(useCallback(focusList, []));
  useWaitingKeys({
    onBook: book,
    onWalkIn: tasks.walkIn,
    onKeys: () => setKeysShown(true),
    onUndo: tasks.undo,
    onList: focusList,
  });

  return (
    <main id="content" className={classes.screen}>
      <header className={classes.head}>
        <h1>{t('waiting.title')}</h1>
        {room.data !== undefined && <Answer people={people} />}
        <span className={classes.space} />
        <Button variant="default" leftSection={<Icon name="person" size={16} />} onClick={tasks.walkIn}>
          {t('walkIn.open')}
        </Button>
        <Button leftSection={<Icon name="plus" size={16} />} onClick={book}>
          {t('waiting.book')}
        </Button>
        <ActionIcon
          variant="default"
          size={32}
          aria-label={t('waiting.keys.open')}
          title={t('waiting.keys.open')}
          onClick={() => setKeysShown(true)}
        >
          ?
        </ActionIcon>
      </header>
      {room.data === undefined && room.error !== null && (
        <LoadFailed error={room.error} onRetry={() => void room.refetch()} />
      )}
      {room.data === undefined && room.error === null && <LoadingLines rows={6} />}
      {room.data !== undefined && room.error !== null && (
        <p className={classes.notice}>{t('common:states.oldData')}</p>
      )}
      <LateDoctors />
      {room.data !== undefined && <LateList room={room.data} />}
      {room.data !== undefined && people.length === 0 && (
        <PageNote
          icon="check"
          title={t('waiting.empty')}
          hint={
            room.data.nextAt === null
              ? t(room.data.due.length > 0 ? 'waiting.emptyLate' : 'waiting.emptyDone')
              : t('waiting.emptyNext', { time: format.time(room.data.nextAt) })
          }
        />
      )}
      {room.data !== undefined && people.length > 0 && (
        <WaitingTable people={people} alertMin={room.data.alertMin} rooms={room.data.rooms} />
      )}
      {room.data !== undefined && <RoomStrip rooms={room.data.rooms} />}
      <KeysHelp
        title={t('waiting.keys.title')}
        groups={keyWords}
        isOpen={areKeysShown}
        onClose={() => setKeysShown(false)}
      />
    </main>
  );
}

/** The screen's question, answered in one line. */
function Answer({ people }: { readonly people: readonly Waiting[] }) {
  const { t } = useTranslation('flow');
  const late = people.filter(({ wait }) => wait.level === 'late').length;
  const seen = people.filter(({ visit }) => visit.status === 'with_doctor').length;
  return (
    <>
      <p className={classes.answer} data-level={late > 0 ? 'late' : 'fine'} role="status">
        <Icon name={late > 0 ? 'alert' : 'check'} size={16} />
        {t('waiting.late', { count: late })}
      </p>
      <p className={classes.soft}>
        {t('waiting.here', { count: people.length - seen })}, {t('waiting.seen', { count: seen })}
      </p>
    </>
  );
}
