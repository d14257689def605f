import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientPrivacy } from '../../../../shared/contracts/privacy.ts';
import { ID_DOCUMENTS, PRIVACY_REQUEST_KINDS } from '../../../../shared/domain/privacy.ts';
import type { PatientId } from '../../../../shared/ids.ts';
import { useTRPC, useTRPCClient } from '../../../lib/api.ts';
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
  const privacy = useQuery(trpc.privacy.ofPatient.queryOptions({ patientId }));
  const [doing, setDoing] = useState<'hold' | 'lift' | 'note'>();
  if (privacy.isError) return <LoadFailed error={privacy.error} onRetry={() => void privacy.refetch()} />;
  if (privacy.data === undefined) return null;
  const { hold } = privacy.data;
  return (
    <CardSection title={t('privacy.title')}>
      <State privacy={privacy.data} />
      <div className={classes.acts}>
        <Button variant="default" onClick={() => setDoing('note')}>
          {t('privacy.note')}
        </Button>
        <Button variant="default" onClick={() => setDoing(hold === null ? 'hold' : 'lift')}>
          {t(hold === null ? 'privacy.placeHold' : 'privacy.liftHold')}
        </Button>
      </div>
      {doing === 'hold' && <HoldDialog patientId={patientId} onClose={() => setDoing(undefined)} />}
      {doing === 'lift' && hold !== null && (
        <LiftDialog patientId={patientId} hold={hold} onClose={() => setDoing(undefined)} />
      )}
      {doing === 'note' && <NoteDialog patientId={patientId} onClose={() => setDoing(undefined)} />}
    </CardSection>
  );
}

function State({ privacy: { hold, lifted, requests } }: { readonly privacy: PatientPrivacy }) {
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
      {lifted.map((old) => (
        <p key={old.liftedAt} className={classes.past}>
          {t('privacy.lifted', {
            reason: old.reason,
            name: old.byName,
            when: format.dateTime(old.placedAt),
            lifter: old.liftedByName,
            why: old.liftReason,
            until: format.dateTime(old.liftedAt),
          })}
        </p>
      ))}
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

type LiftProps = DialogProps & { readonly hold: NonNullable<PatientPrivacy['hold']> };

function LiftDialog({ patientId, hold, onClose }: LiftProps) {
  const { t } = useTranslation(['card', 'common']);
  const format = useFormat();
  const api = useTRPCClient();
  const saving = useSaving();
  const { reason, byName: name, placedAt } = hold;
  return (
    <FieldsDialog
      title={t('privacy.liftHold')}
      lead={t('privacy.liftLead', { reason, name, when: format.dateTime(placedAt) })}
      save={t('privacy.liftHold')}
      values={{ reason: '', password: '' }}
      fields={[
        { name: 'reason', label: t('privacy.liftReason'), isWide: true },
        { name: 'password', label: t('common:passwordAgain.label'), kind: 'password', isWide: true },
      ]}
      onClose={onClose}
      onSave={(values) =>
        saving(() =>
          api.privacy.liftHold.mutate({
            patientId,
            reason: String(values['reason']),
            password: String(values['password']),
          }),
        )
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
