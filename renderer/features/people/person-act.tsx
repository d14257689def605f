import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResetCode } from '../../../shared/contracts/recovery.ts';
import type { UserDto } from '../../../shared/contracts/users.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useClinicAddress } from '../../lib/clinic-address.ts';
import { useFormat } from '../../lib/format.ts';
import { ReadBy } from '../../lib/read-by.tsx';
import { PasswordAgain } from '../../ui/password-again.tsx';
import { Slip } from '../../ui/slip.tsx';

type Props = {
  readonly act: 'active' | 'resetCode' | 'resetFactors';
  readonly person: UserDto;
  readonly onClose: () => void;
};

/** What needs nothing but the administrator's own password. */
export function PersonAct({ act, person, onClose }: Props) {
  const { t } = useTranslation('people');
  const run = useAct(person);
  const [code, setCode] = useState<ResetCode>();
  const { name } = person;
  if (code !== undefined) return <CodeSlip code={code} onClose={onClose} />;
  if (act === 'resetCode')
    return (
      <PasswordAgain
        title={t('resetCode.title', { name })}
        confirm={t('resetCode.confirm')}
        // The slip takes the dialog's place.
        onClose={() => undefined}
        onCancel={onClose}
        onConfirm={async (password) => setCode(await run.resetCode(password))}
      >
        {t('resetCode.lead')}
      </PasswordAgain>
    );
  const words = act === 'active' ? (person.isActive ? 'disable' : 'enable') : 'resetFactors';
  return (
    <PasswordAgain
      title={t(`${words}.title`, { name })}
      confirm={t(`acts.${words}`)}
      isDangerous={words !== 'enable'}
      onClose={onClose}
      onConfirm={act === 'active' ? run.setActive : run.resetFactors}
    >
      {t(`${words}.lead`)}
    </PasswordAgain>
  );
}

function useAct(person: UserDto) {
  const { t } = useTranslation('people');
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const saved = async () => {
    await queryClient.invalidateQueries(trpc.users.pathFilter());
    notifications.show({ message: t('saved') });
  };
  const { id, version: expectedVersion } = person;
  return {
    setActive: async (password: string) => {
      await api.users.setActive.mutate({ id, isActive: !person.isActive, expectedVersion, password });
      await saved();
    },
    resetFactors: async (password: string) => {
      await api.auth.resetFactors.mutate({ userId: id, password });
      await saved();
    },
    resetCode: (password: string) => api.auth.issueStaffResetCode.mutate({ userId: id, password }),
  };
}

function CodeSlip({ code, onClose }: { readonly code: ResetCode; readonly onClose: () => void }) {
  const { t } = useTranslation('people');
  const { name } = code;
  return (
    <Slip title={t('resetCode.title', { name })} name={name} code={code.code} onClose={onClose}>
      <Suspense>
        <ReadBy language={code.language}>
          <CodeWords code={code} />
        </ReadBy>
      </Suspense>
    </Slip>
  );
}

/** To whom the slip is for. */
function CodeWords({ code: { email, expiresAt } }: { readonly code: ResetCode }) {
  const { t } = useTranslation('people');
  const address = `${useClinicAddress()}/reset`;
  const until = useFormat().moment(expiresAt);
  return t('resetCode.slip', { address, email, until });
}
