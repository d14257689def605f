import { Button, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../../lib/api.ts';
import { useErrorText } from '../../../lib/errors.ts';
import { useRequestId } from '../../../lib/request-id.ts';
import { Notice } from '../../../ui/notice.tsx';
import { PortalSection } from '../portal-page.tsx';
import classes from './my-data.module.css';

/** A wish two people of the clinic look at; nothing goes before. */
export function AskErasure() {
  const { t } = useTranslation('myData');
  const errorText = useErrorText();
  const [note, setNote] = useState('');
  const [isSure, setSure] = useState(false);
  const [isTried, setTried] = useState(false);
  const requestIdFor = useRequestId();
  const ask = useAsk();
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!isSure || ask.isPending) return;
    ask.mutate({ note, requestId: requestIdFor(note) });
  }
  return (
    <PortalSection title={t('erase.title')}>
      <form className={classes.card} onSubmit={submit} noValidate>
        <p className={classes.soft}>{t('erase.lead')}</p>
        {ask.error !== null && <Notice tone="bad">{errorText(ask.error)}</Notice>}
        <Textarea
          label={t('erase.note')}
          value={note}
          maxLength={500}
          rows={2}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <label className={classes.sure}>
          <input
            type="checkbox"
            checked={isSure}
            aria-invalid={(isTried && !isSure) || undefined}
            onChange={(event) => setSure(event.currentTarget.checked)}
          />
          {t('erase.confirm')}
        </label>
        {isTried && !isSure && (
          <p className={classes.problem} role="alert">
            {t('erase.needed')}
          </p>
        )}
        <Button type="submit" color="red" variant="outline" loading={ask.isPending}>
          {t('erase.submit')}
        </Button>
      </form>
    </PortalSection>
  );
}

function useAsk() {
  const { t } = useTranslation('myData');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.privacy.askErasure.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.privacy.pathFilter());
        notifications.show({ message: t('erase.asked') });
      },
    }),
  );
}
