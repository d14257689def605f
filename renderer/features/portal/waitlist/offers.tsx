import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OwnWaitlistOfferDto } from '../../../../shared/contracts/waitlist.ts';
import { useTRPC } from '../../../lib/api.ts';
import { reasonOf, useErrorText } from '../../../lib/errors.ts';
import { useFormat } from '../../../lib/format.ts';
import { useRequestId } from '../../../lib/request-id.ts';
import { Notice } from '../../../ui/notice.tsx';
import { useDayWords } from '../use-day-words.ts';
import { useRefreshOwn } from '../use-refresh-own.ts';
import classes from './waitlist.module.css';

/** Times that have come free, each with its answer; where somebody was quicker, that is said. */
export function Offers() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.waitlist.listOwnOffers.queryOptions({}));
  const format = useFormat();
  const isTold = ({ isOpen, answer, startsAt }: OwnWaitlistOfferDto) =>
    isOpen || (startsAt > format.now() && (answer === 'accepted' || answer === 'too_late'));
  const shown = (data?.items ?? []).filter(isTold);
  return (
    <div aria-live="polite" className={classes.offers}>
      {shown.map((offer) => (
        <Offer key={offer.id} offer={offer} />
      ))}
    </div>
  );
}

function Offer({ offer }: { readonly offer: OwnWaitlistOfferDto }) {
  const { t } = useTranslation('portalWaitlist');
  const format = useFormat();
  const words = useDayWords();
  const errorText = useErrorText();
  const { accept, decline } = useAnswers(offer);
  const when = words.moment(offer.startsAt);
  if (offer.answer === 'accepted') return <Notice tone="good">{t('offer.taken', { when })}</Notice>;
  if (!offer.isOpen) return <Notice tone="warn">{t('offer.tooLate')}</Notice>;
  const error = accept.error ?? decline.error;
  return (
    <article className={classes.offer}>
      <h2>{t('offer.title')}</h2>
      <p className={classes.when}>{when}</p>
      <p>{t('offer.line', { type: offer.typeName, doctor: offer.doctorName })}</p>
      <p className={classes.soft}>{t('offer.until', { time: format.time(offer.expiresAt) })}</p>
      {error !== null && (
        <Notice tone="bad">
          {reasonOf(error).code === 'already_taken' ? t('offer.tooLate') : errorText(error)}
        </Notice>
      )}
      <div className={classes.answers}>
        <Button
          aria-label={`${t('offer.accept')}, ${when}`}
          loading={accept.isPending}
          onClick={() => accept.send()}
        >
          {t('offer.accept')}
        </Button>
        <Button
          aria-label={`${t('offer.decline')}, ${when}`}
          variant="default"
          loading={decline.isPending}
          onClick={() => decline.send()}
        >
          {t('offer.decline')}
        </Button>
      </div>
    </article>
  );
}

/** A double tap, or one more after a lost answer, takes the time once. */
function useAnswers({ id }: OwnWaitlistOfferDto) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refreshOwn = useRefreshOwn();
  const requestIdFor = useRequestId();
  const onSettled = async () => {
    await Promise.all([refreshOwn(), queryClient.invalidateQueries(trpc.waitlist.pathFilter())]);
  };
  const accept = useMutation(trpc.waitlist.accept.mutationOptions({ onSettled }));
  const decline = useMutation(trpc.waitlist.decline.mutationOptions({ onSettled }));
  return {
    accept: { ...accept, send: () => accept.mutate({ id, requestId: requestIdFor({ id }) }) },
    decline: { ...decline, send: () => decline.mutate({ id }) },
  };
}
