import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { COLORED_STATES, PALETTE } from '../../../shared/domain/palette.ts';
import { SettingGroup, SettingRow } from '../../ui/settings/setting-group.tsx';
import type { GroupProps } from './clinic-groups.tsx';
import classes from './clinic-setup.module.css';

const AS_DELIVERED = '';

/** In which colour each state of a visit is drawn. */
export function StatusColorsGroup({ values, inForce, onChoose }: GroupProps) {
  const { t } = useTranslation(['clinicSetup', 'common']);
  const { statusColors } = values;
  const choices = [
    { value: AS_DELIVERED, label: t('colors.delivered') },
    ...PALETTE.map((color) => ({ value: color, label: t(`colors.${color}`) })),
  ];
  function choose(state: (typeof COLORED_STATES)[number], chosen: string | null) {
    const color = PALETTE.find((known) => known === chosen);
    // Each time in the same order, so that a choice taken back is no change.
    const next = COLORED_STATES.map((each) => [each, each === state ? color : statusColors[each]] as const);
    onChoose({ statusColors: Object.fromEntries(next.filter(([, value]) => value !== undefined)) });
  }
  return (
    <SettingGroup title={t('fields.statusColors')} hint={t('hints.statusColors')}>
      {COLORED_STATES.map((state) => {
        const color = statusColors[state];
        // What a page draws the state in is the delivered one only where the clinic has chosen no other.
        const isDelivered = color === undefined && inForce.statusColors[state] === undefined;
        const delivered = isDelivered ? `var(--ml-status-${state})` : 'var(--ml-line-strong)';
        const ink = color === undefined ? delivered : `var(--ml-${color}-ink)`;
        return (
          <SettingRow
            key={state}
            field={`color-${state}`}
            label={state === 'ended' ? t('endedStates') : t(`common:status.${state}`)}
            isChanged={color !== inForce.statusColors[state]}
          >
            <Select
              id={`color-${state}`}
              value={color ?? AS_DELIVERED}
              data={choices}
              allowDeselect={false}
              leftSection={<span className={classes.dot} style={{ background: ink }} />}
              onChange={(chosen) => choose(state, chosen)}
            />
          </SettingRow>
        );
      })}
    </SettingGroup>
  );
}
