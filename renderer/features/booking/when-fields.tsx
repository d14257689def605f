import { NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DoctorDto } from '../../../shared/contracts/clinic.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { type CivilDate, type LocalTime, parseCivilDate } from '../../../shared/time/civil-date.ts';
import { wallTimeToInstant } from '../../../shared/time/clinic-zone.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import classes from './booking.module.css';

/** A time as it is chosen: on the clinic's wall clock, perhaps not complete yet. */
export type When = {
  readonly doctorId: DoctorId | undefined;
  readonly day: CivilDate;
  readonly time: string;
};

/** The instant that was chosen; undefined while a part is missing. */
export function instantOf({ day, time }: When, zone: string): Instant | undefined {
  return /^\d\d:\d\d$/.test(time) ? wallTimeToInstant(day, time as LocalTime, zone) : undefined;
}

type Props = {
  readonly when: When;
  readonly onWhen: (when: When) => void;
  readonly doctors: readonly DoctorDto[];
  /** The doctor is given and cannot be changed here. */
  readonly isDoctorFixed?: boolean;
  /** All in one row, where there is room. */
  readonly isWide?: boolean;
  readonly errors: { readonly doctor?: string | undefined; readonly time?: string | undefined };
};

export function WhenFields({ when, onWhen, doctors, isDoctorFixed = false, isWide = false, errors }: Props) {
  const { t } = useTranslation('booking');
  return (
    <div className={classes.when} data-wide={isWide || undefined}>
      {!isDoctorFixed && (
        <NativeSelect
          label={t('when.doctor')}
          className={classes.doctor}
          value={when.doctorId ?? ''}
          error={errors.doctor}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onWhen({ ...when, doctorId: value === '' ? undefined : (value as DoctorId) });
          }}
          data={[
            { value: '', label: t('when.anyDoctor') },
            ...doctors.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
        />
      )}
      <TextInput
        label={t('when.day')}
        type="date"
        value={when.day}
        onChange={(event) => {
          const day = parseCivilDate(event.currentTarget.value);
          if (day !== undefined) onWhen({ ...when, day });
        }}
      />
      <TextInput
        label={t('when.time')}
        type="time"
        step={300}
        value={when.time}
        error={errors.time}
        onChange={(event) => onWhen({ ...when, time: event.currentTarget.value })}
      />
    </div>
  );
}
