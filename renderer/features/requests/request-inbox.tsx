import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestDto } from '../../../shared/contracts/requests.ts';
import { useAfterPaint } from '../../lib/after-paint.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { PatientLine } from '../../ui/visit/patient-line.tsx';
import { UrgencyMark } from '../../ui/visit/urgency-mark.tsx';
import classes from './requests.module.css';

const PAGE = 50;
const FIRST: string | null = null;

/** Who waits for our answer, the most urgent first, then the one who waits longest. */
export function RequestInbox({ isDoctorShown }: { readonly isDoctorShown: boolean }) {
  const { t } = useTranslation(['requests', 'common']);
  const list = usePendingRequests();
  const [activeId, setActiveId] = useState<string>();
  // The board beside it is what people look for first: the cards come a frame later.
  const data = useAfterPaint(list.data !== undefined) ? list.data : undefined;
  const requests = data?.pages.flatMap((page) => page.items) ?? [];
  const tabStop = requests.find(({ id }) => id === activeId) ?? requests[0];
  return (
    <section className={classes.inbox} aria-label={t('title')}>
      <h2 className={classes.title}>
        {t('title')}
        {requests.length > 0 && (
          <span className={classes.count}>
            {t(list.hasNextPage ? 'countMore' : 'count', { count: requests.length })}
          </span>
        )}
      </h2>
      {list.error !== null && list.data === undefined && (
        <LoadFailed error={list.error} onRetry={() => void list.refetch()} />
      )}
      {data !== undefined && requests.length === 0 && (
        <PageNote icon="check" title={t('empty')} hint={t('emptyHint')} />
      )}
      <ol className={classes.list} onKeyDown={walk}>
        {requests.map((request) => (
          <RequestCard
            key={request.id}
            request={request}
            isTabStop={request === tabStop}
            onFocus={() => setActiveId(request.id)}
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

// tRPC's own infinite queries add a `direction` to the input, which our strict inputs refuse.
function usePendingRequests() {
  const trpc = useTRPC();
  const api = useTRPCClient();
  return useInfiniteQuery({
    queryKey: [...trpc.requests.list.queryKey({ status: 'pending' }), 'pages'],
    queryFn: ({ pageParam }) =>
      api.requests.list.query({ status: 'pending', limit: PAGE, cursor: pageParam ?? undefined }),
    initialPageParam: FIRST,
    getNextPageParam: (page) => page.nextCursor,
  });
}

type CardProps = {
  readonly request: RequestDto;
  /** Tab reaches the buttons of one card; up and down go from card to card. */
  readonly isTabStop: boolean;
  readonly onFocus: () => void;
  readonly isDoctorShown: boolean;
};

function RequestCard({ request, isTabStop, onFocus, isDoctorShown }: CardProps) {
  const tabIndex = isTabStop ? 0 : -1;
  const { t } = useTranslation(['requests', 'common']);
  const format = useFormat();
  const tasks = useDeskTasks();
  return (
    <li className={classes.card} data-urgency={request.urgency} data-request={request.id} onFocus={onFocus}>
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
        {isDoctorShown && (
          <span className={classes.doctor}>
            {request.doctorName ?? t('anyOf', { specialization: request.specializationName ?? '' })}
          </span>
        )}
      </div>
      <p className={classes.reason}>{request.reason}</p>
      {request.can.decide && (
        <div className={classes.actions}>
          <Button size="compact-sm" tabIndex={tabIndex} onClick={() => tasks.accept(request)}>
            {t('accept')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            tabIndex={tabIndex}
            onClick={() => tasks.reject(request)}
          >
            {t('reject')}
          </Button>
        </div>
      )}
    </li>
  );
}

/** Up and down to the same button of the next card. */
function walk(event: React.KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-request]')];
  const at = cards.findIndex((card) => card.contains(document.activeElement));
  const buttons = cards.map((card) => [...card.querySelectorAll('button')]);
  const column = buttons[at]?.findIndex((button) => button === document.activeElement) ?? 0;
  buttons[at + step]?.[column]?.focus();
  event.preventDefault();
}
