import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { RoomRef } from '../../../shared/contracts/common.ts';
import { isInRoom } from '../../../shared/domain/rooms.ts';
import type { AppointmentId, PatientId } from '../../../shared/ids.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFocusHome } from '../../lib/focus-return.ts';
import { useFormat } from '../../lib/format.ts';
import { KeysHelp } from '../../ui/keys/keys-help.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import { useSignalKeyWords } from '../../ui/visit/signal-keys.ts';
import { DayList, FIRST_ROW } from './day-list.tsx';
import classes from './my-day.module.css';
import { MyDayHead } from './my-day-head.tsx';
import { NOW_CARD, PatientNow } from './patient-now.tsx';
import { Expected } from './expected.tsx';
import { FollowUp, useMissedFollowUp } from './follow-up.tsx';
import { focusNote, NotePlace } from './note-place.tsx';
import { useRecall } from './use-recall.ts';
import { useLateKeyWords } from './running-late.tsx';
import { useMyDay } from './use-my-day.ts';
import { roomOf } from './who-is-next.ts';
import { NOTE_KEY, useMyDayKeys, useMyDayKeyWords } from './use-my-day-keys.ts';
import { OtherRooms } from './other-rooms.tsx';
import { WaitingList } from './waiting-list.tsx';

type NoteProps = { readonly id: AppointmentId; readonly whose: string; readonly focusKey: string };

type Props = {
  readonly inbox: React.ReactNode;
  /** Calls to the desk, at the foot; another feature's, placed here by the app. */
  readonly Signals: React.ComponentType<{ readonly room: RoomRef | null }>;
  /** What is written of a visit; the same. */
  readonly Note: React.ComponentType<NoteProps>;
  /** What came of the patient's earlier visits; the same. */
  readonly Past: React.ComponentType<{ readonly patientId: PatientId }>;
  /** Fills the booking in with whose visit it is; the same. */
  readonly onFollowUp: (visit: AppointmentDto) => void;
  /** What the patient has said before the visit; the same. */
  readonly Answers: React.ComponentType<{ readonly id: AppointmentId }>;
};

/** Who is next, and are they ready? */
export function MyDayScreen({ inbox, Answers, Note, Past, Signals, onFollowUp }: Props) {
  const { t } = useTranslation('myDay');
  const format = useFormat();
  const tasks = useDeskTasks();
  const [areKeysShown, setKeysShown] = useState(false);
  const day = format.today();
  const { board, mine, dealWith } = useMyDay(day);
  const shown = mine.current ?? mine.waiting[0];
  const [followUpOf, setFollowUpOf] = useState<AppointmentId>();
  const missFollowUp = useMissedFollowUp();
  const recall = useRecall();
  /** Only with somebody inside: until then its menu is not there, and would open by itself once they come in. */
  function openFollowUp() {
    if (shown !== undefined && isInRoom(shown.status)) setFollowUpOf(shown.id);
    else missFollowUp();
  }
  const book = () => tasks.book({ day, doctorId: board.data?.columns[0]?.doctorId });

  useFocusHome(useCallback(focusNow, []));
  useMyDayKeys({
    visit: shown,
    onBook: book,
    onKeys: () => setKeysShown(true),
    onUndo: tasks.undo,
    onFollowUp: openFollowUp,
    onNote: focusNote,
  });
  const keyWords = [...useMyDayKeyWords(), useLateKeyWords(), useSignalKeyWords()];

  return (
    <main id="content" className={classes.screen}>
      <MyDayHead
        day={day}
        mine={board.data === undefined ? undefined : mine}
        onBook={book}
        onKeys={() => setKeysShown(true)}
      />
      {board.error !== null && board.data === undefined && (
        <LoadFailed error={board.error} onRetry={() => void board.refetch()} />
      )}
      {board.data !== undefined && (
        <div className={classes.columns}>
          <div className={classes.left}>
            {shown === undefined ? (
              <section className={classes.nobody}>
                <PageNote
                  icon="check"
                  title={t(mine.expected.length > 0 ? 'nobodyYet' : 'allDone')}
                  hint={
                    mine.expected[0] !== undefined &&
                    t('nextAt', { time: format.time(mine.expected[0].startsAt) })
                  }
                />
              </section>
            ) : (
              <PatientNow
                key={shown.id}
                visit={shown}
                answers={<Answers key={shown.id} id={shown.id} />}
                past={<Past patientId={shown.patient.id} />}
                followUp={
                  <FollowUp
                    isOpen={followUpOf === shown.id}
                    onOpen={(isOpen) => setFollowUpOf(isOpen ? shown.id : undefined)}
                    onRecall={(months) => recall(shown, months)}
                    onPick={(on) => {
                      onFollowUp(shown);
                      tasks.book({ day: on, doctorId: shown.doctorId });
                    }}
                  />
                }
              />
            )}
            <OtherRooms visits={mine.elsewhere} onDealWith={dealWith} />
            <WaitingList visits={mine.waiting.filter((visit) => visit.id !== shown?.id)} />
            {shown !== undefined && <Expected visit={mine.expected[0]} />}
          </div>
          <div className={classes.middle}>
            {mine.current !== undefined && (
              <NotePlace>
                <Note
                  key={mine.current.id}
                  id={mine.current.id}
                  whose={fullName(mine.current.patient)}
                  focusKey={NOTE_KEY}
                />
              </NotePlace>
            )}
            <DayList visits={mine.all} current={shown ?? mine.expected[0]} onDealWith={dealWith} />
          </div>
          <aside className={classes.inbox}>{inbox}</aside>
        </div>
      )}
      <Signals room={roomOf(mine)} />
      <KeysHelp
        title={t('keys.title')}
        groups={keyWords}
        isOpen={areKeysShown}
        onClose={() => setKeysShown(false)}
      />
    </main>
  );
}

/** Back to the person on the big card, whom the one key is about; a row of the list would take it for its own. */
function focusNow(): void {
  const home = document.querySelector(NOW_CARD) ?? document.querySelector(FIRST_ROW);
  if (home instanceof HTMLElement) home.focus({ preventScroll: true });
}
