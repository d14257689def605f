import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { isInRoom } from '../../../shared/domain/rooms.ts';
import type { PatientId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useMinutesSince } from '../../lib/use-minute.ts';
import { Icon } from '../../ui/icon.tsx';
import { Key } from '../../ui/keys/keys-help.tsx';
import { fullName, PatientFacts } from '../../ui/visit/patient-line.tsx';
import { StatusIcon } from '../../ui/visit/status-icon.tsx';
import { StatusMark } from '../../ui/visit/status-mark.tsx';
import { UrgencyMark } from '../../ui/visit/urgency-mark.tsx';
import { doctorStep } from './doctor-step.ts';
import classes from './my-day.module.css';

/** Where the focus rests while the doctor is with somebody. */
export const NOW_CARD = '[data-now-card]';

type Props = {
  readonly visit: AppointmentDto;
  /** What the patient has said before the visit. */
  readonly answers: React.ReactNode;
  /** Earlier visits and what came of them. */
  readonly past: React.ReactNode;
  readonly followUp: React.ReactNode;
};

/** The one person the doctor deals with now or next, and the one key that goes on. */
export function PatientNow({ visit, answers, past, followUp }: Props) {
  const { t } = useTranslation(['myDay', 'common', 'board']);
  const format = useFormat();
  const tasks = useDeskTasks();
  const minutes = Math.max(0, useMinutesSince(visit.statusSince));
  const step = doctorStep(visit.status);
  const isInside = isInRoom(visit.status);
  return (
    <section className={classes.now} aria-label={t(isInside ? 'now' : 'next')} data-now-card tabIndex={-1}>
      <div className={classes.nowHead}>
        <span className={classes.eyebrow}>{t(isInside ? 'now' : 'next')}</span>
        <StatusMark status={visit.status} />
        <span className={classes.minutes} title={format.dateTime(visit.statusSince)}>
          {t('forMinutes', { minutes: format.minutes(minutes) })}
        </span>
      </div>
      <h2 className={classes.name}>{fullName(visit.patient)}</h2>
      <div className={classes.nowFacts}>
        <PatientFacts patient={visit.patient} />
      </div>
      <Allergies patientId={visit.patient.id} />
      <dl className={classes.facts}>
        <dt>{t('time')}</dt>
        <dd>
          {format.timeRange(visit.startsAt, visit.endsAt)}, {visit.type.name}
          {visit.room !== null && `, ${visit.room.name}`}
        </dd>
        <dt>{t('urgency')}</dt>
        <dd>
          <UrgencyMark urgency={visit.urgency} />
        </dd>
        <dt>{t('reason')}</dt>
        <dd className={classes.asWritten}>{visit.reason === '' ? t('noReason') : visit.reason}</dd>
      </dl>
      <Notes visit={visit} />
      <div className={classes.actions}>
        {step !== undefined && visit.can.setStatus && (
          <Button
            size="md"
            leftSection={<StatusIcon status={step} size={18} />}
            rightSection={<Key>{t('board:keyNames.space')}</Key>}
            onClick={() => tasks.setStatus(visit, step)}
            // Held down, Enter would press what the button has become meanwhile.
            onKeyDown={(event) => event.repeat && event.preventDefault()}
          >
            {t(`steps.${step}`)}
          </Button>
        )}
        <Button size="md" variant="default" aria-label={t('open')} onClick={() => tasks.show(visit.id)}>
          {t('openShort')}
        </Button>
        {isInside && followUp}
      </div>
      {answers}
      {past}
    </section>
  );
}

/** Before anything else is read of the patient. */
function Allergies({ patientId }: { readonly patientId: PatientId }) {
  const { t } = useTranslation('myDay');
  const trpc = useTRPC();
  const clinical = useQuery({ ...trpc.profiles.clinical.queryOptions({ id: patientId }), retry: false }).data;
  if (clinical === undefined) return null;
  const { allergies, hasNoAllergies } = clinical;
  const tone = allergies === null ? (hasNoAllergies ? 'good' : 'warn') : 'bad';
  const word = allergies ?? t(hasNoAllergies ? 'allergies.none' : 'allergies.notAsked');
  return (
    <p className={classes.allergies} data-tone={tone}>
      <Icon name={tone === 'good' ? 'check' : 'alert'} size={16} />
      <strong>{t('allergies.title')}</strong> {word}
    </p>
  );
}

function Notes({ visit }: { readonly visit: AppointmentDto }) {
  const { t } = useTranslation('board');
  const trpc = useTRPC();
  const chart = useQuery(trpc.patients.get.queryOptions({ id: visit.patient.id })).data;
  const notes = [
    visit.isFirstVisit ? t('flags.first') : null,
    visit.needsInterpreter ? [t('flags.interpreter'), chart?.language].filter(Boolean).join(': ') : null,
    chart?.deskNote ?? null,
  ].filter((note) => note !== null);
  if (notes.length === 0) return null;
  return (
    <ul className={classes.notes}>
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
