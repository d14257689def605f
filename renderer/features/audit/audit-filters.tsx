import { Button, NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AUDIT_OUTCOMES } from '../../../shared/contracts/audit.ts';
import { AUDIT_TYPES } from '../../../shared/domain/audit-kinds.ts';
import { parseCivilDate } from '../../../shared/time/civil-date.ts';
import classes from './audit.module.css';
import { PersonFilter } from './person-filter.tsx';
import type { AuditFilters } from './use-audit.ts';

type Props = {
  readonly filters: AuditFilters;
  readonly onFilters: (filters: AuditFilters) => void;
  /** The report and one's own actions are narrowed by days alone. */
  readonly isDaysOnly: boolean;
};

export function AuditFiltersBar({ filters, onFilters, isDaysOnly }: Props) {
  const { t } = useTranslation('audit');
  const set = (change: Partial<AuditFilters>) => onFilters({ ...filters, ...change });
  const isAny = Object.values(filters).some((value) => value !== undefined);
  return (
    <div className={classes.filters} role="search" aria-label={t('filters.label')}>
      {!isDaysOnly && <LineFilters filters={filters} set={set} />}
      <Day label={t('filters.from')} value={filters.from} onDay={(from) => set({ from })} />
      <Day label={t('filters.to')} value={filters.to} onDay={(to) => set({ to })} />
      <Button variant="subtle" disabled={!isAny} onClick={() => onFilters({})}>
        {t('filters.clear')}
      </Button>
    </div>
  );
}

function LineFilters({
  filters,
  set,
}: {
  readonly filters: AuditFilters;
  readonly set: (change: Partial<AuditFilters>) => void;
}) {
  const { t } = useTranslation(['audit', 'common']);
  return (
    <>
      <PersonFilter userId={filters.userId} onPerson={(userId) => set({ userId })} />
      <NumberInput
        label={t('filters.chart')}
        className={classes.number}
        min={1}
        allowDecimal={false}
        hideControls
        value={filters.chartNumber ?? ''}
        onChange={(value) => set({ chartNumber: typeof value === 'number' ? value : undefined })}
      />
      <Select
        label={t('filters.type')}
        placeholder={t('filters.anything')}
        data={AUDIT_TYPES.map((type) => ({ value: type, label: t(`type.${type}`) }))}
        value={filters.type ?? null}
        onChange={(value) => set({ type: AUDIT_TYPES.find((type) => type === value) })}
        clearable
      />
      <Select
        label={t('filters.outcome')}
        placeholder={t('filters.anyOutcome')}
        className={classes.number}
        data={AUDIT_OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
        value={filters.outcome ?? null}
        onChange={(value) => set({ outcome: AUDIT_OUTCOMES.find((outcome) => outcome === value) })}
        clearable
      />
    </>
  );
}

function Day({
  label,
  value,
  onDay,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onDay: (day: string | undefined) => void;
}) {
  return (
    <TextInput
      type="date"
      label={label}
      value={value ?? ''}
      onChange={(event) => onDay(parseCivilDate(event.currentTarget.value))}
    />
  );
}
