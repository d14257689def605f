import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../lib/api.ts';
import { Icon } from '../ui/icon.tsx';
import classes from './shell.module.css';

/** On every screen of the desk until each of them has a place again. */
export function DeskNotices() {
  const { t } = useTranslation('desk');
  const trpc = useTRPC();
  const { data } = useQuery(trpc.appointments.listStranded.queryOptions({ limit: 1 }));
  const count = data?.count ?? 0;
  return (
    <div className={classes.notices} role="status">
      {count > 0 && (
        <Link to="/stranded" className={classes.notice}>
          <Icon name="alert" size={16} />
          {t('stranded', { count })}
        </Link>
      )}
    </div>
  );
}
