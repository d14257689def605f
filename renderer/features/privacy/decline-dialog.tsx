import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AdminPrivacyRequest } from '../../../shared/contracts/privacy.ts';
import { useTRPC } from '../../lib/api.ts';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { nameOf } from './request-entry.tsx';

type Props = { readonly request: AdminPrivacyRequest; readonly onClose: () => void };

/** A no, with the words its person will read. */
export function DeclineDialog({ request, onClose }: Props) {
  const { t } = useTranslation(['privacy', 'common']);
  const errorText = useErrorText();
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const decline = useDecline(onClose);
  const refused =
    decline.error === null
      ? undefined
      : (fieldErrorsOf(decline.error)[0]?.message ?? errorText(decline.error));
  return (
    <DeskDialog
      title={t('decline.title', { name: nameOf(request) })}
      size={460}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (reason.trim() === '' || decline.isPending) return;
        decline.mutate({ id: request.id, expectedVersion: request.version, reason });
      }}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button type="submit" loading={decline.isPending}>
            {t('decline.confirm')}
          </Button>
        </>
      }
    >
      <TextInput
        label={t('decline.reason')}
        value={reason}
        maxLength={300}
        data-autofocus
        error={isTried && reason.trim() === '' ? t('common:form.required') : refused}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </DeskDialog>
  );
}

function useDecline(onDone: () => void) {
  const { t } = useTranslation('privacy');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.privacy.decline.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.privacy.pathFilter());
        notifications.show({ message: t('done') });
        onDone();
      },
    }),
  );
}
