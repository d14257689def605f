import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FrontPage } from '../../ui/front-page.tsx';

/** While the clinic is made: one answer that takes some seconds, so there is no share to show. */
export function SetupProgress({ isDemo }: { readonly isDemo: boolean }) {
  const { t } = useTranslation('setup');
  return (
    <FrontPage title={t('working')} lead={t(isDemo ? 'workingDemo' : 'workingEmpty')}>
      <div role="status" aria-label={t('working')}>
        <Progress.Root>
          <Progress.Section value={100} animated aria-hidden="true" />
        </Progress.Root>
      </div>
    </FrontPage>
  );
}
