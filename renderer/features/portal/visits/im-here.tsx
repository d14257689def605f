import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OwnAppointmentDto } from '../../../../shared/contracts/appointments.ts';
import { useTRPC } from '../../../lib/api.ts';
import { useErrorText } from '../../../lib/errors.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useRefreshOwn } from '../use-refresh-own.ts';
import classes from './today.module.css';

/** For whoever stands in the clinic. A second tap says the same once more, and changes nothing. */
export function ImHere({ visit }: { readonly visit: OwnAppointmentDto }) {
  const { t } = useTranslation('portalDay');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const refreshOwn = useRefreshOwn();
  const arrive = useMutation(
    trpc.appointments.arriveOwn.mutationOptions({
      onSettled: () =>
        Promise.all([refreshOwn(), queryClient.invalidateQueries(trpc.flow.ownDay.pathFilter())]),
    }),
  );
  return (
    <div className={classes.here}>
      {arrive.isError && <Notice tone="bad">{errorText(arrive.error)}</Notice>}
      <Button
        size="lg"
        fullWidth
        leftSection={<Icon name="pin" size={20} />}
        loading={arrive.isPending}
        onClick={() => arrive.mutate({ id: visit.id, expectedVersion: visit.version })}
      >
        {t('here')}
      </Button>
      <p className={classes.soft}>{t('hereHint')}</p>
    </div>
  );
}
