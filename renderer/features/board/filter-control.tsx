import { Button, NativeSelect, Popover, TextInput } from '@mantine/core';
import { type ComponentType, memo, Suspense, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorId } from '../../../shared/ids.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { Icon } from '../../ui/icon.tsx';
import { type BoardLook, countActive, withPart } from './board-address.ts';
import classes from './board.module.css';
import type { FilterPanelProps } from './filter-panel.tsx';

export type FilterProps = {
  readonly look: BoardLook;
  readonly onLook: (look: BoardLook) => void;
  /** Whose days are shown, where they are one doctor's. */
  readonly whose: DoctorId | undefined;
  readonly filterInput: React.Ref<HTMLInputElement>;
  readonly doctorSelect: React.Ref<HTMLSelectElement>;
  readonly isPanelOpen: boolean;
  readonly onPanel: (isOpen: boolean) => void;
  /** Loaded after the screen. */
  readonly FilterPanel: ComponentType<FilterPanelProps>;
};

/** A field for a name or a specialization, and behind a button all else that can narrow the board. */
export const FilterControl = memo(function FilterControl(props: FilterProps) {
  const { look, onLook, isPanelOpen, onPanel, FilterPanel } = props;
  const { t } = useTranslation('board');
  const active = countActive(look);
  const word = t('filter.open', { count: active });
  return (
    <>
      {look.days === undefined ? <FindField {...props} /> : <WhoseDays {...props} />}
      <Popover
        opened={isPanelOpen}
        onChange={onPanel}
        position="bottom-end"
        width={320}
        trapFocus
        returnFocus
        shadow="md"
        transitionProps={{ duration: 0 }}
      >
        <Popover.Target>
          <Button
            variant="default"
            className={classes.filterButton}
            data-active={active > 0 || undefined}
            aria-label={word}
            title={t('filter.openHint')}
            onClick={() => onPanel(!isPanelOpen)}
          >
            <FilterIcon />
            {active > 0 && <span className={classes.filterCount}>{active}</span>}
          </Button>
        </Popover.Target>
        <Popover.Dropdown className={classes.filterPanel}>
          {isPanelOpen && (
            <Suspense>
              <FilterPanel look={look} onLook={onLook} onClose={() => onPanel(false)} />
            </Suspense>
          )}
        </Popover.Dropdown>
      </Popover>
    </>
  );
});

function FindField({ look, onLook, filterInput }: FilterProps) {
  const { t } = useTranslation('board');
  const overview = useOverview();
  const listId = useId();
  return (
    <>
      <TextInput
        ref={filterInput}
        type="search"
        list={listId}
        aria-label={t('filter.label')}
        placeholder={t('filter.placeholder')}
        className={classes.filter}
        leftSection={<Icon name="search" size={16} />}
        value={look.find ?? ''}
        onChange={(event) => onLook(withPart(look, 'find', event.currentTarget.value))}
      />
      <datalist id={listId}>
        {(overview?.specializations ?? []).map(({ id, name }) => (
          <option key={id} value={name}>
            {name}
          </option>
        ))}
      </datalist>
    </>
  );
}

function WhoseDays({ look, onLook, whose, doctorSelect }: FilterProps) {
  const { t } = useTranslation('board');
  const doctors = useOverview()?.doctors.filter(({ id, isActive }) => isActive || id === whose);
  return (
    <NativeSelect
      ref={doctorSelect}
      aria-label={t('days.whose')}
      title={t('days.whose')}
      className={`${classes.filter} ${classes.whose}`}
      value={whose ?? ''}
      data={(doctors ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(event) => onLook(withPart(look, 'of', event.currentTarget.value as DoctorId))}
    />
  );
}

/** Not among the icons of all screens: no other one filters, and a phone's first screen carries those. */
function FilterIcon() {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      aria-hidden
    >
      <path d="M3 5h14M6 10h8M8.500 15h3" />
    </svg>
  );
}
