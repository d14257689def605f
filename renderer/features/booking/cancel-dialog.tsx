import { Button, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { CANCEL_CODES, type CancelCode } from '../../../shared/domain/appointment-status.ts';
import type { SeriesScope } from '../../../shared/domain/series.ts';
import { addMinutes, toInstant } from '../../../shared/time/instant.ts';
import { useTRPC } from '../../lib/api.ts';
import { putVisit } from '../../lib/board-cache.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useKeptText } from '../../lib/draft.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import classes from './booking.module.css';
import { ChosenPatient } from './chosen-patient.tsx';
import { visitsInScope } from './series-scope.ts';
import { useExpectedVersion } from './use-expected-version.ts';
import { useSeriesCancel } from './use-series-cancel.ts';
import { useSeriesOf } from './use-series-of.ts';

const CancelScope = lazy(() =>
  import('./series-edit.tsx').then((module) => ({ default: module.CancelScope })),
);

type Props = {
  readonly visit: AppointmentDto;
  readonly onClose: () => void;
  /** Its time is free again. */
  readonly onCancelled?: (visit: AppointmentDto) => void;
};

/** Ends a visit that will not take place, with its coded reason and what follows from it. */
export function CancelDialog({ visit, onClose, onCancelled }: Props) {
  const { t } = useTranslation(['booking', 'common']);
  const errorText = useErrorText();
  const format = useFormat();
  const [code, setCode] = useState<CancelCode>('pat');
  const { text: note, setText: setNote, drop } = useKeptText(`cancel:${visit.id}`);
  const { expectedVersion, onError } = useExpectedVersion(visit);
  const done = () => {
    drop();
    onClose();
  };
  const cancel = useCancel({
    onCancelled: () => {
      done();
      onCancelled?.(visit);
    },
    onError,
  });
  const [scope, setScope] = useState<SeriesScope>('one');
  const series = useSeriesOf(visit);
  const many = useSeriesCancel({ visit, onCancelled: done, onRefused: series.refetch });
  const index = visit.series?.index ?? 0;
  const gone = visitsInScope(series.visits ?? [], { index, scope, act: 'cancel' });
  const isMany = scope !== 'one';
  const error = isMany ? many.error : cancel.error;

  function send() {
    if (cancel.isPending || many.isPending) return;
    if (isMany) many.send({ scope, gone, code, note });
    else cancel.mutate({ id: visit.id, code, note, expectedVersion: expectedVersion() });
  }
  return (
    <DeskDialog
      title={t('cancel.title')}
      size={520}
      onClose={onClose}
      onSubmit={send}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t(isMany ? 'many.keep' : 'cancel.keep')}
          </Button>
          <Button type="submit" color="red" loading={cancel.isPending || many.isPending}>
            {isMany ? t('many.cancel', { count: gone.length }) : t('cancel.submit')}
          </Button>
        </>
      }
    >
      <ChosenPatient patient={visit.patient} />
      <p className={classes.soft}>
        {t('cancel.what', { type: visit.type.name, time: format.dateTime(visit.startsAt) })}
      </p>
      {visit.series !== null && series.visits !== undefined && (
        <Suspense>
          <CancelScope
            position={visit.series}
            visits={series.visits}
            gone={gone}
            value={scope}
            onChange={setScope}
          />
        </Suspense>
      )}
      <Radio.Group
        label={t('cancel.code')}
        value={code}
        onChange={(value) => setCode(CANCEL_CODES.find((known) => known === value) ?? 'other')}
      >
        <Stack gap={4} mt={4}>
          {CANCEL_CODES.map((known, index) => (
            <Radio
              key={known}
              value={known}
              label={t(`common:cancelCode.${known}`)}
              data-autofocus={index === 0 || undefined}
            />
          ))}
        </Stack>
      </Radio.Group>
      <TextInput
        label={t('cancel.note')}
        value={note}
        maxLength={300}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <LateNote startsAt={isMany ? gone.map((each) => each.startsAt) : [visit.startsAt]} />
      {error !== null && (
        <p className={classes.refusal} role="alert">
          {errorText(error)}
        </p>
      )}
    </DeskDialog>
  );
}

function useCancel({ onCancelled, onError }: { onCancelled: () => void; onError: (error: unknown) => void }) {
  const { t } = useTranslation('booking');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const format = useFormat();
  const say = useActToast();
  const { undoOf } = useDeskTasks();
  return useMutation(
    trpc.appointments.cancel.mutationOptions({
      onError,
      onSuccess: (visit) => {
        putVisit(queryClient, trpc, visit);
        say(t('cancelled', { name: fullName(visit.patient), time: format.dateTime(visit.startsAt) }), {
          undo: () => undoOf(visit),
        });
        onCancelled();
      },
    }),
  );
}

/** How many lie inside the clinic's notice window; the clinic itself decides when it writes it down. */
function LateNote({ startsAt }: { readonly startsAt: readonly string[] }) {
  const { t } = useTranslation('booking');
  const format = useFormat();
  const hours = useOverview()?.settings.lateCancelHours ?? 0;
  const late = startsAt.filter((at) => format.now() > addMinutes(toInstant(at), -hours * 60));
  if (late.length === 0) return <p className={classes.soft}>{t('cancel.inTime')}</p>;
  const words = startsAt.length === 1 ? t('cancel.late') : t('many.late', { count: late.length });
  return <p className={classes.late}>{words}</p>;
}
