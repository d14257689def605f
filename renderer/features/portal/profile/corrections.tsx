import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CorrectionDto } from '../../../../shared/contracts/corrections.ts';
import { CORRECTION_FIELDS, type CorrectionField } from '../../../../shared/domain/privacy.ts';
import { useTRPC } from '../../../lib/api.ts';
import { fieldErrorsOf, useErrorText } from '../../../lib/errors.ts';
import { useRequestId } from '../../../lib/request-id.ts';
import { PortalSection } from '../portal-page.tsx';
import classes from './profile.module.css';

/** What one may not change oneself, and what has become of what one asked for. */
export function Corrections() {
  const { t } = useTranslation('myProfile');
  const trpc = useTRPC();
  const asked = useQuery(trpc.corrections.listOwn.queryOptions({}));
  return (
    <PortalSection title={t('wrong.title')}>
      <div className={classes.card}>
        <p className={classes.soft}>{t('wrong.lead')}</p>
        <AskForm />
        <ul className={classes.asked}>
          {asked.data?.items.map((correction) => (
            <Asked key={correction.id} correction={correction} />
          ))}
        </ul>
      </div>
    </PortalSection>
  );
}

function AskForm() {
  const { t } = useTranslation(['myProfile', 'common']);
  const errorText = useErrorText();
  const [field, setField] = useState<CorrectionField>('familyName');
  const [wanted, setWanted] = useState('');
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const requestIdFor = useRequestId();
  const ask = useAsk(() => {
    setWanted('');
    setNote('');
    setTried(false);
  });
  const refused =
    ask.error === null ? undefined : (fieldErrorsOf(ask.error)[0]?.message ?? errorText(ask.error));
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (wanted.trim() === '' || ask.isPending) return;
    const said = { field, wanted, note };
    ask.mutate({ ...said, requestId: requestIdFor(said) });
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <NativeSelect
        label={t('wrong.field')}
        value={field}
        onChange={(event) =>
          setField(CORRECTION_FIELDS.find((known) => known === event.currentTarget.value) ?? 'other')
        }
        data={CORRECTION_FIELDS.map((value) => ({ value, label: t(`wrong.fields.${value}`) }))}
      />
      <TextInput
        label={t('wrong.wanted')}
        value={wanted}
        maxLength={300}
        error={isTried && wanted.trim() === '' ? t('common:form.required') : refused}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      <Textarea
        label={t('wrong.note')}
        value={note}
        maxLength={500}
        rows={2}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button type="submit" loading={ask.isPending}>
        {t('wrong.submit')}
      </Button>
    </form>
  );
}

function useAsk(onSent: () => void) {
  const { t } = useTranslation('myProfile');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.corrections.ask.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.corrections.pathFilter());
        notifications.show({ message: t('wrong.sent') });
        onSent();
      },
    }),
  );
}

function Asked({ correction }: { readonly correction: CorrectionDto }) {
  const { t } = useTranslation('myProfile');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const withdraw = useMutation(
    trpc.corrections.withdraw.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.corrections.pathFilter()),
    }),
  );
  const { id, field, wanted, status, decisionReason, version } = correction;
  return (
    <li>
      <span>
        {t(`wrong.fields.${field}`)}: <strong>{wanted}</strong>
      </span>
      <span className={classes.soft}>{t(`wrong.status.${status}`)}</span>
      {decisionReason !== null && decisionReason !== '' && (
        <span>{t('wrong.reason', { reason: decisionReason })}</span>
      )}
      {correction.can.withdraw && (
        <Button
          aria-label={`${t('wrong.withdraw')}, ${t(`wrong.fields.${field}`)}: ${wanted}`}
          variant="default"
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate({ id, expectedVersion: version })}
        >
          {t('wrong.withdraw')}
        </Button>
      )}
    </li>
  );
}
