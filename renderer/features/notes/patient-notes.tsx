import { Button } from '@mantine/core';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentId, PatientId } from '../../../shared/ids.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useDeskLateWords } from '../../lib/desk-late-words.ts';
import { usePages } from '../../lib/use-pages.ts';
import { LoadFailed } from '../../ui/page-note.tsx';
import { NoteView } from './note-view.tsx';
import classes from './notes.module.css';
import { VisitAnswers } from './visit-answers.tsx';

const A_PAGE = 10;

type Props = { readonly id: PatientId };

/** What has been signed of a patient's visits, the newest first. */
export function PatientNotes(props: Props) {
  return (
    <Suspense>
      <AllNotes {...props} />
    </Suspense>
  );
}

function AllNotes({ id }: Props) {
  useDeskLateWords('notes');
  const { t } = useTranslation('notes');
  const trpc = useTRPC();
  const api = useTRPCClient();
  const format = useFormat();
  const { list, items } = usePages([...trpc.notes.listForPatient.pathKey(), 'card', id], (cursor) =>
    api.notes.listForPatient.query({ patientId: id, cursor, limit: A_PAGE }),
  );
  return (
    <section className={classes.card} aria-label={t('all')}>
      <h2 className={classes.cardTitle}>{t('all')}</h2>
      {list.isError && <LoadFailed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className={classes.soft}>{t('none')}</p>}
      {items.map((note) => (
        <article key={note.id} className={classes.one} aria-label={format.date(format.dayOf(note.visitAt))}>
          <h3 className={classes.heading}>
            {format.date(format.dayOf(note.visitAt))}, {note.typeName}
          </h3>
          <NoteView note={note} />
          {note.hasAnswers && <SaidBefore id={note.appointmentId} />}
        </article>
      ))}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}

/** Read, and on the record as read, only when somebody asks for it. */
function SaidBefore({ id }: { readonly id: AppointmentId }) {
  const { t } = useTranslation('notes');
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.said}>{t('answers.show')}</summary>
      {isOpen && <VisitAnswers id={id} />}
    </details>
  );
}
