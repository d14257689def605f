import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientPrivacy } from '../../../../shared/contracts/privacy.ts';
import { ID_DOCUMENTS, PRIVACY_REQUEST_KINDS } from '../../../../shared/domain/privacy.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { useTRPC, useTRPCClient } from '../../../lib/api.ts';
import { useErrorText } from '../../../lib/errors.ts';
import { useFormat } from '../../../lib/format.ts';
import { newRequestId } from '../../../lib/request-id.ts';
import { FieldsDialog } from '../../../ui/fields-dialog.tsx';
import { LoadFailed } from '../../../ui/page-note.tsx';
import classes from './card.module.css';
import { CardSection } from './section.tsx';
import { useSaving } from './use-profile.ts';

type Props = { readonly patientId: PatientId };

/** Whether the chart must stay, and what its owner has asked for as a whole. */
export function PrivacySection({ patientId }: Props) {
  const { t } = useTranslation('card');
  const trpc = useTRPC();
  const api = useTRPCClient();
  const saving = useSaving();
  const errorText = useErrorText();
  const privacy = useQuery(trpc.privacy.ofPatient.queryOptions({ patientId }));
  const [doing, setDoing] = useState<'hold' | 'note'>();
  if (privacy.isError) return <LoadFailed error={privacy.error} onRetry={() => void privacy.refetch()} />;
  if (privacy.data === undefined) return null;
  const { hold } = privacy.data;
  const lift = () =>
    void saving(() => api.privacy.liftHold.mutate({ patientId })).catch((error: unknown) =>
      notifications.show({ color: 'red', message: errorText(error) }),
    );
  return (
    <CardSection title={t('privacy.title')}>
      <State privacy={privacy.data} />
      <div className={classes.acts}>
        <Button variant="default" onClick={() => setDoing('note')}>
          {t('privacy.note')}
        </Button>
        <Button variant="default" onClick={hold === null ? () => setDoing('hold') : lift}>
          {t(hold === null ? 'privacy.placeHold' : 'privacy.liftHold')}
        </Button>
      </div>
      {doing === 'hold' && <HoldDialog patientId={patientId} onClose={() => setDoing(undefined)} />}
      {doing === 'note' && <NoteDialog patientId={patientId} onClose={() => setDoing(undefined)} />}
    </CardSection>
  );
}

function State({ privacy: { hold, requests } }: { readonly privacy: PatientPrivacy }) {
  const { t } = useTranslation('card');
  const format = useFormat();
  return (
    <>
      <p>
        {hold === null
          ? t('privacy.noHold')
          : t('privacy.hold', {
              reason: hold.reason,
              name: hold.byName,
              when: format.dateTime(hold.placedAt),
            })}
      </p>
      <ul className={classes.wishes}>
        {requests.map(({ id, kind, status, createdAt }) => (
          <li key={id}>
            {t('privacy.wish', {
              kind: t(`privacy.kind.${kind}`),
              status: t(`privacy.status.${status}`),
              when: format.dateTime(createdAt),
            })}
          </li>
        ))}
      </ul>
    </>
  );
}

type DialogProps = Props & { readonly onClose: () => void };

function HoldDialog({ patientId, onClose }: DialogProps) {
  const { t } = useTranslation('card');
  const api = useTRPCClient();
  const saving = useSaving();
  return (
    <FieldsDialog
      title={t('privacy.placeHold')}
      save={t('privacy.placeHold')}
      values={{ reason: '' }}
      fields={[{ name: 'reason', label: t('privacy.holdReason'), isWide: true }]}
      onClose={onClose}
      onSave={(values) =>
        saving(() => api.privacy.placeHold.mutate({ patientId, reason: String(values['reason']) }))
      }
    />
  );
}

function NoteDialog({ patientId, onClose }: DialogProps) {
  const { t } = useTranslation('card');
  const api = useTRPCClient();
  const saving = useSaving();
  const [requestId] = useState(newRequestId);
  return (
    <FieldsDialog
      title={t('privacy.noteTitle')}
      lead={t('privacy.noteLead')}
      save={t('privacy.save')}
      values={{ kind: 'copy', idDocument: 'id_card', note: '' }}
      fields={[
        {
          name: 'kind',
          label: t('privacy.noteTitle'),
          kind: 'choice',
          choices: PRIVACY_REQUEST_KINDS.map((value) => ({ value, label: t(`privacy.kind.${value}`) })),
        },
        {
          name: 'idDocument',
          label: t('privacy.document'),
          kind: 'choice',
          choices: ID_DOCUMENTS.map((value) => ({ value, label: t(`identity.documents.${value}`) })),
        },
        { name: 'note', label: t('privacy.text'), kind: 'area' },
      ]}
      onClose={onClose}
      onSave={(values) =>
        saving(() =>
          api.privacy.note.mutate({
            patientId,
            kind: PRIVACY_REQUEST_KINDS.find((known) => known === values['kind']) ?? 'copy',
            idDocument: ID_DOCUMENTS.find((known) => known === values['idDocument']) ?? 'other',
            note: String(values['note']),
            requestId,
          }),
        )
      }
    />
  );
}
