import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from '../../lib/zod.ts';
import type { ClinicOverview } from '../../../shared/contracts/clinic.ts';
import { ClinicSettings } from '../../../shared/contracts/clinic-settings.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { readDraft, useKept } from '../../lib/draft.ts';
import { reasonOf } from '../../lib/errors.ts';
import { Notice } from '../../ui/notice.tsx';
import { SaveBar } from '../../ui/settings/save-bar.tsx';
import settings from '../../ui/settings/settings.module.css';
import {
  BookingGroup,
  CheckInGroup,
  DayPartsGroup,
  LateGroup,
  NameGroup,
  WaitingGroup,
} from './clinic-groups.tsx';
import classes from './clinic-setup.module.css';
import { changesOf } from './setting-fields.ts';
import { StatusColorsGroup } from './status-colors-group.tsx';
import { useCheckedChange } from './use-checked-change.tsx';

type Chosen = Partial<ClinicSettings>;

const DRAFT = 'set-up:clinic';

/** The clinic's own choices, in force for everybody at once. */
export function ClinicSection({ overview }: { readonly overview: ClinicOverview }) {
  const { t } = useTranslation('clinicSetup');
  const { settings: inForce, revision } = overview;
  const [chosen, setChosen] = useState(keptChoice);
  const [isStale, setStale] = useState(false);
  const changes = changesOf(chosen, inForce);
  useKept(DRAFT, Object.keys(changes).length === 0 ? undefined : changes);
  const form = {
    values: { ...inForce, ...chosen },
    inForce,
    onChoose: (change: Chosen) => setChosen((before) => ({ ...before, ...change })),
  };
  const saving = useSaving({
    changes,
    revision,
    onDone: (outcome) => {
      setStale(outcome === 'stale');
      if (outcome === 'saved') setChosen({});
    },
  });
  return (
    <div className={`${settings.page} ${classes.aligned}`}>
      <header>
        <h2 className={settings.title}>{t('sections.clinic')}</h2>
        <p className={settings.lead}>{t('clinic.lead')}</p>
      </header>
      {isStale && <Notice tone="warn">{t('stale')}</Notice>}
      <NameGroup {...form} />
      <DayPartsGroup {...form} />
      <BookingGroup {...form} />
      <LateGroup {...form} />
      <WaitingGroup {...form} />
      <StatusColorsGroup {...form} />
      <CheckInGroup {...form} />
      <SaveBar
        changed={(Object.keys(changes) as (keyof ClinicSettings)[]).map((field) => t(`fields.${field}`))}
        onUndo={() => setChosen({})}
        onSave={saving.save}
      />
      {saving.dialog}
    </div>
  );
}

/** What was chosen and not saved, as far as it could be saved. */
function keptChoice(): Chosen {
  const kept = Object.entries(readDraft(DRAFT, z.record(z.string(), z.unknown())));
  const fields: Readonly<Record<string, z.ZodType>> = ClinicSettings.shape;
  return Object.fromEntries(
    kept.filter(([field, value]) => fields[field]?.safeParse(value).success === true),
  );
}

type SavingProps = {
  readonly changes: Chosen;
  readonly revision: number;
  readonly onDone: (outcome: 'saved' | 'stale') => void;
};

function useSaving({ changes, revision: expectedRevision, onDone }: SavingProps) {
  const { t } = useTranslation('clinicSetup');
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { check, dialog } = useCheckedChange();
  async function save(password: string): Promise<void> {
    const again = () => queryClient.invalidateQueries(trpc.clinic.pathFilter());
    try {
      await check({ kind: 'settings', change: changes }, (touched) =>
        api.clinic.updateSettings.mutate({ changes, expectedRevision, password, touched }),
      );
    } catch (error) {
      if (reasonOf(error).code !== 'stale_version') throw error;
      await again();
      return onDone('stale');
    }
    await again();
    onDone('saved');
    notifications.show({ message: t('clinic.saved') });
  }
  return { save, dialog };
}
