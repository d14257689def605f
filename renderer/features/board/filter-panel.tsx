import { Button, Checkbox, MultiSelect, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { APPOINTMENT_STATUSES } from '../../../shared/domain/appointment-status.ts';
import type { AppointmentTypeId, DoctorId, SpecializationId } from '../../../shared/ids.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { Key } from '../../ui/keys/keys-help.tsx';
import { BOARD_MARKS, type BoardLook, withoutFilter, withPart } from './board-address.ts';
import classes from './board.module.css';

export type FilterPanelProps = {
  readonly look: BoardLook;
  readonly onLook: (look: BoardLook) => void;
  readonly onClose: () => void;
};

/** A list that opens belongs to the panel: a click in it is none beside it. */
const IN_PANEL = { withinPortal: false } as const;

/** All that can narrow the board; each choice is seen behind it at once. */
export function FilterPanel({ look, onLook, onClose }: FilterPanelProps) {
  const { t } = useTranslation(['board', 'common']);
  const overview = useOverview();
  const statuses = APPOINTMENT_STATUSES.filter((status) => status !== 'entered_in_error');
  return (
    <>
      <Select
        data-autofocus
        label={t('filter.doctor')}
        placeholder={t('filter.all')}
        data={(overview?.doctors ?? []).map(toOption)}
        value={look.doctor ?? null}
        onChange={(id) => onLook(withPart(look, 'doctor', id as DoctorId | null))}
        searchable
        clearable
        comboboxProps={IN_PANEL}
      />
      <MultiSelect
        label={t('filter.fields')}
        data={(overview?.specializations ?? []).map(toOption)}
        value={[...(look.fields ?? [])]}
        onChange={(ids) => onLook(withPart(look, 'fields', ids as SpecializationId[]))}
        comboboxProps={IN_PANEL}
      />
      <MultiSelect
        label={t('filter.types')}
        data={(overview?.types ?? []).map(toOption)}
        value={[...(look.types ?? [])]}
        onChange={(ids) => onLook(withPart(look, 'types', ids as AppointmentTypeId[]))}
        comboboxProps={IN_PANEL}
      />
      <MultiSelect
        label={t('filter.statuses')}
        data={statuses.map((status) => ({ value: status, label: t(`common:status.${status}`) }))}
        value={[...(look.statuses ?? [])]}
        onChange={(chosen) => onLook(withPart(look, 'statuses', chosen))}
        comboboxProps={IN_PANEL}
      />
      <Checkbox.Group
        label={t('filter.marks')}
        value={[...(look.marks ?? [])]}
        onChange={(marks) => onLook(withPart(look, 'marks', marks))}
      >
        <div className={classes.filterMarks}>
          {BOARD_MARKS.map((mark) => (
            <Checkbox
              key={mark}
              value={mark}
              label={mark === 'urgent' ? t('filter.urgent') : t(`flags.${mark}`)}
            />
          ))}
        </div>
      </Checkbox.Group>
      <div className={classes.filterFoot}>
        <Button variant="default" rightSection={<Key>0</Key>} onClick={() => onLook(withoutFilter(look))}>
          {t('filter.clear')}
        </Button>
        <Button onClick={onClose}>{t('common:actions.close')}</Button>
      </div>
    </>
  );
}

function toOption({ id, name }: { readonly id: string; readonly name: string }) {
  return { value: id, label: name };
}
