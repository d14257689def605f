import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDelayed } from '../lib/use-delayed.ts';

/** Keeps the place of a list while it loads; shows itself only when that takes a moment. */
export function LoadingLines({ rows }: { readonly rows: number }) {
  const { t } = useTranslation();
  const isDue = useDelayed(true);
  return (
    <div role="status" aria-label={t('states.loading')} style={{ minHeight: rows * 48 }}>
      {isDue &&
        Array.from({ length: rows }, (_, row) => <Skeleton key={row} height={40} mb={8} radius="md" />)}
    </div>
  );
}
