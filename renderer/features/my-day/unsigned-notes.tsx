import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../lib/api.ts';
import classes from './my-day.module.css';

/** How many visits are done and not signed; nothing where all are. */
export function UnsignedNotes() {
  const { t } = useTranslation('myDay');
  const count = useQuery(useTRPC().notes.listUnsigned.queryOptions({ limit: 1 })).data?.count ?? 0;
  if (count === 0) return null;
  return (
    <Link to="/unsigned-notes" className={classes.toSign}>
      {t('notesToSign', { count })}
    </Link>
  );
}
