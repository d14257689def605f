import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WaitlistEntryDto } from '../../../../shared/contracts/waitlist.ts';
import { isStillWaiting } from '../../../../shared/domain/waitlist-order.ts';
import { useTRPC } from '../../../lib/api.ts';
import { useErrorText } from '../../../lib/errors.ts';
import { useFormat } from '../../../lib/format.ts';
import { useLateWords } from '../../../lib/late-words.ts';
import { LoadingLines } from '../../../ui/loading-lines.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { LoadFailed, PageNote } from '../../../ui/page-note.tsx';
import { PortalPage, PortalSection } from '../portal-page.tsx';
import { JoinForm } from './join-form.tsx';
import { Offers } from './offers.tsx';
import classes from './waitlist.module.css';

const SHOWN = 20;

/** Who tells me when something earlier comes free? */
export function WaitlistScreen() {
  useLateWords('portalWaitlist');
  const { t } = useTranslation('portalWaitlist');
  return (
    <PortalPage title={t('title')} lead={t('lead')} back="/">
      <Offers />
      <Entries />
      <PortalSection title={t('join.title')}>
        <JoinForm />
      </PortalSection>
    </PortalPage>
  );
}

function Entries() {
  const { t } = useTranslation('portalWaitlist');
  const trpc = useTRPC();
  const own = useQuery(trpc.waitlist.listOwn.queryOptions({ limit: SHOWN }));
  if (own.isPending) return <LoadingLines rows={2} />;
  if (own.isError) return <LoadFailed error={own.error} onRetry={() => void own.refetch()} />;
  if (own.data.items.length === 0) return <PageNote title={t('none')} hint={t('noneHint')} />;
  return (
    <ul className={classes.list}>
      {own.data.items.map((entry) => (
        <li key={entry.id}>
          <Entry entry={entry} />
        </li>
      ))}
    </ul>
  );
}

function Entry({ entry }: { readonly entry: WaitlistEntryDto }) {
  const { t } = useTranslation('portalWaitlist');
  const format = useFormat();
  const whom = entry.doctorName ?? entry.specializationName ?? t('entry.any');
  const parts = entry.dayParts.map((part) => t(`entry.part.${part}`));
  const line = t('offer.line', { type: entry.typeName, doctor: whom });
  const days = t('entry.days', {
    from: format.dayShort(entry.earliestDate),
    until: format.dayShort(entry.latestDate),
  });
  return (
    <article className={classes.card} data-over={!isStillWaiting(entry.state) || undefined}>
      <p className={classes.state}>{t(`entry.state.${entry.state}`)}</p>
      <p>
        <strong>{line}</strong>
      </p>
      <p>
        {days}
        {parts.length > 0 && `, ${t('entry.parts', { parts: format.list(parts) })}`}
      </p>
      {entry.can.withdraw && <Withdraw entry={entry} label={`${t('entry.withdraw')}, ${line}, ${days}`} />}
    </article>
  );
}

type WithdrawProps = { readonly entry: WaitlistEntryDto; readonly label: string };

function Withdraw({ entry: { id, version }, label }: WithdrawProps) {
  const { t } = useTranslation('portalWaitlist');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const leave = useMutation(
    trpc.waitlist.leave.mutationOptions({
      onSuccess: () => notifications.show({ message: t('entry.withdrawn') }),
      onSettled: () => queryClient.invalidateQueries(trpc.waitlist.pathFilter()),
    }),
  );
  return (
    <>
      {leave.isError && <Notice tone="bad">{errorText(leave.error)}</Notice>}
      <Button
        aria-label={label}
        variant="default"
        loading={leave.isPending}
        onClick={() => leave.mutate({ id, expectedVersion: version })}
      >
        {t('entry.withdraw')}
      </Button>
    </>
  );
}
