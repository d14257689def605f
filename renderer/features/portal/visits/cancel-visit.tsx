import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CancelOwnAppointment, OwnAppointmentDto } from '../../../../shared/contracts/appointments.ts';
import { PATIENT_CANCEL_CODES } from '../../../../shared/domain/appointment-status.ts';
import { useTRPC } from '../../../lib/api.ts';
import { useErrorText } from '../../../lib/errors.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Choices } from '../../../ui/choices.tsx';
import { useDayWords } from '../use-day-words.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Sheet } from '../../../ui/sheet.tsx';
import { useRefreshOwn } from '../use-refresh-own.ts';
import classes from './visit-card.module.css';

type Props = {
  readonly visit: OwnAppointmentDto;
  /** No longer among those to come. */
  readonly isGone: boolean;
  readonly onClose: () => void;
};

/** Says what a cancellation means before it happens, and what can be done after it. */
export function CancelVisit({ visit, isGone, onClose }: Props) {
  const { t } = useTranslation('portal');
  const trpc = useTRPC();
  const refreshOwn = useRefreshOwn();
  const cancel = useMutation(trpc.appointments.cancelOwn.mutationOptions({ onSettled: refreshOwn }));
  // Its own cancellation takes it out of the list a moment before the answer is here.
  if (isGone && !cancel.isSuccess && !cancel.isPending)
    return (
      <Sheet title={t('cancel.goneTitle')} isOpen onClose={onClose}>
        <Gone visit={visit} onClose={onClose} />
      </Sheet>
    );
  return (
    <Sheet title={t(cancel.isSuccess ? 'cancel.doneTitle' : 'cancel.title')} isOpen onClose={onClose}>
      {cancel.isSuccess ? (
        <Done visit={visit} onClose={onClose} />
      ) : (
        <Form
          visit={visit}
          error={cancel.error}
          isBusy={cancel.isPending}
          onKeep={onClose}
          onSubmit={(why) => cancel.mutate({ id: visit.id, expectedVersion: visit.version, ...why })}
        />
      )}
    </Sheet>
  );
}

type Why = Pick<CancelOwnAppointment, 'code' | 'note'>;
type FormProps = {
  readonly visit: OwnAppointmentDto;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onKeep: () => void;
  readonly onSubmit: (why: Why) => void;
};

function Form({ visit, error, isBusy, onKeep, onSubmit }: FormProps) {
  const { t } = useTranslation(['portal', 'common']);
  const words = useDayWords();
  const errorText = useErrorText();
  const trpc = useTRPC();
  const overview = useQuery(trpc.clinic.overview.queryOptions({}));
  const [why, setWhy] = useState<Why>({ code: 'pat', note: '' });
  return (
    <>
      <p>
        <strong>{words.moment(visit.startsAt)}</strong> {t('visit.with', { doctor: visit.doctorName })}
      </p>
      <p>{t('cancel.consequence')}</p>
      {visit.isLateToCancel && (
        <Notice tone="warn">
          {t('cancel.late', { count: overview.data?.settings.lateCancelHours ?? 24 })}
        </Notice>
      )}
      {error !== null && <Notice tone="bad">{errorText(error)}</Notice>}
      <Choices
        legend={t('cancel.why')}
        value={why.code}
        onChange={(code) => setWhy({ ...why, code })}
        choices={PATIENT_CANCEL_CODES.map((value) => ({ value, label: t(`cancel.codes.${value}`) }))}
      />
      <Textarea
        label={`${t('cancel.note')} (${t('common:form.optional')})`}
        value={why.note}
        maxLength={300}
        onChange={(event) => setWhy({ ...why, note: event.currentTarget.value })}
      />
      <div className={classes.actions}>
        <Button variant="default" onClick={onKeep}>
          {t('cancel.keep')}
        </Button>
        <Button color="red" loading={isBusy} onClick={() => onSubmit(why)}>
          {t('cancel.submit')}
        </Button>
      </div>
    </>
  );
}

type DoneProps = { readonly visit: OwnAppointmentDto; readonly onClose: () => void };

/** Cancelled, begun or over while the sheet lay open: there is nothing left to cancel. */
function Gone({ visit, onClose }: DoneProps) {
  const { t } = useTranslation(['portal', 'common']);
  const words = useDayWords();
  return (
    <>
      <p role="status">
        {t('cancel.goneHint', { when: words.moment(visit.startsAt), doctor: visit.doctorName })}
      </p>
      <Button variant="default" onClick={onClose}>
        {t('common:actions.done')}
      </Button>
    </>
  );
}

function Done({ visit, onClose }: DoneProps) {
  const { t } = useTranslation(['portal', 'common']);
  const words = useDayWords();
  return (
    <>
      <p role="status">
        {t('cancel.doneHint', { when: words.moment(visit.startsAt), doctor: visit.doctorName })}
      </p>
      <LinkButton to="/new/$doctorId" params={{ doctorId: visit.doctorId }} onClick={onClose}>
        {t('cancel.again')}
      </LinkButton>
      <Button variant="default" onClick={onClose}>
        {t('common:actions.done')}
      </Button>
    </>
  );
}
