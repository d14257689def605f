import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { NoteDto } from '../../../shared/contracts/notes.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import { useDeskLateWords } from '../../lib/desk-late-words.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { NoteView } from './note-view.tsx';
import classes from './past-visits.module.css';
import { VisitAnswers } from './visit-answers.tsx';

const SHOWN = 3;
/** Nearly always with those of the visits shown among them; the others stand in the chart. */
const NOTES_READ = 12;

type Props = { readonly patientId: PatientId };

/** When the patient was last here, and what came of it: a line each, the whole note by one press. */
export function PastVisits(props: Props) {
  return (
    <Suspense>
      <Past {...props} />
    </Suspense>
  );
}

function Past({ patientId }: Props) {
  useDeskLateWords('notes');
  const { t } = useTranslation('notes');
  const trpc = useTRPC();
  const seen = { patientId, which: 'seen', limit: SHOWN } as const;
  const visits = useQuery(trpc.appointments.listForPatient.queryOptions(seen)).data;
  const notes = useQuery(trpc.notes.listForPatient.queryOptions({ patientId, limit: NOTES_READ })).data;
  if (visits === undefined || notes === undefined) return null;
  return (
    <section className={classes.past} aria-label={t('past.title')}>
      <header className={classes.head}>
        <h3>{t('past.title')}</h3>
        <Link to="/charts" search={{ patient: patientId }}>
          {t('past.whole')}
        </Link>
      </header>
      {visits.items.length === 0 && <p className={classes.soft}>{t('past.none')}</p>}
      <ul className={classes.visits}>
        {visits.items.map((visit) => (
          <li key={visit.id}>
            <One visit={visit} note={notes.items.find(({ appointmentId }) => appointmentId === visit.id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type OneProps = { readonly visit: AppointmentDto; readonly note: NoteDto | undefined };

function One({ visit, note }: OneProps) {
  const { t } = useTranslation('notes');
  const format = useFormat();
  const doctors = useOverview()?.doctors;
  const [isOpen, setOpen] = useState(false);
  const doctor = doctors?.find(({ id }) => id === visit.doctorId)?.name;
  const words = (
    <>
      <time dateTime={visit.startsAt} title={format.dateTime(visit.startsAt)}>
        {format.date(format.dayOf(visit.startsAt))}
      </time>
      <span className={classes.what}>{[visit.type.name, doctor].filter(Boolean).join(', ')}</span>
      <span className={classes.came}>{note === undefined ? t('past.noNote') : gist(note)}</span>
    </>
  );
  if (note === undefined) return <p className={classes.line}>{words}</p>;
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.line}>{words}</summary>
      {isOpen && (
        <div className={classes.note}>
          <NoteView note={note} />
          {note.hasAnswers && <VisitAnswers id={visit.id} />}
        </div>
      )}
    </details>
  );
}

/** What the next visit goes on from. */
function gist({ plan, findings, reason }: NoteDto): string {
  return [plan, findings, reason].find((words) => words !== '') ?? '';
}
