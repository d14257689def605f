import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RequestDto } from '../../../shared/contracts/requests.ts';
import { useTRPC } from '../../lib/api.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { PatientLine } from '../../ui/visit/patient-line.tsx';
import { UrgencyMark } from '../../ui/visit/urgency-mark.tsx';
import classes from './requests.module.css';

const PAGE = 50;

/** Who waits for our answer, the most urgent first, then the one who waits longest. */
export function RequestInbox({ isDoctorShown }: { readonly isDoctorShown: boolean }) {
  const { t } = useTranslation(['requests', 'common']);
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.requests.list.infiniteQueryOptions(
      { status: 'pending', limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const requests = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={classes.inbox} aria-label={t('title')}>
      <h2 className={classes.title}>
        {t('title')}
        {list.data !== undefined && (
          <span className={classes.count}>
            {t(list.hasNextPage ? 'countMore' : 'count', { count: requests.length })}
          </span>
        )}
      </h2>
      {list.error !== null && list.data === undefined && (
        <LoadFailed error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.data !== undefined && requests.length === 0 && (
        <PageNote icon="check" title={t('empty')} hint={t('emptyHint')} />
      )}
      <ol className={classes.list} onKeyDown={walk}>
        {requests.map((request, index) => (
          <RequestCard
            key={request.id}
            request={request}
            isTabStop={index === 0}
            isDoctorShown={isDoctorShown}
          />
        ))}
      </ol>
      {list.hasNextPage && (
        <Button variant="subtle" onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
          {t('common:actions.showMore')}
        </Button>
      )}
    </section>
  );
}

type CardProps = {
  readonly request: RequestDto;
  readonly isTabStop: boolean;
  readonly isDoctorShown: boolean;
};

function RequestCard({ request, isTabStop, isDoctorShown }: CardProps) {
  const { t } = useTranslation(['requests', 'common']);
  const format = useFormat();
  const tasks = useDeskTasks();
  return (
    <li
      className={classes.card}
      data-urgency={request.urgency}
      data-request={request.id}
      tabIndex={isTabStop ? 0 : -1}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || !request.can.decide) return;
        if (event.key === 'Enter' || event.key === 'a') tasks.accept(request);
        else if (event.key === 'x') tasks.reject(request);
        else return;
        event.preventDefault();
      }}
    >
      <div className={classes.head}>
        <UrgencyMark urgency={request.urgency} />
        <span className={classes.age} title={format.dateTime(request.createdAt)}>
          {format.relative(request.createdAt)}
        </span>
      </div>
      <PatientLine patient={request.patient} />
      <div>
        {t('wish', {
          day: format.dayShort(request.date),
          part: t(`common:dayPart.${request.dayPart}`),
        })}
        {isDoctorShown && <span className={classes.doctor}>{request.doctorName}</span>}
      </div>
      <p className={classes.reason}>{request.reason}</p>
      {request.can.decide && (
        <div className={classes.actions}>
          <Button size="compact-sm" onClick={() => tasks.accept(request)}>
            {t('accept')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => tasks.reject(request)}>
            {t('reject')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Up and down along the cards; the buttons of a card are reached with Tab. */
function walk(event: React.KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-request]')];
  const at = cards.findIndex((card) => card.contains(document.activeElement));
  cards[at + step]?.focus();
  event.preventDefault();
}
