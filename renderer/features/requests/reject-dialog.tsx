import { Button, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDto } from '../../../shared/contracts/requests.ts';
import { useTRPC } from '../../lib/api.ts';
import { useKeptText } from '../../lib/draft.ts';
import { useErrorText } from '../../lib/errors.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { PatientLine } from '../../ui/visit/patient-line.tsx';
import classes from './requests.module.css';
import { useDeclined } from './use-declined.ts';

type Props = { readonly request: RequestDto; readonly onClose: () => void };

/** Says no, with words the patient reads. */
export function RejectDialog({ request, onClose }: Props) {
  const { t } = useTranslation(['requests', 'common']);
  const errorText = useErrorText();
  const trpc = useTRPC();
  const sayDeclined = useDeclined();
  const { text: reason, setText: setReason, drop } = useKeptText(`reject:${request.id}`);
  const [isTried, setTried] = useState(false);
  const reject = useMutation(
    trpc.requests.reject.mutationOptions({
      onSuccess: (declined) => {
        drop();
        sayDeclined(declined);
        onClose();
      },
    }),
  );
  const isMissing = reason.trim() === '';
  function send() {
    setTried(true);
    if (isMissing || reject.isPending) return;
    reject.mutate({ id: request.id, reason: reason.trim(), expectedVersion: request.version });
  }
  return (
    <DeskDialog
      title={t('rejectTitle')}
      size={480}
      onClose={onClose}
      onSubmit={send}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button type="submit" color="red" loading={reject.isPending}>
            {t('reject')}
          </Button>
        </>
      }
    >
      <div className={classes.person}>
        <PatientLine patient={request.patient} />
      </div>
      <Textarea
        label={t('rejectReason')}
        description={t('rejectHint')}
        value={reason}
        maxLength={300}
        autosize
        minRows={2}
        data-autofocus
        error={isTried && isMissing ? t('common:form.required') : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey) return;
          event.preventDefault();
          send();
        }}
      />
      {reject.error !== null && (
        <p className={classes.problem} role="alert">
          {errorText(reject.error)}
        </p>
      )}
    </DeskDialog>
  );
}
