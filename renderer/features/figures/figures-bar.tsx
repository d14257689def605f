import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FIGURE_STEPS } from '../../../shared/domain/figures.ts';
import { parseCivilDate } from '../../../shared/time/civil-date.ts';
import { useErrorText } from '../../lib/errors.ts';
import { fetchFile, keepFile } from '../../lib/keep-file.ts';
import { useSession } from '../../lib/session.ts';
import { useOverview } from '../../lib/use-overview.ts';
import classes from './figures.module.css';
import type { FiguresAsked } from './figures-screen.tsx';

type Props = {
  readonly asked: FiguresAsked;
  readonly onAsk: (asked: FiguresAsked) => void;
  readonly canSave: boolean;
};

/** Of which days, in which steps, of whom; and all of it into a file. */
export function FiguresBar({ asked, onAsk, canSave }: Props) {
  const { t } = useTranslation('figures');
  const overview = useOverview();
  const doctors = overview?.doctors ?? [];
  return (
    <div className={classes.bar} role="search" aria-label={t('choose')}>
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={t(end)}
          value={asked[end]}
          onChange={(event) => {
            const day = parseCivilDate(event.currentTarget.value);
            if (day !== undefined) onAsk({ ...asked, [end]: day });
          }}
        />
      ))}
      <SegmentedControl
        aria-label={t('stepLabel')}
        data={FIGURE_STEPS.map((step) => ({ value: step, label: t(`step.${step}`) }))}
        value={asked.step}
        onChange={(chosen) =>
          onAsk({ ...asked, step: FIGURE_STEPS.find((step) => step === chosen) ?? 'week' })
        }
      />
      <Select
        label={t('doctor')}
        className={classes.who}
        placeholder={t('wholeClinic')}
        data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
        value={asked.doctorId ?? null}
        onChange={(id) => onAsk({ ...asked, doctorId: id === null ? undefined : id })}
        searchable
        clearable
      />
      <SaveButton asked={asked} canSave={canSave} />
    </div>
  );
}

function SaveButton({ asked, canSave }: Omit<Props, 'onAsk'>) {
  const { t } = useTranslation('figures');
  const session = useSession();
  const errorText = useErrorText();
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  async function save(): Promise<void> {
    const { from, to, step, doctorId } = asked;
    const query = new URLSearchParams({ from, to, step, ...(doctorId !== undefined && { doctorId }) });
    setSaving(true);
    setError(undefined);
    try {
      keepFile(await fetchFile(session, `/api/figures/file?${query}`), `figures-${from}-${to}.csv`);
    } catch (cause) {
      setError(cause);
    } finally {
      setSaving(false);
    }
  }
  return (
    <>
      <Button variant="default" loading={isSaving} disabled={!canSave} onClick={() => void save()}>
        {t('save')}
      </Button>
      {error !== undefined && (
        <span role="alert" className={classes.problem}>
          {errorText(error)}
        </span>
      )}
    </>
  );
}
