import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useClinic } from '../../lib/clinic.ts';
import { useSession } from '../../lib/session.ts';
import { useSignOut } from '../../lib/use-sign-out.ts';
import { FrontPage } from '../../ui/front-page.tsx';
import { TotpSetup } from './totp-setup.tsx';

/** Signed in, but good for nothing until the second factor the clinic asks for is set up. */
export function EnrolScreen() {
  const { t } = useTranslation('factors');
  const { clinicName } = useClinic();
  const session = useSession();
  const signOut = useSignOut();
  return (
    <FrontPage title={t('enrol.title')} lead={t('enrol.lead', { clinic: clinicName })} isWide>
      <TotpSetup onDone={() => void session.refresh()} />
      <p>
        <Button variant="subtle" onClick={() => void signOut()}>
          {t('enrol.leave')}
        </Button>
      </p>
    </FrontPage>
  );
}
