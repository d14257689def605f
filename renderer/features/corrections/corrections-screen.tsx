import { Button, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskCorrectionDto } from '../../../shared/contracts/corrections.ts';
import { CORRECTION_STATUSES, type CorrectionStatus } from '../../../shared/domain/privacy.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { usePages } from '../../lib/use-pages.ts';
import { FieldsDialog } from '../../ui/fields-dialog.tsx';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { fullName, PatientLine } from '../../ui/visit/patient-line.tsx';
import classes from './corrections.module.css';

const A_PAGE = 50;

/** What do patients say is wrong in their charts? */
export function CorrectionsScreen() {
  const { t } = useTranslation(['corrections', 'common']);
  const trpc = useTRPC();
  const api = useTRPCClient();
  const [status, setStatus] = useState<CorrectionStatus>('open');
  const [declined, setDeclined] = useState<DeskCorrectionDto>();
  const { list, items } = usePages([...trpc.corrections.list.pathKey(), 'pages', status], (cursor) =>
    api.corrections.list.query({ status, limit: A_PAGE, cursor }),
  );
  return (
    <main id="content" className={classes.page}>
      <h1 className={classes.title}>{t('title')}</h1>
      <p className={classes.lead}>{t('lead')}</p>
      <SegmentedControl
        aria-label={t('views')}
        value={status}
        onChange={(chosen) => setStatus(CORRECTION_STATUSES.find((known) => known === chosen) ?? 'open')}
        data={CORRECTION_STATUSES.map((each) => ({ value: each, label: t(`status.${each}`) }))}
      />
      {list.isPending && <LoadingLines rows={4} />}
      {list.isError && <LoadFailed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <PageNote icon="check" title={t('empty')} hint={t('emptyHint')} />
      )}
      <ul className={classes.list}>
        {items.map((correction) => (
          <Entry key={correction.id} correction={correction} onDecline={() => setDeclined(correction)} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" onClick={() => void list.fetchNextPage()}>
          {t('common:actions.showMore')}
        </Button>
      )}
      {declined !== undefined && (
        <DeclineDialog correction={declined} onClose={() => setDeclined(undefined)} />
      )}
    </main>
  );
}

type EntryProps = { readonly correction: DeskCorrectionDto; readonly onDecline: () => void };

function Entry({ correction, onDecline }: EntryProps) {
  const { t } = useTranslation('corrections');
  const accept = useAccept();
  const { id, version, chartVersion, field, patient, can } = correction;
  return (
    <li className={classes.entry}>
      <PatientLine patient={patient} />
      <Change correction={correction} />
      {can.decide && (
        <div className={classes.acts}>
          <Button
            loading={accept.isPending}
            onClick={() =>
              accept.mutate({ id, expectedVersion: version, expectedChartVersion: chartVersion })
            }
          >
            {t(field === 'other' ? 'acceptOther' : 'accept')}
          </Button>
          <Button variant="default" onClick={onDecline}>
            {t('decline')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** The chart's word and the patient's, one below the other. */
function Change({ correction }: { readonly correction: DeskCorrectionDto }) {
  const { t } = useTranslation('corrections');
  const format = useFormat();
  const { field, wanted, note, currentValue, oldValue, createdAt, decidedAt, decisionReason } = correction;
  const said = decidedAt === null ? currentValue : oldValue;
  return (
    <div>
      <p>{t(`field.${field}`)}</p>
      <dl className={classes.change}>
        {field !== 'other' && (
          <>
            <dt>{t(decidedAt === null ? 'now' : 'was')}</dt>
            <dd>{said ?? t('nothing')}</dd>
          </>
        )}
        <dt>{t('wanted')}</dt>
        <dd className={classes.wanted}>{wanted}</dd>
      </dl>
      {note !== '' && <p>{note}</p>}
      {decisionReason !== null && decisionReason !== '' && <p>{t('reason', { reason: decisionReason })}</p>}
      <p className={classes.soft}>
        {decidedAt === null
          ? t('waits', { when: format.dateTime(createdAt) })
          : t('decided', { when: format.dateTime(decidedAt) })}
      </p>
    </div>
  );
}

function useAccept() {
  const { t } = useTranslation('corrections');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  return useMutation(
    trpc.corrections.accept.mutationOptions({
      onSuccess: () => notifications.show({ message: t('done') }),
      onError: (error) => notifications.show({ color: 'red', message: errorText(error) }),
      onSettled: () => queryClient.invalidateQueries(trpc.corrections.pathFilter()),
    }),
  );
}

type DeclineProps = { readonly correction: DeskCorrectionDto; readonly onClose: () => void };

function DeclineDialog({ correction, onClose }: DeclineProps) {
  const { t } = useTranslation('corrections');
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { id, version } = correction;
  return (
    <FieldsDialog
      title={t('declineTitle', { name: fullName(correction.patient) })}
      save={t('decline')}
      values={{ reason: '' }}
      fields={[{ name: 'reason', label: t('declineReason'), isWide: true }]}
      onClose={onClose}
      onSave={async ({ reason }) => {
        await api.corrections.decline.mutate({ id, expectedVersion: version, reason: String(reason) });
        await queryClient.invalidateQueries(trpc.corrections.pathFilter());
        notifications.show({ message: t('done') });
      }}
    />
  );
}
