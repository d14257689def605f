import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AbsenceDone, AbsencePlan } from '../../../shared/contracts/absences.ts';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PatientFacts, sortName } from '../../ui/visit/patient-line.tsx';
import classes from './absences.module.css';

type Props = {
  readonly plan: AbsencePlan;
  readonly done: AbsenceDone;
  readonly onUndone: () => void;
  readonly onAnother: () => void;
};

/** What has become of it, who is to be called, and the way back. */
export function Done({ plan, done, onUndone, onAnother }: Props) {
  const { t } = useTranslation('absences');
  const errorText = useErrorText();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const undo = useMutation(
    trpc.undo.take.mutationOptions({
      onSuccess: () => {
        onUndone();
        return queryClient.invalidateQueries(trpc.appointments.pathFilter());
      },
    }),
  );
  const all = [...done.moved, ...done.cancelled, ...done.left];
  const toCall = done.toCall.flatMap((id) => all.find((visit) => visit.id === id) ?? []);
  if (undo.isSuccess) {
    // Whoever has read of another time has to hear that it is the old one again.
    const told = undo.data.visits.filter(({ id }) => !done.toCall.includes(id));
    return (
      <section className={classes.plan}>
        <Notice tone="good">
          <span role="status">{t('undone')}</span>
        </Notice>
        {told.length > 0 && (
          <>
            <h2 className={classes.heading}>{t('toldOtherwise')}</h2>
            <ol className={classes.calls}>
              {told.map((visit) => (
                <Call key={visit.id} visit={visit} isLeft={false} />
              ))}
            </ol>
          </>
        )}
        <div className={classes.acts}>
          {told.length > 0 && <Button onClick={() => window.print()}>{t('print')}</Button>}
          <Button variant="default" onClick={onAnother}>
            {t('another')}
          </Button>
        </div>
      </section>
    );
  }
  return (
    <section className={classes.plan} aria-label={plan.doctorName}>
      <div role="status">
        <ul className={classes.outcome}>
          {[
            ...(all.length === 0 ? [t('entered')] : []),
            ...(done.moved.length > 0 ? [t('moved', { count: done.moved.length })] : []),
            ...(done.cancelled.length > 0 ? [t('cancelled', { count: done.cancelled.length })] : []),
            ...(done.left.length > 0 ? [t('leftOver', { count: done.left.length })] : []),
            ...(done.toldCount > 0 ? [t('toldByMail', { count: done.toldCount })] : []),
          ].map((fact) => (
            <li key={fact}>
              <Icon name="check" size={16} />
              {fact}
            </li>
          ))}
        </ul>
      </div>
      <h2 className={classes.heading}>{t('toCall')}</h2>
      {toCall.length === 0 ? (
        <p className={classes.soft}>{t('nobodyToCall')}</p>
      ) : (
        <ol className={classes.calls}>
          {toCall.map((visit) => (
            <Call key={visit.id} visit={visit} isLeft={done.left.some(({ id }) => id === visit.id)} />
          ))}
        </ol>
      )}
      {undo.isError && <Notice tone="bad">{errorText(undo.error)}</Notice>}
      <div className={classes.acts}>
        {toCall.length > 0 && <Button onClick={() => window.print()}>{t('print')}</Button>}
        <Button
          variant="default"
          loading={undo.isPending}
          // This act and no later one, whatever was done meanwhile in another window.
          onClick={() => undo.mutate({ stepId: done.undoId })}
        >
          {t('undo')}
        </Button>
        <Button variant="default" onClick={onAnother}>
          {t('another')}
        </Button>
      </div>
    </section>
  );
}

function Call({ visit, isLeft }: { readonly visit: AppointmentDto; readonly isLeft: boolean }) {
  const { t } = useTranslation('absences');
  const format = useFormat();
  // Whoever is called asks first when, and then with whom.
  const doctor = useOverview()?.doctors.find(({ id }) => id === visit.doctorId)?.name;
  const at = format.dateTime(visit.startsAt);
  const when = [at, visit.type.name, isLeft ? undefined : doctor].filter(Boolean).join(', ');
  return (
    <li>
      <span>
        <strong>{sortName(visit.patient)}</strong> <PatientFacts patient={visit.patient} />
        {visit.patient.phone === null && <span className={classes.noRoom}> {t('noPhone')}</span>}
      </span>
      <span className={classes.soft}>
        {visit.status === 'cancelled' ? t('gone') : t(isLeft ? 'stays' : 'now', { when })}
      </span>
    </li>
  );
}
