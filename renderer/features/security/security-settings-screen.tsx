import { Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecuritySettings } from '../../../shared/contracts/security-settings.ts';
import { DEFAULT_SECURITY_SETTINGS } from '../../../shared/domain/security-settings.ts';
import { SECOND_FACTOR_FOR } from '../../../shared/domain/second-factor.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { reasonOf } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { Notice } from '../../ui/notice.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import { SaveBar } from '../../ui/settings/save-bar.tsx';
import { SettingGroup, SettingRow } from '../../ui/settings/setting-group.tsx';
import classes from '../../ui/settings/settings.module.css';
import { AmountInput } from '../../ui/amount-input.tsx';
import { changesOf, NUMBER_SETTINGS, type NumberSetting } from './setting-fields.ts';

type Chosen = Partial<SecuritySettings>;
type FormProps = {
  readonly inForce: SecuritySettings;
  readonly chosen: Chosen;
  readonly onChoose: (change: Chosen) => void;
};

/** How strictly does the clinic guard its doors? */
export function SecuritySettingsScreen() {
  const { t } = useTranslation('security');
  const trpc = useTRPC();
  const stored = useQuery(trpc.security.settings.queryOptions({}));
  const [chosen, setChosen] = useState<Chosen>({});
  const [isStale, setStale] = useState(false);
  if (stored.isError) return <LoadFailed error={stored.error} onRetry={() => void stored.refetch()} />;
  if (stored.data === undefined)
    return (
      <main id="content" className={classes.page}>
        <LoadingLines rows={8} />
      </main>
    );
  const { settings: inForce, version } = stored.data;
  const form = {
    inForce,
    chosen,
    onChoose: (change: Chosen) => setChosen((before) => ({ ...before, ...change })),
  };
  return (
    <main id="content" className={classes.page}>
      <header>
        <h1 className={classes.title}>{t('title')}</h1>
        <p className={classes.lead}>{t('lead')}</p>
      </header>
      {isStale && <Notice tone="warn">{t('stale')}</Notice>}
      <NumberGroup {...form} name="sessions" />
      <FactorGroup {...form} />
      <NumberGroup {...form} name="breakGlass" />
      <NumberGroup {...form} name="hash" />
      <Saving
        changes={changesOf(chosen, inForce)}
        expectedVersion={version}
        onUndo={() => setChosen({})}
        onDone={(outcome) => {
          setStale(outcome === 'stale');
          if (outcome === 'saved') setChosen({});
        }}
      />
    </main>
  );
}

type GroupProps = FormProps & { readonly name: keyof typeof NUMBER_SETTINGS };

function NumberGroup({ name, ...form }: GroupProps) {
  const { t } = useTranslation('security');
  return (
    <SettingGroup title={t(`groups.${name}`)} hint={t(`hints.${name}`)}>
      {NUMBER_SETTINGS[name].map((setting) => (
        <NumberRow key={setting.field} setting={setting} {...form} />
      ))}
    </SettingGroup>
  );
}

function NumberRow({ setting, inForce, chosen, onChoose }: FormProps & { readonly setting: NumberSetting }) {
  const { t } = useTranslation('security');
  const format = useFormat();
  const { field, unit, min, max } = setting;
  const value = chosen[field] ?? inForce[field];
  const unitWord = unit === null ? '' : ` ${t(`units.${unit}`)}`;
  return (
    <SettingRow
      field={field}
      label={t(`fields.${field}`)}
      isChanged={value !== inForce[field]}
      aside={t('standard', { value: `${format.number(DEFAULT_SECURITY_SETTINGS[field])}${unitWord}` })}
    >
      <AmountInput
        id={field}
        value={value}
        onAmount={(amount) => onChoose({ [field]: amount })}
        min={min}
        max={max}
        clampBehavior="blur"
        suffix={unitWord}
        error={value < min || value > max ? t('range', { min, max }) : undefined}
      />
    </SettingRow>
  );
}

function FactorGroup({ inForce, chosen, onChoose }: FormProps) {
  const { t } = useTranslation('security');
  const value = chosen.secondFactorFor ?? inForce.secondFactorFor;
  return (
    <SettingGroup title={t('groups.factor')} hint={t('hints.factor')}>
      <SettingRow
        field="secondFactorFor"
        label={t('fields.secondFactorFor')}
        isChanged={value !== inForce.secondFactorFor}
        aside={t('standard', { value: t(`secondFactorFor.${DEFAULT_SECURITY_SETTINGS.secondFactorFor}`) })}
      >
        <Select
          id="secondFactorFor"
          value={value}
          allowDeselect={false}
          onChange={(picked) =>
            onChoose({ secondFactorFor: SECOND_FACTOR_FOR.find((known) => known === picked) ?? value })
          }
          data={SECOND_FACTOR_FOR.map((each) => ({ value: each, label: t(`secondFactorFor.${each}`) }))}
        />
      </SettingRow>
    </SettingGroup>
  );
}

type SaveProps = {
  readonly changes: Chosen;
  readonly expectedVersion: number;
  readonly onDone: (outcome: 'saved' | 'stale') => void;
};

function Saving({ onUndo, ...save }: SaveProps & { readonly onUndo: () => void }) {
  const { t } = useTranslation('security');
  const fields = Object.keys(save.changes) as (keyof SecuritySettings)[];
  return (
    <SaveBar changed={fields.map((field) => t(`fields.${field}`))} onUndo={onUndo} onSave={useSave(save)} />
  );
}

function useSave({ changes, expectedVersion, onDone }: SaveProps) {
  const { t } = useTranslation('security');
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async (password: string): Promise<void> => {
    const again = () => queryClient.invalidateQueries(trpc.security.pathFilter());
    try {
      await api.security.updateSettings.mutate({ changes, expectedVersion, password });
    } catch (error) {
      if (reasonOf(error).code !== 'stale_version') throw error;
      await again();
      return onDone('stale');
    }
    await again();
    onDone('saved');
    notifications.show({ message: t('saved') });
  };
}
