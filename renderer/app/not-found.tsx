import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { PageNote } from '../ui/page-note.tsx';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main id="content">
      <PageNote
        icon="search"
        isWholePage
        title={t('states.notFound')}
        hint={t('states.notFoundHint')}
        action={
          <Button variant="default" component={Link} to="/">
            {t('states.goHome')}
          </Button>
        }
      />
    </main>
  );
}
