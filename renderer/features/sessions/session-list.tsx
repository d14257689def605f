import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { SessionDto } from '../../../shared/contracts/sessions.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useMe, useSession } from '../../lib/session.ts';
import { Icon } from '../../ui/icon.tsx';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import classes from './session-list.module.css';

const HANDHELD = new Set(['iPhone', 'iPad', 'Android']);

/** Where am I signed in, and is that me? */
export function SessionList() {
  const { t } = useTranslation('sessions');
  const trpc = useTRPC();
  const sessions = useQuery(trpc.auth.listSessions.queryOptions({}, { staleTime: 0 }));
  const ending = useEnding();
  if (sessions.isPending) return <LoadingLines rows={3} />;
  if (sessions.isError) return <LoadFailed error={sessions.error} onRetry={() => void sessions.refetch()} />;
  // The one in hand comes first, whenever it was last used.
  const items = sessions.data.items.toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
  return (
    <section className={classes.sessions} aria-labelledby="sessions-title">
      <h2 id="sessions-title" className={classes.title}>
        {t('title')}
      </h2>
      <p className={classes.lead}>{t('lead')}</p>
      <ul className={classes.list}>
        {items.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => ending.end(session)} />
        ))}
      </ul>
      {ending.problem !== undefined && (
        <p className={classes.problem} role="alert">
          {ending.problem}
        </p>
      )}
      {items.length > 1 ? (
        <Button variant="default" loading={ending.isEndingOthers} onClick={ending.endOthers}>
          {t('endOthers')}
        </Button>
      ) : (
        <p className={classes.lead}>{t('noOthers')}</p>
      )}
    </section>
  );
}

function SessionRow({ session, onEnd }: { readonly session: SessionDto; readonly onEnd: () => void }) {
  const { t } = useTranslation('sessions');
  const format = useFormat();
  const device = useDeviceWords(session.device);
  const lastUsed = format.relative(session.lastUsedAt);
  return (
    <li className={classes.row}>
      <span className={classes.icon}>
        <Icon name={HANDHELD.has(session.device.system ?? '') ? 'mobile' : 'desktop'} size={22} />
      </span>
      <div className={classes.what}>
        <span className={classes.device}>
          {device}
          {session.isCurrent && <span className={classes.current}>{t('current')}</span>}
          {session.isLocked && <span className={classes.locked}>{t('locked')}</span>}
        </span>
        <span className={classes.facts}>
          <span title={format.dateTime(session.lastUsedAt)}>
            {session.isCurrent ? t('usedNow') : t('lastUsed', { when: lastUsed })}
          </span>
          <span>{t('signedIn', { when: format.dateTime(session.signedInAt) })}</span>
          <span>{t('address', { address: session.address })}</span>
        </span>
      </div>
      {!session.isCurrent && (
        <Button variant="default" aria-label={t('endNamed', { device, when: lastUsed })} onClick={onEnd}>
          {t('end')}
        </Button>
      )}
    </li>
  );
}

function useDeviceWords({ browser, system }: SessionDto['device']): string {
  const { t } = useTranslation('sessions');
  if (browser !== null && system !== null) return t('device', { browser, system });
  if (browser !== null) return t('browserOnly', { browser });
  return system === null ? t('program') : t('systemOnly', { system });
}

function useEnding() {
  const { t } = useTranslation('sessions');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const session = useSession();
  const { sessionId } = useMe();
  const refetch = () => queryClient.invalidateQueries(trpc.auth.listSessions.queryFilter({}));
  const one = useMutation(trpc.auth.endSession.mutationOptions({ onSettled: refetch }));
  const others = useMutation(
    trpc.auth.endOtherSessions.mutationOptions({
      onSuccess: ({ ended }) => notifications.show({ message: t('ended', { count: ended }) }),
      onSettled: refetch,
    }),
  );
  const error = one.error ?? others.error;
  return {
    end: ({ id }: SessionDto) =>
      one.mutate({ id }, { onSuccess: () => id === sessionId && session.end(false) }),
    endOthers: () => others.mutate({}),
    isEndingOthers: others.isPending,
    problem: error === null ? undefined : errorText(error),
  };
}
