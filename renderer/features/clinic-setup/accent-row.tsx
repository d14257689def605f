import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PALETTE, type PaletteColor } from '../../../shared/domain/palette.ts';
import { SettingRow } from '../../ui/settings/setting-group.tsx';
import type { GroupProps } from './clinic-groups.tsx';
import classes from './clinic-setup.module.css';

const AS_DELIVERED = '';

/** The colour patients see the clinic in, on their phones. */
export function AccentRow({ values, inForce, onChoose }: GroupProps) {
  const { t } = useTranslation('clinicSetup');
  const ink = inkOf(values.accent);
  const choices = [
    { value: AS_DELIVERED, label: t('colors.delivered') },
    ...PALETTE.map((color) => ({ value: color, label: t(`colors.${color}`) })),
  ];
  const known = (value: string | null) => PALETTE.find((color) => color === value) ?? null;
  return (
    <SettingRow
      field="accent"
      label={t('fields.accent')}
      isChanged={values.accent !== inForce.accent}
      aside={
        <span className={classes.accentSample} style={{ background: ink }} aria-hidden="true">
          {values.clinicName}
        </span>
      }
    >
      <Select
        id="accent"
        value={values.accent ?? AS_DELIVERED}
        data={choices}
        allowDeselect={false}
        leftSection={<span className={classes.dot} style={{ background: ink }} />}
        renderOption={({ option }) => (
          <>
            <span className={classes.dot} style={{ background: inkOf(known(option.value)) }} />
            {option.label}
          </>
        )}
        onChange={(chosen) => onChoose({ accent: known(chosen) })}
      />
    </SettingRow>
  );
}

function inkOf(color: PaletteColor | null): string {
  return color === null ? 'var(--ml-accent)' : `var(--ml-${color}-ink)`;
}
