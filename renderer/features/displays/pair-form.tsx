import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisplayKind } from '../../../shared/domain/displays.ts';
import { useClinic } from '../../lib/clinic.ts';
import { fieldErrorsOf, useErrorText } from '../../lib/errors.ts';
import { usePublicApi } from '../../lib/public-api.ts';
import { FrontPage } from '../../ui/front-page.tsx';
import { Notice } from '../../ui/notice.tsx';

type Props = {
  readonly kind: DisplayKind;
  readonly title: string;
  readonly wasRemoved: boolean;
  readonly onPaired: (secret: string) => void;
};

/** Before a device is anything: the code that the front desk has made for it. */
export function PairForm({ kind, title, wasRemoved, onPaired }: Props) {
  const { t } = useTranslation(['displays', 'common']);
  const { clinicName: clinic } = useClinic();
  const api = usePublicApi();
  const errorText = useErrorText();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (isSending) return;
    if (code.trim() === '') return setProblem(t('common:form.required'));
    setSending(true);
    setProblem(undefined);
    try {
      onPaired((await api.displays.pair.mutate({ kind, code })).secret);
    } catch (error) {
      setProblem(fieldErrorsOf(error).length > 0 ? t('pair.wrong') : errorText(error));
      setSending(false);
    }
  }
  return (
    <FrontPage title={title} lead={t('pair.lead', { clinic })}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {wasRemoved && <Notice tone="warn">{t('pair.wasRemoved')}</Notice>}
        <TextInput
          label={t('pair.code')}
          size="lg"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          error={problem}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          autoFocus
        />
        <Button type="submit" size="lg" loading={isSending} fullWidth>
          {t('pair.submit')}
        </Button>
      </form>
    </FrontPage>
  );
}
