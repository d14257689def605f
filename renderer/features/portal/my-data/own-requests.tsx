import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PrivacyRequestDto } from '../../../../shared/contracts/privacy.ts';
import { useTRPC } from '../../../lib/api.ts';
import { useErrorText } from '../../../lib/errors.ts';
import { useFormat } from '../../../lib/format.ts';
import { PortalSection } from '../portal-page.tsx';
import classes from './my-data.module.css';

/** Each wish and what has become of it. */
export function OwnRequests({ requests }: { readonly requests: readonly PrivacyRequestDto[] }) {
  const { t } = useTranslation('myData');
  if (requests.length === 0) return null;
  return (
    <PortalSection title={t('requests.title')}>
      <ul className={classes.list}>
        {requests.map((request) => (
          <Entry key={request.id} request={request} />
        ))}
      </ul>
    </PortalSection>
  );
}

function Entry({ request }: { readonly request: PrivacyRequestDto }) {
  const { t } = useTranslation('myData');
  const format = useFormat();
  const withdraw = useWithdraw();
  const { id, kind, status, createdAt, decidedAt, decisionReason, version } = request;
  return (
    <li className={classes.request}>
      <span className={classes.kind}>{t(`requests.${kind}`)}</span>
      <span className={classes.soft}>{t('requests.askedOn', { when: format.dateTime(createdAt) })}</span>
      <span>{t(`requests.${status}`, { when: decidedAt === null ? '' : format.dateTime(decidedAt) })}</span>
      {decisionReason !== null && decisionReason !== '' && (
        <span>{t('requests.reason', { reason: decisionReason })}</span>
      )}
      {request.can.withdraw && (
        <Button
          variant="default"
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate({ id, expectedVersion: version })}
        >
          {t('requests.withdraw')}
        </Button>
      )}
    </li>
  );
}

function useWithdraw() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  return useMutation(
    trpc.privacy.withdraw.mutationOptions({
      onError: (error) => notifications.show({ color: 'red', message: errorText(error) }),
      onSettled: () => queryClient.invalidateQueries(trpc.privacy.pathFilter()),
    }),
  );
}
