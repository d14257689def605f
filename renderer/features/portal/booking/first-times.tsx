import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlotDto } from '../../../../shared/contracts/schedule.ts';
import type { AppointmentTypeId, DoctorId, SpecializationId } from '../../../../shared/ids.ts';
import { useFormat } from '../../../lib/format.ts';
import { LoadingLines } from '../../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../../ui/page-note.tsx';
import { useDayWords } from '../use-day-words.ts';
import classes from './first-times.module.css';
import { STAY_TRUE, useOpeningsAhead } from './use-slots.ts';

type Props = {
  readonly wanted: {
    readonly appointmentTypeId: AppointmentTypeId;
    readonly specializationId?: SpecializationId;
  };
  readonly horizonDays: number;
  readonly doctorNameOf: (id: DoctorId) => string;
  readonly onPick: (slot: SlotDto) => void;
  /** What to do when nothing is free. */
  readonly none: ReactNode;
};

const PER_DOCTOR = 4;
const SHOWN = 16;

/** The soonest free times of all doctors in one list, each with whom it is. */
export function FirstTimes({ wanted, horizonDays, doctorNameOf, onPick, none }: Props) {
  const { t } = useTranslation('portal');
  const format = useFormat();
  const words = useDayWords();
  const openings = useQuery({
    ...useOpeningsAhead({ ...wanted, perDoctor: PER_DOCTOR }, horizonDays),
    ...STAY_TRUE,
  });
  if (openings.isError) return <LoadFailed error={openings.error} onRetry={() => void openings.refetch()} />;
  if (openings.data === undefined) return <LoadingLines rows={6} />;
  const soonest = openings.data.doctors
    .flatMap(({ slots }) => slots)
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
    .slice(0, SHOWN);
  if (soonest.length === 0)
    return <PageNote title={t('slots.noneAhead')} hint={t('slots.noneAheadHint')} action={none} />;
  return [...Map.groupBy(soonest, (slot) => format.dayOf(slot.startsAt))].map(([day, slots]) => (
    <section key={day} aria-label={words.day(day)}>
      <h2 className={classes.day}>{words.day(day)}</h2>
      <ul className={classes.list}>
        {slots.map((slot) => (
          <li key={`${slot.startsAt}${slot.doctorId}`}>
            <button type="button" className={classes.time} onClick={() => onPick(slot)}>
              <strong>{format.time(slot.startsAt)}</strong>
              <span>{doctorNameOf(slot.doctorId)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  ));
}
