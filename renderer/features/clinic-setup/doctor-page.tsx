import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClinicOverview, DoctorDto } from '../../../shared/contracts/clinic.ts';
import { useTRPC } from '../../lib/api.ts';
import { Icon } from '../../ui/icon.tsx';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { Notice } from '../../ui/notice.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import classes from './clinic-setup.module.css';
import { DoctorDays } from './doctor-days.tsx';
import { DoctorDialog } from './doctor-dialog.tsx';
import { DoctorHours } from './doctor-hours.tsx';
import { ProposedHours } from './proposed-hours.tsx';

type Props = {
  readonly doctor: DoctorDto;
  readonly overview: ClinicOverview;
  readonly onBack: () => void;
  readonly onTypes: () => void;
};

/** One doctor as the clinic sets them up: facts, week, single days, time off. */
export function DoctorPage({ doctor, overview, onBack, onTypes }: Props) {
  const { t } = useTranslation('clinicSetup');
  const trpc = useTRPC();
  const [isEditing, setEditing] = useState(false);
  /** What was answered is gone from the screen, and the button with it. */
  const heading = useRef<HTMLHeadingElement>(null);
  const calendar = useQuery(trpc.clinic.doctorCalendar.queryOptions({ doctorId: doctor.id }));
  const isOffered = overview.types.some(
    ({ isActive, doctorIds }) => isActive && doctorIds.includes(doctor.id),
  );
  const hasHours = (calendar.data?.weeklyHours.length ?? 0) > 0;
  const facts = [doctor.room?.name ?? t('doctors.noRoom'), ...doctor.specializations.map(({ name }) => name)];
  return (
    <>
      <header className={classes.head}>
        <div>
          <button type="button" className={classes.back} onClick={onBack}>
            <Icon name="back" size={16} />
            {t('sections.doctors')}
          </button>
          <h2 ref={heading} tabIndex={-1} className={classes.heading}>
            {doctor.name}
          </h2>
          <p className={classes.lead}>
            {facts.join(' · ')}
            {!doctor.isActive && ` · ${t('state.inactive')}`}
          </p>
        </div>
        <Button variant="default" onClick={() => setEditing(true)}>
          {t('doctors.edit')}
        </Button>
      </header>
      {doctor.isActive && !isOffered && (overview.types.length > 0 || hasHours) && (
        <Notice tone="warn">
          {t('doctors.notOffered', { name: doctor.name })}{' '}
          <button type="button" className={classes.inline} onClick={onTypes}>
            {t('sections.types')}
          </button>
        </Notice>
      )}
      <ProposedHours key={doctor.id} doctor={doctor} onAnswered={() => heading.current?.focus()} />
      {calendar.isError && <LoadFailed error={calendar.error} onRetry={() => void calendar.refetch()} />}
      {calendar.isPending && <LoadingLines rows={8} />}
      {calendar.data !== undefined && (
        <>
          <DoctorHours
            key={`hours ${doctor.id}`}
            calendar={calendar.data}
            others={overview.doctors.filter(({ id, isActive }) => isActive && id !== doctor.id)}
          />
          <DoctorDays key={`days ${doctor.id}`} calendar={calendar.data} />
        </>
      )}
      {isEditing && <DoctorDialog overview={overview} doctor={doctor} onClose={() => setEditing(false)} />}
    </>
  );
}
