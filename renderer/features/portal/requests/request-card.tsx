import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RequestDto } from '../../../../shared/contracts/requests.ts';
import { useTRPC } from '../../../lib/api.ts';
import { useErrorText } from '../../../lib/errors.ts';
import { useFormat } from '../../../lib/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useDayWords } from '../use-day-words.ts';
import { useHasPassed } from '../use-has-passed.ts';
import { useOwnVisits } from '../use-own.ts';
import { useRefreshOwn } from '../use-refresh-own.ts';
import classes from './request-card.module.css';

const ICONS = {
  pending: 'clock',
  accepted: 'check',
  rejected: 'cross',
  cancelled: 'cross',
  expired: 'cross',
} as const satisfies Record<RequestDto['status'], IconName>;

/** One request with its answer, or with the promise of one. */
export function RequestCard({ request }: { readonly request: RequestDto }) {
  const { t } = useTranslation(['portal', 'common']);
  const format = useFormat();
  const words = useDayWords();
  const part = t(`common:dayPart.${request.dayPart}`);
  const line = t('request.line', { day: words.day(request.date), part });
  // Several requests on one screen: by ear, too, each button belongs to one of them.
  const toAny = t('request.toAny', { specialization: request.specializationName ?? '' });
  const nameOf = (action: string) => `${action}, ${line}, ${request.doctorName ?? toAny}`;
  const isRefused = request.status === 'rejected' || request.status === 'expired';
  return (
    <article className={classes.card} data-status={request.status}>
      <p className={classes.status}>
        <Icon name={ICONS[request.status]} />
        {t(`common:requestStatus.${request.status}`)}
        <span className={classes.ago} title={format.dateTime(request.createdAt)}>
          {t('request.sentAgo', { ago: format.relative(request.createdAt) })}
        </span>
      </p>
      <p className={classes.what}>{line}</p>
      <p>{request.doctorName === null ? toAny : t('visit.with', { doctor: request.doctorName })}</p>
      <p className={classes.soft}>{t('request.yourWords', { reason: request.reason })}</p>
      <Answer request={request} />
      {request.decisionReason !== null && request.decisionReason !== '' && (
        <p>{t('request.reasonGiven', { reason: request.decisionReason })}</p>
      )}
      {request.can.cancel && <Withdraw request={request} label={nameOf(t('request.withdraw'))} />}
      {isRefused && <Again request={request} label={nameOf(t('request.again'))} />}
    </article>
  );
}

type ActProps = { readonly request: RequestDto; readonly label: string };

function Again({ request: { doctorId, specializationId }, label }: ActProps) {
  const { t } = useTranslation('portal');
  const common = { 'aria-label': label, variant: 'default', children: t('request.again') } as const;
  return doctorId === null ? (
    <LinkButton {...common} to="/new/any" search={{ specialization: specializationId ?? undefined }} />
  ) : (
    <LinkButton {...common} to="/new/$doctorId" params={{ doctorId }} />
  );
}

function Answer({ request }: { readonly request: RequestDto }) {
  const { t } = useTranslation('portal');
  const words = useDayWords();
  const visits = useOwnVisits('upcoming');
  const visit = visits.data?.find(({ id }) => id === request.appointmentId);
  const hasPassed = useHasPassed();
  if (visit === undefined && request.status === 'accepted' && !hasPassed(request)) return null;
  const found = visit && { when: words.moment(visit.startsAt), doctor: visit.doctorName };
  // Who was asked stands above; whom the desk has found for one who minded nobody is news.
  const hint = request.doctorId === null ? 'request.hint.acceptedWith' : 'request.hint.acceptedAt';
  return (
    <p className={classes.soft} aria-live="polite">
      {found === undefined ? t(`request.hint.${request.status}`) : t(hint, found)}
    </p>
  );
}

function Withdraw({ request, label }: ActProps) {
  const { t } = useTranslation('portal');
  const trpc = useTRPC();
  const errorText = useErrorText();
  const refreshOwn = useRefreshOwn();
  const cancel = useMutation(
    trpc.requests.cancel.mutationOptions({
      onSuccess: () => notifications.show({ message: t('request.withdrawn') }),
      // Refused or not, what the clinic knows now is what the card shows.
      onSettled: refreshOwn,
    }),
  );
  return (
    <>
      {cancel.isError && <Notice tone="bad">{errorText(cancel.error)}</Notice>}
      <Button
        aria-label={label}
        variant="default"
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ id: request.id, expectedVersion: request.version })}
      >
        {t('request.withdraw')}
      </Button>
    </>
  );
}
