import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Password } from '../../../shared/contracts/auth.ts';
import { STAFF_PASSWORD_MIN } from '../../../shared/domain/password-rules.ts';
import { CompleteSetup } from '../../../shared/contracts/setup.ts';

/** What the page asks for; its language is the one it is read in. */
export type SetupForm = Omit<CompleteSetup, 'language'>;

/** The contract, with the length of the password said before the server has to. */
export function useSetupSchema() {
  const { t } = useTranslation('setup');
  return useMemo(
    () =>
      CompleteSetup.omit({ language: true }).extend({
        adminPassword: Password.min(STAFF_PASSWORD_MIN, { error: t('passwordShort') }),
      }),
    [t],
  );
}
