import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddedCalendarFeed, CalendarFeedDto } from '../../../shared/contracts/calendars.ts';
import { FEEDS_AT_MOST } from '../../../shared/domain/calendar-feed.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useMe } from '../../lib/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { AddFeed } from './add-feed.tsx';
import classes from './calendars.module.css';
import { NewAddress } from './new-address.tsx';

/** Which calendars read my visits? */
export function CalendarFeeds() {
  const { t } = useTranslation('calendars');
  const { role } = useMe();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const list = useQuery(trpc.calendars.listFeeds.queryOptions({}, { staleTime: 0 }));
  const [isAdding, setAdding] = useState(false);
  const [added, setAdded] = useState<AddedCalendarFeed>();
  if (list.data === undefined) return null;
  const { items } = list.data;
  return (
    <section aria-labelledby="calendars-title" className={classes.feeds}>
      <h2 id="calendars-title" className={classes.title}>
        {t('title')}
      </h2>
      <p className={classes.soft}>{t(role === 'doctor' ? 'leadDoctor' : 'lead')}</p>
      {items.length === 0 && <p className={classes.soft}>{t('none')}</p>}
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map((feed) => (
            <FeedRow
              key={feed.id}
              feed={feed}
              // What was taken back is not held out to be copied any more.
              onRemoved={() => setAdded((shown) => (shown?.feed.id === feed.id ? undefined : shown))}
            />
          ))}
        </ul>
      )}
      {added !== undefined && <NewAddress added={added} onDone={() => setAdded(undefined)} />}
      {added === undefined && items.length < FEEDS_AT_MOST && (
        <div>
          <Button variant="default" onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        </div>
      )}
      {items.length >= FEEDS_AT_MOST && <p className={classes.soft}>{t('full', { most: FEEDS_AT_MOST })}</p>}
      {isAdding && (
        <AddFeed
          onClose={() => setAdding(false)}
          onAdded={(feed) => {
            // The list first: its new line would push the address out of sight.
            void queryClient.invalidateQueries(trpc.calendars.pathFilter()).finally(() => setAdded(feed));
          }}
        />
      )}
    </section>
  );
}

type RowProps = { readonly feed: CalendarFeedDto; readonly onRemoved: () => void };

function FeedRow({ feed, onRemoved }: RowProps) {
  const { t } = useTranslation('calendars');
  const format = useFormat();
  const errorText = useErrorText();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { id, name, createdAt, lastReadAt } = feed;
  const remove = useMutation(
    trpc.calendars.removeFeed.mutationOptions({
      onSuccess: () => {
        onRemoved();
        notifications.show({ message: t('removed', { name }) });
      },
      onSettled: () => queryClient.invalidateQueries(trpc.calendars.pathFilter()),
    }),
  );
  return (
    <li className={classes.row}>
      <span className={classes.icon}>
        <Icon name="calendar" size={22} />
      </span>
      <div className={classes.what}>
        <span className={classes.name}>{name}</span>
        <span className={classes.facts}>
          {lastReadAt === null ? (
            <span>{t('neverRead')}</span>
          ) : (
            <span title={format.dateTime(lastReadAt)}>
              {t('lastRead', { when: format.relative(lastReadAt) })}
            </span>
          )}
          <span>{t('madeOn', { date: format.dayLong(format.dayOf(createdAt)) })}</span>
        </span>
        {remove.isError && (
          <span role="alert" className={classes.problem}>
            {errorText(remove.error)}
          </span>
        )}
      </div>
      <Button
        variant="default"
        aria-label={t('removeNamed', { name })}
        loading={remove.isPending}
        onClick={() => remove.mutate({ id })}
      >
        {t('remove')}
      </Button>
    </li>
  );
}
