import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentTypeDto, ClinicOverview } from '../../../shared/contracts/clinic.ts';
import { useFormat } from '../../lib/format.ts';
import { PageNote } from '../../ui/page-note.tsx';
import classes from './clinic-setup.module.css';
import { TypeDialog } from './type-dialog.tsx';

/** More names than these make no line easier to read. */
const NAMES_SHOWN = 2;

type Props = { readonly overview: ClinicOverview };

/** What can be booked, how long it takes, and with whom. */
export function TypesSection({ overview }: Props) {
  const { t } = useTranslation('clinicSetup');
  const [editing, setEditing] = useState<AppointmentTypeDto | 'new'>();
  const { types } = overview;
  const add = <Button onClick={() => setEditing('new')}>{t('types.add')}</Button>;
  return (
    <div className={classes.section}>
      <header className={classes.head}>
        <div>
          <h2 className={classes.heading}>{t('sections.types')}</h2>
          <p className={classes.lead}>{t('types.lead')}</p>
        </div>
        {types.length > 0 && add}
      </header>
      {types.length === 0 ? (
        <PageNote icon="clock" title={t('types.none')} hint={t('types.noneHint')} action={add} />
      ) : (
        <TypeTable overview={overview} onOpen={setEditing} />
      )}
      {editing !== undefined && (
        <TypeDialog
          overview={overview}
          type={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </div>
  );
}

function TypeTable({ overview, onOpen }: Props & { readonly onOpen: (type: AppointmentTypeDto) => void }) {
  const { t } = useTranslation('clinicSetup');
  const format = useFormat();
  const active = overview.doctors.filter(({ isActive }) => isActive);
  const withWhom = ({ doctorIds }: AppointmentTypeDto) => {
    const names = active.filter(({ id }) => doctorIds.includes(id)).map(({ name }) => name);
    if (names.length === 0) return t('types.nobody');
    if (names.length === active.length) return t('types.everybody');
    const rest = names.length - NAMES_SHOWN;
    return rest > 1
      ? t('types.some', { names: names.slice(0, NAMES_SHOWN).join(', '), count: rest })
      : names.join(', ');
  };
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{t('types.name')}</th>
          <th>{t('types.duration')}</th>
          <th>{t('types.doctors')}</th>
          <th>{t('types.portal')}</th>
          <th>{t('doctors.state')}</th>
        </tr>
      </thead>
      <tbody>
        {overview.types.map((type) => (
          <tr key={type.id} data-off={!type.isActive || undefined}>
            <td>
              <button type="button" className={classes.open} onClick={() => onOpen(type)}>
                <span className={classes.dot} style={{ background: `var(--ml-${type.color}-edge)` }} />
                {type.name}
              </button>
            </td>
            <td className={classes.short}>{format.minutes(type.durationMin)}</td>
            <td>{withWhom(type)}</td>
            <td className={classes.short}>{t(type.isOnline ? 'types.online' : 'types.deskOnly')}</td>
            <td>{t(type.isActive ? 'state.active' : 'state.inactive')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
