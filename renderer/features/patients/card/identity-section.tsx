import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PatientProfileDto } from '../../../../shared/contracts/profiles.ts';
import type { ResetCode } from '../../../../shared/contracts/recovery.ts';
import { ID_CHECK_DOCUMENTS } from '../../../../shared/domain/profile-words.ts';
import { useTRPCClient } from '../../../lib/api.ts';
import { useClinicAddress } from '../../../lib/clinic-address.ts';
import { useFormat } from '../../../lib/format.ts';
import { ReadBy } from '../../../lib/read-by.tsx';
import { newRequestId } from '../../../lib/request-id.ts';
import type { FieldValues } from '../../../ui/fields.tsx';
import { FieldsDialog } from '../../../ui/fields-dialog.tsx';
import { Slip } from '../../../ui/slip.tsx';
import classes from './card.module.css';
import { JoinAccountDialog } from './join-account-dialog.tsx';
import { CardSection } from './section.tsx';
import { useSaving } from './use-profile.ts';

type Props = { readonly profile: PatientProfileDto };

/** Whether somebody has looked at an ID, and the way back into a lost account. */
export function IdentitySection({ profile }: Props) {
  const { t } = useTranslation('card');
  const format = useFormat();
  const [doing, setDoing] = useState<'check' | 'reset' | 'email' | 'join'>();
  const [code, setCode] = useState<ResetCode>();
  const { idCheck } = profile;
  return (
    <CardSection title={t('identity.title')}>
      <p>
        {idCheck === null
          ? t('identity.notSeen')
          : t('identity.seen', {
              document: t(`identity.documents.${idCheck.document}`),
              name: idCheck.byName,
              when: format.dateTime(idCheck.at),
            })}
      </p>
      <div className={classes.acts}>
        {profile.can.checkIdentity && (
          <Button variant="default" onClick={() => setDoing('check')}>
            {t('identity.check')}
          </Button>
        )}
        {profile.can.checkIdentity && profile.hasAccount && (
          <Button variant="default" onClick={() => setDoing('reset')}>
            {t('identity.resetCode')}
          </Button>
        )}
        {profile.can.checkIdentity && profile.hasAccount && (
          <Button variant="default" onClick={() => setDoing('email')}>
            {t('identity.email')}
          </Button>
        )}
        {profile.can.attachAccount && (
          <Button variant="default" onClick={() => setDoing('join')}>
            {t('join.open')}
          </Button>
        )}
      </div>
      {doing === 'join' && <JoinAccountDialog profile={profile} onClose={() => setDoing(undefined)} />}
      {doing === 'check' && <CheckDialog profile={profile} onClose={() => setDoing(undefined)} />}
      {doing === 'email' && <EmailDialog profile={profile} onClose={() => setDoing(undefined)} />}
      {doing === 'reset' && (
        <ResetDialog profile={profile} onCode={setCode} onClose={() => setDoing(undefined)} />
      )}
      {code !== undefined && <CodeSlip code={code} onClose={() => setCode(undefined)} />}
    </CardSection>
  );
}

/** The kind of document, chosen. */
function useDocumentField() {
  const { t } = useTranslation('card');
  return {
    name: 'document',
    label: t('identity.document'),
    kind: 'choice',
    isWide: true,
    choices: ID_CHECK_DOCUMENTS.map((value) => ({ value, label: t(`identity.documents.${value}`) })),
  } as const;
}

/** So that an open screen alone opens nobody's account. */
function usePasswordField() {
  const { t } = useTranslation();
  return { name: 'password', label: t('passwordAgain.label'), kind: 'password', isWide: true } as const;
}

function documentIn(values: FieldValues) {
  return ID_CHECK_DOCUMENTS.find((known) => known === values['document']) ?? 'other';
}

function CheckDialog({ profile, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useTranslation('card');
  const api = useTRPCClient();
  const saving = useSaving();
  const [requestId] = useState(newRequestId);
  return (
    <FieldsDialog
      title={t('identity.checkTitle')}
      lead={t('identity.checkLead')}
      save={t('identity.save')}
      values={{ document: 'id_card' }}
      fields={[useDocumentField()]}
      onClose={onClose}
      onSave={(values) =>
        saving(() =>
          api.profiles.recordIdCheck.mutate({ id: profile.id, document: documentIn(values), requestId }),
        )
      }
    />
  );
}

function EmailDialog({ profile, onClose }: Props & { readonly onClose: () => void }) {
  const { t } = useTranslation('card');
  const api = useTRPCClient();
  return (
    <FieldsDialog
      title={t('identity.email')}
      lead={t('identity.emailLead')}
      save={t('identity.emailSave')}
      values={{ email: '', document: 'id_card', password: '' }}
      fields={[
        { name: 'email', label: t('identity.emailWanted'), isWide: true },
        useDocumentField(),
        usePasswordField(),
      ]}
      onClose={onClose}
      onSave={async (values) => {
        const { email } = await api.auth.changePatientEmail.mutate({
          patientId: profile.id,
          email: String(values['email']),
          document: documentIn(values),
          password: String(values['password']),
        });
        notifications.show({ message: t('identity.emailSaved', { email }) });
      }}
    />
  );
}

type ResetProps = Props & { readonly onClose: () => void; readonly onCode: (code: ResetCode) => void };

function ResetDialog({ profile, onClose, onCode }: ResetProps) {
  const { t } = useTranslation('card');
  const api = useTRPCClient();
  return (
    <FieldsDialog
      title={t('identity.resetCode')}
      lead={t('identity.resetLead')}
      save={t('identity.resetConfirm')}
      values={{ document: 'id_card', password: '' }}
      fields={[useDocumentField(), usePasswordField()]}
      onClose={onClose}
      onSave={async (values) => {
        const password = String(values['password']);
        const asked = { patientId: profile.id, document: documentIn(values), password };
        onCode(await api.auth.issuePatientResetCode.mutate(asked));
      }}
    />
  );
}

function CodeSlip({ code, onClose }: { readonly code: ResetCode; readonly onClose: () => void }) {
  const { t } = useTranslation('card');
  return (
    <Slip title={t('identity.resetCode')} name={code.name} code={code.code} onClose={onClose}>
      <Suspense>
        <ReadBy language={code.language}>
          <CodeWords code={code} />
        </ReadBy>
      </Suspense>
    </Slip>
  );
}

/** To the patient, who takes the slip home. */
function CodeWords({ code: { email, expiresAt } }: { readonly code: ResetCode }) {
  const { t } = useTranslation('card');
  const address = `${useClinicAddress()}/portal/reset`;
  const until = useFormat().moment(expiresAt);
  return t('identity.slip', { address, email, until });
}
