import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../lib/api.ts';
import { Icon } from '../ui/icon.tsx';
import classes from './shell.module.css';

/** On every screen of an administrator, until it is dealt with. */
export function AdminNotices() {
  return (
    <div className={classes.notices} role="status">
      <BrokenTrail />
      <OpenedCharts />
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
