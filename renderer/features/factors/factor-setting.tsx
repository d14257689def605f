import { Button, Group, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FactorState } from '../../../shared/contracts/factors.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { PasswordAgain } from '../../ui/password-again.tsx';
import classes from './factors.module.css';
import { CodesOnPaper } from './recovery-codes.tsx';
import { TotpSetup } from './totp-setup.tsx';

type Doing = 'nothing' | 'setUp' | 'renew' | 'remove';

/** The part of one's security page about the second factor. */
export function FactorSetting() {
  const { t } = useTranslation('factors');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const state = useQuery(trpc.auth.factorState.queryOptions({}));
  const [doing, setDoing] = useState<Doing>('nothing');
  const [codes, setCodes] = useState<readonly string[]>();
  const done = () => {
    setDoing('nothing');
    setCodes(undefined);
    void queryClient.invalidateQueries(trpc.auth.factorState.queryFilter({}));
  };
  if (state.data === undefined) return null;
  return (
    <section aria-labelledby="factor-title">
      <h2 id="factor-title" className={classes.title}>
        {t('setting.title')}
      </h2>
      <p className={classes.soft}>{t('setting.lead')}</p>
      {doing !== 'setUp' && codes === undefined && <State state={state.data} />}
      {codes !== undefined && <CodesOnPaper codes={codes} onDone={done} />}
      {doing === 'setUp' && <TotpSetup onDone={done} onCancel={done} />}
      {doing === 'nothing' && codes === undefined && <Acts state={state.data} onDo={setDoing} />}
      {(doing === 'renew' || doing === 'remove') && (
        <Prove
          doing={doing}
          onClose={() => setDoing('nothing')}
          onCodes={(fresh) => {
            setDoing('nothing');
            setCodes(fresh);
          }}
          onRemoved={() => {
            const isAlone = state.data.passkeys === 0;
            notifications.show({ message: t(isAlone ? 'setting.removed' : 'setting.removedButPasskeys') });
            done();
          }}
        />
      )}
    </section>
  );
}

function State({ state }: { readonly state: FactorState }) {
  const { t } = useTranslation('factors');
  const format = useFormat();
  const { onSince, isRequired, passkeys, recoveryCodesLeft: count } = state;
  const codes = t('setting.codesLeft', { count });
  const off = passkeys > 0 ? t('setting.offWithPasskeys', { codes }) : t('setting.off');
  const words =
    onSince === null ? off : t('setting.on', { date: format.dayLong(format.dayOf(onSince)), codes });
  return (
    <p>
      {words} {isRequired && t('setting.isRequired')}
    </p>
  );
}

function Acts({ state, onDo }: { readonly state: FactorState; readonly onDo: (doing: Doing) => void }) {
  const { t } = useTranslation('factors');
  const { onSince, isRequired, passkeys } = state;
  return (
    <Group gap="xs">
      {onSince === null && (
        <Button variant="default" onClick={() => onDo('setUp')}>
          {t('setting.setUp')}
        </Button>
      )}
      {(onSince !== null || passkeys > 0) && (
        <Button variant="default" onClick={() => onDo('renew')}>
          {t('setting.renew')}
        </Button>
      )}
      {onSince !== null && (!isRequired || passkeys > 0) && (
        <Button variant="default" onClick={() => onDo('remove')}>
          {t('setting.remove')}
        </Button>
      )}
    </Group>
  );
}

type ProveProps = {
  readonly doing: 'renew' | 'remove';
  readonly onClose: () => void;
  readonly onCodes: (codes: readonly string[]) => void;
  readonly onRemoved: () => void;
};

/** The password and a code, for what would otherwise weaken the account. */
function Prove({ doing, onClose, onCodes, onRemoved }: ProveProps) {
  const { t } = useTranslation('factors');
  const api = useTRPCClient();
  const [code, setCode] = useState('');
  async function confirm(password: string) {
    const proof = { password, code };
    if (doing === 'remove') {
      await api.auth.removeTotp.mutate(proof);
      onRemoved();
    } else {
      const { codes } = await api.auth.renewRecoveryCodes.mutate(proof);
      // After the dialog has closed itself.
      setTimeout(() => onCodes(codes));
    }
  }
  return (
    <PasswordAgain
      title={t(`setting.${doing}`)}
      confirm={t(`setting.${doing}`)}
      isDangerous={doing === 'remove'}
      onClose={onClose}
      onConfirm={confirm}
    >
      <TextInput
        label={t('setting.code')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        autoComplete="one-time-code"
      />
    </PasswordAgain>
  );
}
