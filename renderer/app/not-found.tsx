import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageNote } from '../ui/page-note.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <PageNote
      icon="search"
      title={t('states.notFound')}
      hint={t('states.notFoundHint')}
      action={
        <Anchor component={Link} to="/">
          {t('states.goHome')}
        </Anchor>
      }
    />
  );
}
