import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClinic } from '../../lib/clinic.ts';
import { passkeyLack } from '../../lib/passkeys.ts';
import { useSession } from '../../lib/session.ts';
import { useSignOut } from '../../lib/use-sign-out.ts';
import { FrontPage } from '../../ui/front-page.tsx';
import { AddPasskey } from './add-passkey.tsx';
import { CodesOnPaper } from './recovery-codes.tsx';
import { TotpSetup } from './totp-setup.tsx';

/** Signed in, but good for nothing until the second factor the clinic asks for is set up. */
export function EnrolScreen() {
  const { t } = useTranslation('factors');
  const { clinicName } = useClinic();
  const session = useSession();
  const signOut = useSignOut();
  const [isAdding, setAdding] = useState(false);
  const [codes, setCodes] = useState<readonly string[]>();
  const enter = () => void session.refresh();
  // With codes kept from an earlier time there are none to show.
  const takeCodes = (fresh: readonly string[]) => (fresh.length > 0 ? setCodes(fresh) : enter());
  return (
    <FrontPage title={t('enrol.title')} lead={t('enrol.lead', { clinic: clinicName })} isWide>
      {codes === undefined ? <TotpSetup onDone={enter} /> : <CodesOnPaper codes={codes} onDone={enter} />}
      {isAdding && <AddPasskey onClose={() => setAdding(false)} onAdded={takeCodes} />}
      <p>
        {codes === undefined && passkeyLack() === undefined && (
          <Button variant="default" mr="xs" onClick={() => setAdding(true)}>
            {t('enrol.passkey')}
          </Button>
        )}
        <Button variant="subtle" onClick={() => void signOut()}>
          {t('enrol.leave')}
        </Button>
      </p>
    </FrontPage>
  );
}
