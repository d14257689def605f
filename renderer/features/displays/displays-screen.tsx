import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AddedDisplay, DisplayDto } from '../../../shared/contracts/displays.ts';
import {
  CALL_NAMES,
  type CallNames,
  DISPLAY_KINDS,
  type DisplayKind,
} from '../../../shared/domain/displays.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useClinicAddress } from '../../lib/clinic-address.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useNow } from '../../lib/use-minute.ts';
import { FieldsDialog } from '../../ui/fields-dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { Slip } from '../../ui/slip.tsx';
import classes from './displays.module.css';

const PATHS = { calls: '/call-screen', kiosk: '/kiosk' } as const satisfies Record<DisplayKind, string>;

/** Which devices show something of us, and where do they hang? */
export function DisplaysScreen() {
  const { t } = useTranslation('displays');
  const format = useFormat();
  const trpc = useTRPC();
  const list = useQuery(trpc.displays.list.queryOptions({}));
  const address = useClinicAddress();
  const [isAdding, setAdding] = useState(false);
  const [added, setAdded] = useState<AddedDisplay>();
  return (
    <main id="content" className={classes.page}>
      <div className={classes.head}>
        <div>
          <h1 className={classes.title}>{t('title')}</h1>
          <p className={classes.lead}>{t('lead')}</p>
        </div>
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setAdding(true)}>
          {t('add')}
        </Button>
      </div>
      {list.isPending && <LoadingLines rows={3} />}
      {list.isError && <LoadFailed error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <PageNote icon="desktop" title={t('none')} hint={t('noneHint')} />}
      <ul className={classes.list}>
        {list.data?.items.map((display) => (
          <DisplayLine key={display.id} display={display} />
        ))}
      </ul>
      {isAdding && (
        <AddDialog
          onClose={() => setAdding(false)}
          onAdded={(made) => {
            setAdding(false);
            setAdded(made);
          }}
        />
      )}
      {added !== undefined && (
        <Slip
          title={t('codeTitle')}
          name={t('codeFor', { kind: t(`kind.${added.display.kind}`), name: added.display.name })}
          code={added.code}
          isPrintedRarely
          onClose={() => setAdded(undefined)}
        >
          {t('codeHelp', {
            address: `${address}${PATHS[added.display.kind]}`,
            time: format.time(added.display.codeUntil ?? format.now()),
          })}
        </Slip>
      )}
    </main>
  );
}

type AddProps = { readonly onClose: () => void; readonly onAdded: (added: AddedDisplay) => void };

function AddDialog({ onClose, onAdded }: AddProps) {
  const { t } = useTranslation('displays');
  const trpc = useTRPC();
  const api = useTRPCClient();
  const queryClient = useQueryClient();
  return (
    <FieldsDialog
      title={t('add')}
      fields={[
        {
          name: 'kind',
          label: t('kindLabel'),
          kind: 'choice',
          choices: DISPLAY_KINDS.map((value) => ({ value, label: t(`kind.${value}`) })),
        },
        { name: 'name', label: t('name'), hint: t('nameHint'), isWide: true },
        {
          name: 'shows',
          label: t('shows'),
          kind: 'choice',
          choices: CALL_NAMES.map((value) => ({ value, label: t(value) })),
        },
      ]}
      values={{ kind: 'calls', name: '', shows: 'ticket' }}
      save={t('make')}
      onClose={onClose}
      onSave={async ({ kind, name, shows }) => {
        const input = { kind: kind as DisplayKind, name: String(name), shows: shows as CallNames };
        onAdded(await api.displays.add.mutate(input));
        void queryClient.invalidateQueries(trpc.displays.pathFilter());
      }}
    />
  );
}

function DisplayLine({ display }: { readonly display: DisplayDto }) {
  const { t } = useTranslation('displays');
  const format = useFormat();
  const errorText = useErrorText();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const now = useNow();
  const { id, kind, name, shows, pairedAt, codeUntil } = display;
  const remove = useMutation(
    trpc.displays.remove.mutationOptions({
      onSuccess: () => notifications.show({ message: t('removed', { name }) }),
      onError: (error) => notifications.show({ color: 'red', message: errorText(error) }),
      onSettled: () => queryClient.invalidateQueries(trpc.displays.pathFilter()),
    }),
  );
  const state =
    pairedAt !== null
      ? t('pairedOn', { when: format.relative(pairedAt) })
      : codeUntil !== null && codeUntil > now
        ? t('codeOpen', { time: format.time(codeUntil) })
        : t('codeOver');
  return (
    <li className={classes.line}>
      <Icon name="desktop" size={22} />
      <div>
        <strong>{name}</strong>
        <div className={classes.soft}>
          {t(`kind.${kind}`)} · {kind === 'calls' && `${t(shows)} · `}
          <span>{state}</span>
        </div>
      </div>
      <Button
        variant="default"
        aria-label={t('removeNamed', { name })}
        loading={remove.isPending}
        onClick={() => remove.mutate({ id })}
      >
        {t('remove')}
      </Button>
    </li>
  );
}
