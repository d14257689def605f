import { Checkbox, Select, Switch, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicSettings } from '../../../shared/contracts/clinic-settings.ts';
import { CHECK_IN_ITEMS } from '../../../shared/domain/check-in.ts';
import { DAY_PARTS, DEFAULT_SETTINGS } from '../../../shared/domain/clinic-settings.ts';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../../../shared/domain/languages.ts';
import { knownTimeZones } from '../../lib/format.ts';
import { SettingGroup, SettingRow } from '../../ui/settings/setting-group.tsx';
import { AmountInput } from '../../ui/amount-input.tsx';
import { AccentRow } from './accent-row.tsx';
import classes from './clinic-setup.module.css';
import { GRID_FIELDS, GRIDS, NUMBER_SETTINGS, type NumberSetting, WAITS } from './setting-fields.ts';

export type GroupProps = {
  /** As they would be once saved. */
  readonly values: ClinicSettings;
  readonly inForce: ClinicSettings;
  readonly onChoose: (change: Partial<ClinicSettings>) => void;
};

export function NameGroup({ values, inForce, onChoose }: GroupProps) {
  const { t } = useTranslation('clinicSetup');
  const zones = useMemo(() => knownTimeZones(), []);
  return (
    <SettingGroup title={t('groups.name')}>
      <SettingRow
        field="clinicName"
        label={t('fields.clinicName')}
        isChanged={values.clinicName !== inForce.clinicName}
        aside={t('hints.clinicName')}
      >
        <TextInput
          id="clinicName"
          value={values.clinicName}
          error={values.clinicName.trim() === '' ? t('needed') : undefined}
          onChange={(event) => onChoose({ clinicName: event.currentTarget.value })}
        />
      </SettingRow>
      <AccentRow values={values} inForce={inForce} onChoose={onChoose} />
      <SettingRow
        field="timeZone"
        label={t('fields.timeZone')}
        isChanged={values.timeZone !== inForce.timeZone}
        aside={t('hints.timeZone')}
      >
        <Select
          id="timeZone"
          value={values.timeZone}
          data={zones}
          searchable
          allowDeselect={false}
          onChange={(zone) => zone !== null && onChoose({ timeZone: zone })}
        />
      </SettingRow>
      <SettingRow
        field="language"
        label={t('fields.language')}
        isChanged={values.language !== inForce.language}
        aside={t('hints.language')}
      >
        <Select
          id="language"
          value={values.language}
          data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
          allowDeselect={false}
          onChange={(language) => isLanguage(language) && onChoose({ language })}
        />
      </SettingRow>
    </SettingGroup>
  );
}

export function DayPartsGroup({ values, inForce, onChoose }: GroupProps) {
  const { t } = useTranslation(['clinicSetup', 'common']);
  const { dayParts } = values;
  const set = (part: (typeof DAY_PARTS)[number], change: { start?: string; end?: string }) =>
    onChoose({ dayParts: { ...dayParts, [part]: { ...dayParts[part], ...change } } });
  return (
    <SettingGroup title={t('fields.dayParts')} hint={t('hints.dayParts')}>
      {DAY_PARTS.map((part) => {
        const { start, end } = dayParts[part];
        const was = inForce.dayParts[part];
        const error = start < end ? undefined : t('endsBefore');
        return (
          <SettingRow
            key={part}
            field={`${part}-start`}
            label={t(`common:dayPart.${part}`)}
            isChanged={was.start !== start || was.end !== end}
            aside={error}
          >
            <div className={classes.times}>
              <input
                id={`${part}-start`}
                type="time"
                step={300}
                value={start}
                onChange={(event) => set(part, { start: event.currentTarget.value })}
              />
              <input
                aria-label={t('partEnd', { part: t(`common:dayPart.${part}`) })}
                type="time"
                step={300}
                value={end}
                onChange={(event) => set(part, { end: event.currentTarget.value })}
              />
            </div>
          </SettingRow>
        );
      })}
    </SettingGroup>
  );
}

export function BookingGroup(props: GroupProps) {
  const { t } = useTranslation('clinicSetup');
  const { values, inForce, onChoose } = props;
  return (
    <SettingGroup title={t('groups.booking')}>
      {GRID_FIELDS.map((field) => (
        <SettingRow
          key={field}
          field={field}
          label={t(`fields.${field}`)}
          isChanged={values[field] !== inForce[field]}
          aside={t(`hints.${field}`)}
        >
          <Select
            id={field}
            value={String(values[field])}
            allowDeselect={false}
            data={GRIDS.map((min) => ({ value: String(min), label: t('units.minutes', { count: min }) }))}
            onChange={(chosen) =>
              onChoose({ [field]: GRIDS.find((min) => String(min) === chosen) ?? values[field] })
            }
          />
        </SettingRow>
      ))}
      {NUMBER_SETTINGS.booking.map((setting) => (
        <NumberRow key={setting.field} setting={setting} {...props} />
      ))}
      <SwitchRow field="isOverbookingAllowed" {...props} />
    </SettingGroup>
  );
}

export function LateGroup(props: GroupProps) {
  const { t } = useTranslation('clinicSetup');
  return (
    <SettingGroup title={t('groups.late')}>
      {NUMBER_SETTINGS.late.map((setting) => (
        <NumberRow key={setting.field} setting={setting} {...props} />
      ))}
    </SettingGroup>
  );
}

export function WaitingGroup({ values, inForce, onChoose }: GroupProps) {
  const { t } = useTranslation('clinicSetup');
  const { waitAlertMin } = values;
  return (
    <SettingGroup title={t('fields.waitAlertMin')} hint={t('hints.waitAlertMin')}>
      {WAITS.map((wait) => (
        <SettingRow
          key={wait}
          field={`wait-${wait}`}
          label={t(`waits.${wait}`)}
          isChanged={waitAlertMin[wait] !== inForce.waitAlertMin[wait]}
          aside={t('standard', { value: t('units.minutes', { count: DEFAULT_SETTINGS.waitAlertMin[wait] }) })}
        >
          <AmountInput
            id={`wait-${wait}`}
            value={waitAlertMin[wait]}
            min={1}
            max={480}
            clampBehavior="blur"
            suffix={` ${t('suffix.minutes')}`}
            onAmount={(minutes) => onChoose({ waitAlertMin: { ...waitAlertMin, [wait]: minutes } })}
          />
        </SettingRow>
      ))}
    </SettingGroup>
  );
}

export function CheckInGroup(props: GroupProps) {
  const { t } = useTranslation(['clinicSetup', 'flow']);
  const { values, onChoose } = props;
  return (
    <SettingGroup title={t('groups.checkIn')} hint={t('hints.checkInItems')}>
      <div className={classes.checks}>
        {CHECK_IN_ITEMS.map((item) => (
          <Checkbox
            key={item}
            label={t(`flow:checkIn.items.${item}`)}
            checked={values.checkInItems.includes(item)}
            onChange={(event) => {
              const isWanted = event.currentTarget.checked;
              // In the order the desk is asked in, whatever order they were chosen in.
              const wanted = CHECK_IN_ITEMS.filter((each) =>
                each === item ? isWanted : values.checkInItems.includes(each),
              );
              onChoose({ checkInItems: wanted });
            }}
          />
        ))}
      </div>
      <SwitchRow field="isRoomCleaningNoted" {...props} />
    </SettingGroup>
  );
}

function NumberRow({ setting, values, inForce, onChoose }: GroupProps & { readonly setting: NumberSetting }) {
  const { t } = useTranslation('clinicSetup');
  const { field, unit, min, max } = setting;
  const value = values[field];
  return (
    <SettingRow
      field={field}
      label={t(`fields.${field}`)}
      isChanged={value !== inForce[field]}
      aside={t('standard', { value: t(`units.${unit}`, { count: DEFAULT_SETTINGS[field] }) })}
    >
      <AmountInput
        id={field}
        value={value}
        min={min}
        max={max}
        clampBehavior="blur"
        suffix={` ${t(`suffix.${unit}`)}`}
        error={value < min || value > max ? t('range', { min, max }) : undefined}
        onAmount={(amount) => onChoose({ [field]: amount })}
      />
    </SettingRow>
  );
}

type SwitchField = 'isOverbookingAllowed' | 'isRoomCleaningNoted';

function SwitchRow({ field, values, inForce, onChoose }: GroupProps & { readonly field: SwitchField }) {
  const { t } = useTranslation('clinicSetup');
  return (
    <SettingRow
      field={field}
      label={t(`fields.${field}`)}
      isChanged={values[field] !== inForce[field]}
      aside={t(`hints.${field}`)}
    >
      <Switch
        id={field}
        checked={values[field]}
        onChange={(event) => onChoose({ [field]: event.currentTarget.checked })}
      />
    </SettingRow>
  );
}
