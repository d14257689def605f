import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../lib/api.ts';
import { useFormat } from '../lib/format.ts';
import { Icon } from '../ui/icon.tsx';
import classes from './shell.module.css';

/** So long before the devices of the clinic lose their trust in it. */
const SAY_IT_DAYS = 90;
const DAY_MIN = 24 * 60;

/** On every screen of an administrator, until it is dealt with. */
export function AdminNotices() {
  return (
    <div className={classes.notices} role="status">
      <BrokenTrail />
      <OpenedCharts />
      <ProposedHours />
      <EndingAuthority />
      <CopiedPasskeys />
    </div>
  );
}

/** Somebody has altered what the clinic remembers, or put the database back. */
function BrokenTrail() {
  const { t } = useTranslation('audit');
  const trpc = useTRPC();
  const { data } = useQuery(trpc.audit.state.queryOptions({}));
  if (data?.lastVerified?.isWhole !== false) return null;
  return (
    <Link to="/audit" className={classes.notice} data-tone="bad">
      <Icon name="alert" size={16} />
      {t('trail.notice')}
    </Link>
  );
}

/** A chart was opened with a reason, and nobody has asked about it yet. */
function OpenedCharts() {
  const { t } = useTranslation('breakGlass');
  const trpc = useTRPC();
  const { data } = useQuery(trpc.breakGlass.list.queryOptions({ state: 'open', limit: 100 }));
  const count = data?.items.length ?? 0;
  if (count === 0) return null;
  return (
    <Link to="/opened-charts" className={classes.notice}>
      <Icon name="alert" size={16} />
      {t('review.notice', { count })}
    </Link>
  );
}

/** A doctor waits for an answer. Of several each is found in the list of doctors. */
function ProposedHours() {
  const { t } = useTranslation('desk');
  const trpc = useTRPC();
  const { data } = useQuery(trpc.hours.listProposals.queryOptions({}));
  const [first, ...others] = data?.items ?? [];
  if (first === undefined) return null;
  const search = { section: 'doctors', doctor: others.length === 0 ? first.doctorId : undefined } as const;
  return (
    <Link to="/clinic" search={search} className={classes.notice}>
      <Icon name="clock" size={16} />
      {t('hoursProposed', { count: others.length + 1 })}
    </Link>
  );
}

/** Somebody can have signed in as one who works here: it stands there until the key is removed. */
function CopiedPasskeys() {
  const { t } = useTranslation('security');
  const trpc = useTRPC();
  const { data } = useQuery(trpc.security.settings.queryOptions({}));
  const names = data?.copiedPasskeysOf ?? [];
  if (names.length === 0) return null;
  return (
    <Link to="/people" className={classes.notice} data-tone="bad" title={t('copied.howTo')}>
      <Icon name="alert" size={16} />
      {t('copied.notice', { names: names.join(', ') })}
    </Link>
  );
}

/** Soon no device trusts the clinic's certificate: somebody has to renew the authority and show it to them all. */
function EndingAuthority() {
  const { t } = useTranslation('security');
  const trpc = useTRPC();
  const format = useFormat();
  const { data } = useQuery(trpc.security.settings.queryOptions({}));
  const endsAt = data?.authorityEndsAt ?? null;
  if (endsAt === null || format.minutesSince(endsAt) < -SAY_IT_DAYS * DAY_MIN) return null;
  return (
    <Link to="/security-settings" className={classes.notice} title={t('authority.howTo')}>
      <Icon name="alert" size={16} />
      {t('authority.ending', { day: format.date(format.dayOf(endsAt)) })}
    </Link>
  );
}
