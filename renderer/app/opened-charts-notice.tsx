import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../lib/api.ts';
import { Icon } from '../ui/icon.tsx';
import classes from './shell.module.css';

/** On every screen of an administrator: a chart was opened with a reason, and nobody has asked about it yet. */
export function OpenedChartsNotice() {
  const { t } = useTranslation('breakGlass');
  const trpc = useTRPC();
  const { data } = useQuery(trpc.breakGlass.list.queryOptions({ state: 'open', limit: 100 }));
  const count = data?.items.length ?? 0;
  return (
    <span role="status">
      {count > 0 && (
        <Link to="/opened-charts" className={classes.notice}>
          <Icon name="alert" size={16} />
          {t('review.notice', { count })}
        </Link>
      )}
    </span>
  );
}
