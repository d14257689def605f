import { Button, Group, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PasskeyDto } from '../../../shared/contracts/passkeys.ts';
import { PASSKEYS_AT_MOST } from '../../../shared/domain/passkeys.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { passkeyLack } from '../../lib/passkeys.ts';
import { FieldsDialog } from '../../ui/fields-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PasswordAgain } from '../../ui/password-again.tsx';
import { AddPasskey } from './add-passkey.tsx';
import classes from './factors.module.css';
import { CodesOnPaper } from './recovery-codes.tsx';

type Doing = { readonly what: 'add' } | { readonly what: 'rename' | 'remove'; readonly id: PasskeyDto['id'] };

/** Which devices sign me in by themselves? */
export function PasskeySetting() {
  const { t } = useTranslation('factors');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const list = useQuery(trpc.auth.listPasskeys.queryOptions({}, { staleTime: 0 }));
  const state = useQuery(trpc.auth.factorState.queryOptions({}));
  const [doing, setDoing] = useState<Doing>();
  const [codes, setCodes] = useState<readonly string[]>([]);
  const changed = () => {
    void queryClient.invalidateQueries(trpc.auth.listPasskeys.queryFilter({}));
    void queryClient.invalidateQueries(trpc.auth.factorState.queryFilter({}));
  };
  if (list.data === undefined || state.data === undefined) return null;
  const { items } = list.data;
  const isLast = items.length === 1 && state.data.onSince === null;
  const close = () => setDoing(undefined);
  // As it is now: what a dialog was opened with may have been changed elsewhere.
  const inHand = doing?.what === 'add' ? undefined : items.find(({ id }) => id === doing?.id);
  return (
    <section aria-labelledby="passkeys-title" className={classes.passkeys}>
      <h2 id="passkeys-title" className={classes.title}>
        {t('passkeys.title')}
      </h2>
      <p className={classes.soft}>{t('passkeys.lead')}</p>
      {items.length > 0 && (
        <ul className={classes.list}>
          {items.map((passkey) => (
            <PasskeyRow
              key={passkey.id}
              passkey={passkey}
              canRemove={!(isLast && state.data.isRequired)}
              onDo={(what) => setDoing({ what, id: passkey.id })}
            />
          ))}
        </ul>
      )}
      {codes.length > 0 ? (
        <CodesOnPaper codes={codes} onDone={() => setCodes([])} />
      ) : (
        <AddButton count={items.length} onAdd={() => setDoing({ what: 'add' })} />
      )}
      {doing?.what === 'add' && (
        <AddPasskey
          onClose={close}
          onAdded={(added) => {
            changed();
            notifications.show({ message: t('passkeys.added') });
            setCodes(added);
          }}
        />
      )}
      {doing?.what === 'rename' && inHand && <Rename passkey={inHand} onClose={close} onRenamed={changed} />}
      {doing?.what === 'remove' && inHand && (
        <Remove passkey={inHand} isLast={isLast} onClose={close} onRemoved={changed} />
      )}
    </section>
  );
}

function AddButton({ count, onAdd }: { readonly count: number; readonly onAdd: () => void }) {
  const { t } = useTranslation('factors');
  const lack = passkeyLack();
  if (lack !== undefined)
    return (
      <p className={classes.lack}>
        <Icon name="lock" /> <span>{t(`passkeys.lack.${lack}`, { host: window.location.host })}</span>
      </p>
    );
  if (count >= PASSKEYS_AT_MOST)
    return <p className={classes.soft}>{t('passkeys.full', { most: PASSKEYS_AT_MOST })}</p>;
  return (
    <div>
      <Button variant="default" onClick={onAdd}>
        {t('passkeys.add')}
      </Button>
    </div>
  );
}

type RowProps = {
  readonly passkey: PasskeyDto;
  readonly canRemove: boolean;
  readonly onDo: (what: 'rename' | 'remove') => void;
};

function PasskeyRow({ passkey, canRemove, onDo }: RowProps) {
  const { t } = useTranslation('factors');
  const format = useFormat();
  const { name, addedAt, lastUsedAt, suspendedAt, hostName } = passkey;
  return (
    <li className={classes.row}>
      <span className={classes.icon}>
        <Icon name="key" size={22} />
      </span>
      <div className={classes.what}>
        <span className={classes.name}>{name}</span>
        {suspendedAt !== null && (
          <span className={classes.suspended}>
            <Icon name="alert" />
            <span>{t('passkeys.suspended', { date: format.dayLong(format.dayOf(suspendedAt)) })}</span>
          </span>
        )}
        <span className={classes.facts}>
          {lastUsedAt === null ? (
            <span>{t('passkeys.unused')}</span>
          ) : (
            <span title={format.dateTime(lastUsedAt)}>
              {t('passkeys.lastUsed', { when: format.relative(lastUsedAt) })}
            </span>
          )}
          <span>{t('passkeys.addedOn', { date: format.dayLong(format.dayOf(addedAt)) })}</span>
          {hostName !== window.location.hostname && <span>{t('passkeys.goodAt', { host: hostName })}</span>}
        </span>
      </div>
      <Group gap="xs" wrap="nowrap">
        <Button
          variant="default"
          aria-label={t('passkeys.renameNamed', { name })}
          onClick={() => onDo('rename')}
        >
          {t('passkeys.rename')}
        </Button>
        {canRemove && (
          <Button
            variant="default"
            aria-label={t('passkeys.removeNamed', { name })}
            onClick={() => onDo('remove')}
          >
            {t('passkeys.remove')}
          </Button>
        )}
      </Group>
    </li>
  );
}

type ChangeProps = { readonly passkey: PasskeyDto; readonly onClose: () => void };

function Rename({ passkey, onClose, onRenamed }: ChangeProps & { readonly onRenamed: () => void }) {
  const { t } = useTranslation('factors');
  const api = useTRPCClient();
  const { id, version: expectedVersion } = passkey;
  return (
    <FieldsDialog
      title={t('passkeys.renameNamed', { name: passkey.name })}
      fields={[{ name: 'name', label: t('passkeys.name'), isWide: true }]}
      values={{ name: passkey.name }}
      save={t('passkeys.rename')}
      onClose={onClose}
      onSave={async ({ name }) => {
        // Read anew also when it was refused: somebody else has renamed it meanwhile.
        await api.auth.renamePasskey.mutate({ id, name: String(name), expectedVersion }).finally(onRenamed);
        onClose();
      }}
    />
  );
}

type RemoveProps = ChangeProps & { readonly isLast: boolean; readonly onRemoved: () => void };

function Remove({ passkey, isLast, onClose, onRemoved }: RemoveProps) {
  const { t } = useTranslation('factors');
  const api = useTRPCClient();
  const [code, setCode] = useState('');
  const { id, name, version: expectedVersion } = passkey;
  return (
    <PasswordAgain
      title={t('passkeys.removeNamed', { name })}
      confirm={t('passkeys.remove')}
      isDangerous
      onClose={onClose}
      onConfirm={async (password) => {
        await api.auth.removePasskey.mutate({ id, password, code, expectedVersion }).finally(onRemoved);
        notifications.show({ message: t('passkeys.removed', { name }) });
      }}
    >
      <p className={classes.soft}>
        {t('passkeys.removeLead', { name })} {isLast && t('passkeys.removeLast')}
      </p>
      <TextInput
        mt="sm"
        label={t('passkeys.code')}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        autoComplete="one-time-code"
      />
    </PasswordAgain>
  );
}
