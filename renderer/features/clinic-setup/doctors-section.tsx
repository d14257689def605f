import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicOverview, DoctorDto } from '../../../shared/contracts/clinic.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import { Icon } from '../../ui/icon.tsx';
import { PageNote } from '../../ui/page-note.tsx';
import classes from './clinic-setup.module.css';
import { DoctorDialog } from './doctor-dialog.tsx';
import { DoctorPage } from './doctor-page.tsx';

type Props = {
  readonly overview: ClinicOverview;
  readonly doctorId: DoctorId | undefined;
  readonly onDoctor: (id: DoctorId | undefined) => void;
  readonly onTypes: () => void;
};

/** Who works here, and when. */
export function DoctorsSection({ overview, doctorId, onDoctor, onTypes }: Props) {
  const { t } = useTranslation('clinicSetup');
  const [isAdding, setAdding] = useState(false);
  const { doctors } = overview;
  const chosen = doctors.find(({ id }) => id === doctorId);
  const add = <Button onClick={() => setAdding(true)}>{t('doctors.add')}</Button>;
  return (
    <div className={classes.section}>
      {chosen === undefined ? (
        <>
          <header className={classes.head}>
            <div>
              <h2 className={classes.heading}>{t('sections.doctors')}</h2>
              <p className={classes.lead}>{t('doctors.lead')}</p>
            </div>
            {doctors.length > 0 && add}
          </header>
          {doctors.length === 0 ? (
            <PageNote icon="person" title={t('doctors.none')} hint={t('doctors.noneHint')} action={add} />
          ) : (
            <DoctorList doctors={doctors} onDoctor={onDoctor} />
          )}
        </>
      ) : (
        <DoctorPage
          doctor={chosen}
          overview={overview}
          onBack={() => onDoctor(undefined)}
          onTypes={onTypes}
        />
      )}
      {isAdding && (
        <DoctorDialog
          overview={overview}
          onClose={() => setAdding(false)}
          onSaved={(doctor) => onDoctor(doctor.id)}
        />
      )}
    </div>
  );
}

type ListProps = {
  readonly doctors: readonly DoctorDto[];
  readonly onDoctor: (id: DoctorId) => void;
};

/** Who has proposed other hours and waits for an answer. */
function useProposers(): ReadonlySet<DoctorId> {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.hours.listProposals.queryOptions({}));
  return new Set(data?.items.map(({ doctorId }) => doctorId));
}

function DoctorList({ doctors, onDoctor }: ListProps) {
  const { t } = useTranslation(['clinicSetup', 'hours']);
  const trpc = useTRPC();
  const proposers = useProposers();
  const { data: readiness } = useQuery(trpc.clinic.readiness.queryOptions({}));
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{t('doctors.name')}</th>
          <th>{t('doctors.specializations')}</th>
          <th>{t('doctors.room')}</th>
          <th>{t('doctors.state')}</th>
        </tr>
      </thead>
      <tbody>
        {doctors.map((doctor) => (
          <tr key={doctor.id} data-off={!doctor.isActive || undefined}>
            <td>
              <button type="button" className={classes.open} onClick={() => onDoctor(doctor.id)}>
                {doctor.name}
              </button>
            </td>
            <td>{doctor.specializations.map(({ name }) => name).join(', ')}</td>
            <td>{doctor.room?.name ?? t('doctors.noRoom')}</td>
            <td>
              {readiness?.withoutHours.includes(doctor.id) === true ? (
                <span className={classes.lacking}>
                  <Icon name="alert" size={14} />
                  {t('doctors.noHours')}
                </span>
              ) : (
                t(doctor.isActive ? 'state.active' : 'state.inactive')
              )}
              {proposers.has(doctor.id) && (
                <span className={classes.proposed}>
                  <Icon name="clock" size={14} />
                  {t('hours:review.mark')}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
